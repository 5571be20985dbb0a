"""What moving in leaves in the outbox: the server that has the open sockets tells them, whoever did the work."""

from __future__ import annotations

from msgspec import Struct

OUTBOX_TOPIC = "movein"


class GroupMoved(Struct, frozen=True, omit_defaults=True):
    """The group `chat` is complete and has its `owner`; or it was taken away again, and `parted` are those who were in
    it, as (actor, version of his own space)."""

    chat: int
    owner: int
    parted: list[tuple[int, int]] | None = None
