"""Messages on their way to the log, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from veche.ground.errors import VecheError
from veche.ground.ids import ActorId, ChatId


@dataclass(slots=True, eq=False)
class Draft:
    """A message on its way to the log. `done` is called once, after the commit, with what became of it."""

    chat: ChatId
    sender: ActorId
    person: int
    """Who is behind the sender: himself, or the holder of the post."""
    key: int
    text: str
    done: Callable[[Stored | VecheError], None]
    entities: str | None = None
    reply_to: int | None = None
    origin: str | None = None
    service: str | None = None
    extra: str | None = None
    """Attachments and flags: `wire.Extra` as JSON."""
    topic: int | None = None
    files: tuple[int, ...] = ()
    """Files that the attachments name; the sender may use them."""
    link: bool = False
    """Nobody has looked at the link among the words: that is done after the commit."""


@dataclass(slots=True, eq=False)
class Stored:
    """A draft that is in the log for good. `duplicate`: it had been there before this time."""

    draft: Draft
    seq: int
    version: int
    at: datetime
    duplicate: bool = False


def client_key(sender: int, cid: str) -> int:
    """The signed 64-bit number under which a send of `sender` with the client-given id `cid` is known."""
    return int.from_bytes(blake2b(b"%d:%b" % (sender, cid.encode()), digest_size=8).digest(), "big", signed=True)
