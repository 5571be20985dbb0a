"""A passkey made of software: signs what a browser's authenticator would sign."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from veche.identity.wire.safety import AddPasskeyRequest, PasskeyProof

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class SoftKey:
    """One passkey. Every field can be bent, to try what the server takes."""

    site: str = "veche.example"
    origin: str = "https://veche.example"
    verified: bool = True
    count: int = 0
    handle: bytes = b""
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, challenge: str, *, name: str = "Ноутбук") -> AddPasskeyRequest:
        public = self._key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
        data = self._data(WITH_KEY) + bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential
        attestation = {"fmt": "none", "attStmt": {}, "authData": data + cbor2.dumps(cose)}
        return AddPasskeyRequest(
            credential=text(self.credential),
            client_data=text(self._client("webauthn.create", challenge)),
            attestation=text(cbor2.dumps(attestation)),
            name=name,
        )

    def sign(self, challenge: str) -> PasskeyProof:
        client = self._client("webauthn.get", challenge)
        data = self._data(0)
        signature = self._key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return PasskeyProof(
            credential=text(self.credential),
            client_data=text(client),
            authenticator_data=text(data),
            signature=text(signature),
            user_handle=text(self.handle) if self.handle else "",
        )

    def _data(self, more: int) -> bytes:
        self.count += 1
        flags = PRESENT | (VERIFIED if self.verified else 0) | more
        return hashlib.sha256(self.site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, challenge: str) -> bytes:
        said: dict[str, Any] = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()
