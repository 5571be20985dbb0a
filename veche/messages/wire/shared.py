"""What was shared in a chat: pictures, files, sounds, links."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from veche.messages.wire.basics import Id, PageSize

SharedKind = Literal["media", "files", "sounds", "links"]
"""media: photos, videos and round ones. sounds: voice messages and music."""


class ListShared(Struct, forbid_unknown_fields=True, kw_only=True):
    """Messages that carry something of the kind: the newest first, from `before` on; or the oldest first after a
    message, as one listens to them."""

    chat: Id
    kind: SharedKind
    before: Id | None = None
    after: Annotated[int, Meta(ge=0, le=(1 << 53) - 1)] | None = None
    limit: PageSize = 50


class CountShared(Struct, forbid_unknown_fields=True, kw_only=True):
    chat: Id


class SharedCounts(Struct):
    """How much there is of each kind (of links: messages with some); `most` stands for itself and everything above."""

    media: int
    files: int
    sounds: int
    links: int
    most: int
