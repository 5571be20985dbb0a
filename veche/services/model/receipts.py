"""The receipt of a consent: what was allowed to whom and what for, signed by the installation, so that neither side can
say later that it was something else."""

from __future__ import annotations

import base64

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from msgspec import Struct, json

from veche.services.model import Field


class Receipt(Struct, frozen=True, kw_only=True):
    """What is signed: these very bytes as JSON. Times are milliseconds."""

    receipt: int
    installation: str
    person: int
    bot: int
    app: str
    address: str
    fields: dict[Field, str]
    """What may be had, and the purpose that was shown."""
    given_at: int


def new_key() -> bytes:
    """A key to sign with, as it lies in the data folder."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())


class Signer:
    """Signs receipts (Ed25519)."""

    def __init__(self, key: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(key)

    def sign(self, receipt: Receipt) -> tuple[str, str]:
        """The receipt as text, and its signature in base64."""
        text = json.encode(receipt)
        return text.decode(), base64.b64encode(self._key.sign(text)).decode()

    @property
    def public(self) -> str:
        """The public key in base64, to check receipts with."""
        return base64.b64encode(self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
