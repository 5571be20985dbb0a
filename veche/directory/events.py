"""What the directory announces after a commit."""

from __future__ import annotations

from msgspec import Struct

from veche.ground.ids import PersonId, PostId, UnitId


class PostHolderChanged(Struct, frozen=True, tag="post_holder_changed"):
    """A post passed on. Its chats leave the open sockets of the old holder and come into those of the new one."""

    post: PostId
    old: PersonId | None
    new: PersonId | None


class ActingChanged(Struct, frozen=True, tag="acting_changed"):
    """These people may act for the post now, or may not any more, without holding it: they stand in for who does."""

    post: PostId
    people: list[PersonId]


class StructureChanged(Struct, frozen=True, tag="structure_changed"):
    """Posts stand elsewhere, are new, gone, or head a unit. What has to be done about it lies in the outbox already.
    `units`: these are called otherwise, or posts came into them: whoever finds them by name looks again."""

    units: list[UnitId] = []


PostEvent = PostHolderChanged | ActingChanged
Event = PostEvent | StructureChanged
