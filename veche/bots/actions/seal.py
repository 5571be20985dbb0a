"""Tokens and secrets that we must be able to read again lie in the database sealed; the key is a file beside it."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from veche.ground.errors import Unavailable
from veche.ground.ids import BotId

NONCE_BYTES = 12


class Seal:
    """AES-256-GCM. What was sealed for one bot and purpose cannot be opened for another one."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        """`key`: 32 bytes, asked for when it is first needed."""
        self._key = key
        self._bytes: bytes | None = None

    def close(self, plain: str, *, bot: BotId, purpose: str) -> bytes:
        """Sealed: another value each time."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self._raw()).encrypt(nonce, plain.encode(), _whose(bot, purpose))

    def open(self, sealed: bytes, *, bot: BotId, purpose: str) -> str:
        """What was sealed. Raises Unavailable where the key is another one: a database without its data folder."""
        try:
            plain = AESGCM(self._raw()).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _whose(bot, purpose))
        except InvalidTag as error:
            raise Unavailable("seal_broken") from error
        return plain.decode()

    def sign(self, text: str, *, purpose: str) -> bytes:
        """A signature of ours over a text: for addresses and numbers that we give out and take back."""
        secret = hmac.digest(self._raw(), purpose.encode(), "sha256")
        return hmac.digest(secret, text.encode(), "sha256")

    def _raw(self) -> bytes:
        if self._bytes is None:
            self._bytes = self._key()
        return self._bytes


def _whose(bot: BotId, purpose: str) -> bytes:
    return f"{purpose}:{bot}".encode()


def token_hash(token: str) -> bytes:
    """By this a token is found. Tokens are random, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).digest()


def new_token() -> str:
    """256 bits, with a beginning by which scanners for leaked secrets know it."""
    return "vbot_" + secrets.token_urlsafe(32)
