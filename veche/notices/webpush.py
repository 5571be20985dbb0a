"""Web Push as bytes: a message encrypted for one browser (RFC 8291, aes128gcm of RFC 8188), and who sends it (VAPID,
RFC 8292). The push service between sees how long it is and for which browser, nothing else."""

from __future__ import annotations

import base64
import os
import struct
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CURVE = ec.SECP256R1()
RECORD = 4096
TOKEN_LIFE = timedelta(hours=12)
PADDED_TO = 64
"""Every message has this length before it is encrypted: whether it says 1 or 1,000 cannot be told from outside."""


def new_key() -> bytes:
    """A key pair of the installation, as its file holds it."""
    return ec.generate_private_key(CURVE).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def read_point(point: bytes) -> ec.EllipticCurvePublicKey:
    """A browser's public key. Raises ValueError if it is not a point of the curve."""
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    except (ValueError, InvalidKey) as error:
        raise ValueError("not a point of the curve") from error


def to_text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """base64url without padding. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def encrypt(content: bytes, *, p256dh: bytes, auth: bytes) -> bytes:
    """The body of a push message that only the browser with these keys can read."""
    theirs = read_point(p256dh)
    once = ec.generate_private_key(CURVE)
    ours = point_of(once.public_key())
    salt = os.urandom(16)
    secret = _derive(once.exchange(ec.ECDH(), theirs), salt=auth, info=b"WebPush: info\0" + p256dh + ours, length=32)
    key = _derive(secret, salt=salt, info=b"Content-Encoding: aes128gcm\0", length=16)
    nonce = _derive(secret, salt=salt, info=b"Content-Encoding: nonce\0", length=12)
    padded = content + b"\x02" + bytes(max(0, PADDED_TO - len(content)))  # the last record, then padding
    head = salt + struct.pack("!IB", RECORD, len(ours)) + ours
    return head + AESGCM(key).encrypt(nonce, padded, None)


def _derive(secret: bytes, *, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, info).derive(secret)


class Vapid:
    """The installation's name towards push services: they accept messages for a browser only from the key that it
    subscribed with."""

    def __init__(self, pem: bytes, *, contact: str) -> None:
        key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError("the push key is of another kind")
        self._key = key
        self._contact = contact
        self.public = to_text(point_of(key.public_key()))

    def authorization(self, endpoint: str, *, now: datetime) -> str:
        """The header for one push service."""
        place = urlsplit(endpoint)
        claims = {"aud": f"{place.scheme}://{place.netloc}", "exp": int((now + TOKEN_LIFE).timestamp())}
        if self._contact:
            claims["sub"] = self._contact
        words = ".".join(to_text(msgspec.json.encode(part)) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
        r, s = utils.decode_dss_signature(self._key.sign(words.encode(), ec.ECDSA(hashes.SHA256())))
        token = f"{words}.{to_text(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
        return f"vapid t={token}, k={self.public}"
