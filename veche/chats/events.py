"""What chats say after a commit, and the service lines they ask messages to write."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from veche.chats.wire import Chat, Draft, Folder

SERVICE_TOPIC = "chats.service"

Act = Literal["created", "title_changed", "members_added", "member_removed", "member_left", "member_joined", "moved_in"]


class ServiceLine(Struct, frozen=True, omit_defaults=True):
    """The payload of the outbox topic `chats.service`: a line of history that has to be written exactly once.
    `event_id` is its client-given id. `actors`: whom it is about, if not `actor` himself. `at`: milliseconds."""

    event_id: int
    chat: int
    actor: int
    act: Act
    at: int
    actors: list[int] = []
    title: str = ""


class ChatCreated(Struct, frozen=True, tag=True):
    """A new chat with its first members; for each of them a MembershipChanged follows."""

    chat: Chat
    by: int
    actors: list[int]


class ChatChanged(Struct, frozen=True, tag=True):
    """Title, settings or number of members: everybody in the chat is told. `chat.version` is the version taken."""

    chat: Chat


class MembershipChanged(Struct, frozen=True, tag=True):
    """An actor's own space took `version`: he came (`joined`), has another role, muted, pinned, archived.
    `chat` carries his membership. `by`: who gave him another role; 0 where nobody did."""

    actor: int
    version: int
    chat: Chat
    joined: bool = False
    by: int = 0


class MemberJoined(Struct, frozen=True, tag=True):
    """`quiet`: a channel or a large group, whose history has no line for it."""

    chat: int
    actor: int
    by: int
    quiet: bool = False


class MemberLeft(Struct, frozen=True, tag=True):
    """An actor is out of the chat; `version` is that of his own space. `by` is himself if he left.
    `quiet`: as above."""

    chat: int
    actor: int
    by: int
    version: int
    quiet: bool = False


class Parted(Struct, frozen=True):
    """One of those who were put out when a whole group was taken away; `version` is that of his own space."""

    actor: int
    version: int


class ReadMarked(Struct, frozen=True, tag=True):
    """An actor has read up to `seq`. `version`: of his own space, for his other devices.
    `peers`: others in the chat are told too (a dialog or a small group)."""

    chat: int
    actor: int
    seq: int
    version: int
    peers: bool


class JoinRequested(Struct, frozen=True, tag=True):
    """Somebody asks to be let in; `deciders` may answer."""

    chat: int
    actor: int
    at: int
    deciders: list[int]


class DraftChanged(Struct, frozen=True, tag=True):
    """An actor began a message on one device, or it is gone; `version` is that of his own space."""

    actor: int
    version: int
    draft: Draft


class FoldersChanged(Struct, frozen=True, tag=True):
    """All folders of an actor's list, as they are now."""

    actor: int
    version: int
    folders: list[Folder]


Event = (
    ChatCreated
    | ChatChanged
    | MembershipChanged
    | MemberJoined
    | MemberLeft
    | ReadMarked
    | JoinRequested
    | DraftChanged
    | FoldersChanged
)
