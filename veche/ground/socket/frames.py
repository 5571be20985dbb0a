"""RFC 6455 server frames as bytes, so that one encoding serves every receiver."""

from __future__ import annotations

import msgspec

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What a decoder raises for bytes that are no JSON, or that are nested a thousand deep to exhaust us."""

_encode = msgspec.json.Encoder().encode


def text_frame(payload: bytes) -> bytes:
    """An unfragmented, unmasked text frame around UTF-8 `payload`."""
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    if size < 65536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload


def event_frame(event: msgspec.Struct) -> bytes:
    """A server event (a struct tagged with `ev`) ready to be written to any number of connections."""
    return text_frame(_encode(event))
