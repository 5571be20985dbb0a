"""A server that speaks as Active Directory does where slapd does not: large values in ranges, references."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Final

Attributes = dict[str, list[str]]
Answer = tuple[str, Attributes]
"""An entry: its name and attributes. Without attributes: a reference to that address."""
Asked = Callable[[str, list[str]], Sequence[Answer]]

SEQUENCE, SET, INTEGER, TEXT, CODE = 0x30, 0x31, 0x02, 0x04, 0x0A
BIND, BOUND, UNBIND, SEARCH, ENTRY, DONE, REFERENCE = 0x60, 0x61, 0x42, 0x63, 0x64, 0x65, 0x73
SUCCESS: Final = 0
REFERRAL: Final = 10


@contextlib.contextmanager
def fake_server(answer: Asked, *, result: int = SUCCESS) -> Iterator[str]:
    """Its address. `answer` gets the base and the attributes of each search; `result` ends every one."""
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=_serve, args=(listening, answer, result), daemon=True)
    thread.start()
    try:
        yield f"ldap://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()
        thread.join(5)


def _serve(listening: socket.socket, answer: Asked, result: int) -> None:
    """One client. What goes wrong here ends the connection, so that the client need not wait for it."""
    connection, _ = listening.accept()
    with connection, connection.makefile("rb") as requests:
        while head := requests.read(2):
            content = requests.read(_length(head, requests.read))
            (_, number), (kind, body) = _parts(content)[:2]
            if kind == UNBIND:
                return
            if kind == BIND:
                connection.sendall(_message(number, BOUND, *_ended(SUCCESS)))
                continue
            assert kind == SEARCH, f"a request of kind {kind:#x}"
            fields = _parts(body)
            asked = [text.decode() for _, text in _parts(fields[7][1])]
            for name, attributes in answer(fields[0][1].decode(), asked):
                connection.sendall(_message(number, *_told(name, attributes)))
            connection.sendall(_message(number, DONE, *_ended(result)))


def _told(name: str, attributes: Attributes) -> tuple[int, *tuple[bytes, ...]]:
    if not attributes:
        return REFERENCE, _text(name)
    parts = [
        _value(SEQUENCE, _text(kind), _value(SET, *(_text(value) for value in values)))
        for kind, values in attributes.items()
    ]
    return ENTRY, _text(name), _value(SEQUENCE, *parts)


def _ended(result: int) -> tuple[bytes, bytes, bytes]:
    return _value(CODE, bytes([result])), _text(""), _text("")


def _message(number: bytes, kind: int, *parts: bytes) -> bytes:
    return _value(SEQUENCE, _value(INTEGER, number), _value(kind, *parts))


def _text(text: str) -> bytes:
    return _value(TEXT, text.encode())


def _value(kind: int, *parts: bytes) -> bytes:
    content = b"".join(parts)
    size = len(content)
    length = bytes([size]) if size < 0x80 else bytes([0x84]) + size.to_bytes(4, "big")
    return bytes([kind]) + length + content


def _length(head: bytes, read: Callable[[int], bytes]) -> int:
    return head[1] if head[1] < 0x80 else int.from_bytes(read(head[1] & 0x7F), "big")


def _parts(content: bytes) -> list[tuple[int, bytes]]:
    """The values of which a value is made."""
    found, at = [], 0
    while at < len(content):
        kind, size = content[at], content[at + 1]
        at += 2
        if size >= 0x80:
            more = size & 0x7F
            size = int.from_bytes(content[at : at + more], "big")
            at += more
        found.append((kind, content[at : at + size]))
        at += size
    return found
