"""Signatures of the installation (Ed25519): what it says is a text of its own bytes, checkable without asking it."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from msgspec import Struct, json


def new_key() -> bytes:
    """A key to sign with, as it lies in the data folder."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())


class Signer:
    """Signs with one key; a purpose has its own."""

    def __init__(self, key: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(key)

    def sign(self, said: Struct) -> tuple[str, str]:
        """What is said as text, and the signature over these very bytes in base64."""
        text = json.encode(said)
        return text.decode(), base64.b64encode(self._key.sign(text)).decode()

    @property
    def public(self) -> str:
        """The public key in base64, to check signatures with."""
        return base64.b64encode(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
