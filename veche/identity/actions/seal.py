"""Secrets that we must be able to read again lie in the database sealed; the key is a file that is not in it."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from veche.ground.errors import Unavailable
from veche.ground.ids import PersonId

KEY_BYTES = 32
NONCE_BYTES = 12


class Seal:
    """AES-256-GCM. What was sealed for one person cannot be opened in the row of another one."""

    def __init__(self, key: Callable[[], bytes]) -> None:
        """`key` is asked for when it is first needed: many never have a second factor."""
        self._key = key
        self._cipher: AESGCM | None = None

    def close(self, plain: str, *, person: PersonId) -> bytes:
        """Sealed: another value each time."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._aead().encrypt(nonce, plain.encode(), _whose(person))

    def open(self, sealed: bytes, *, person: PersonId) -> str:
        """What was sealed. Raises Unavailable where the key is another one: a database came without its data folder."""
        try:
            return self._aead().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _whose(person)).decode()
        except InvalidTag as error:
            raise Unavailable("seal_broken") from error

    def _aead(self) -> AESGCM:
        if self._cipher is None:
            self._cipher = AESGCM(self._key())
        return self._cipher


def _whose(person: PersonId) -> bytes:
    return b"second-factor:%d" % person
