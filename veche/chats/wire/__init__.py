"""The shapes that travel: requests, answers and the chat as clients see it. Times are milliseconds since 1970 UTC."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from veche.chats.model import Kind, LoggedAct, Mode, Role, Seal
from veche.chats.wire.basics import (
    About,
    Actors,
    As,
    AskedMode,
    Code,
    Cursor,
    Id,
    LastMessage,
    Limit,
    Moment,
    Notify,
    Number,
    RightBits,
    SlowMode,
    Title,
)
from veche.chats.wire.filling import Filling
from veche.chats.wire.keepsakes import Draft, DraftEntity, Folder, FolderKind
from veche.chats.wire.links import (
    AnswerJoinRequest,
    CreateInviteLink,
    CreateInviteLinkAnswer,
    InviteLink,
    InviteLinksAnswer,
    JoinByLink,
    JoinRequest,
    JoinRequestsAnswer,
    ListJoinRequests,
    RevokeInviteLink,
    ViewInviteLink,
    ViewInviteLinkAnswer,
)


class MembershipCard(Struct, frozen=True):
    """How one actor is in the chat. `rights` are in force; `own_rights` if he has his own instead of the role's."""

    actor: int
    role: Role
    rights: int
    read_seq: int
    version: int
    archived: bool = False
    muted_until: int | UnsetType = UNSET
    pinned_at: int | UnsetType = UNSET
    own_rights: int | UnsetType = UNSET
    notify: Notify | UnsetType = UNSET


class Chat(Struct, frozen=True):
    """A chat. `version` and `seq` are the head of its space now; `changed` is the version of its last change of
    title, settings or number of members. `photo`: a file. `seal`: a body vouches for this channel, or has to be asked
    again (due). `peer`: the other side of a dialog. `membership`: of him who asks. `topics`: a group has them.
    `slow_mode`: seconds between two messages of a member. `comments`: the posts of a channel can be discussed, in the
    group `comments_chat`; that one has `comments_of` and is in no list. `filling`: the rule by which its members
    come."""

    id: int
    kind: Kind
    mode: Mode
    title: str
    about: str
    members_count: int
    member_rights: int
    version: int
    seq: int
    changed: int
    created_by: int
    last_at: int
    seal: Seal | UnsetType = UNSET
    photo: int | UnsetType = UNSET
    peer: int | UnsetType = UNSET
    topics: bool | UnsetType = UNSET
    slow_mode: int | UnsetType = UNSET
    comments: bool | UnsetType = UNSET
    comments_chat: int | UnsetType = UNSET
    comments_of: int | UnsetType = UNSET
    last: LastMessage | UnsetType = UNSET
    membership: MembershipCard | UnsetType = UNSET
    filling: Filling | UnsetType = UNSET


class Member(Struct, frozen=True):
    actor: int
    role: Role
    rights: int
    joined_at: int


# -- requests and answers


class OpenDialog(Struct, frozen=True, forbid_unknown_fields=True, rename={"with_": "with", "as_": "as"}):
    with_: Id
    as_: As | UnsetType = UNSET


class ChatAnswer(Struct, frozen=True):
    chat: Chat


class CreateChat(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    title: Title
    about: About = ""
    members: Actors = []
    mode: AskedMode = "ordinary"
    as_: As | UnsetType = UNSET


class ListChats(Struct, frozen=True, forbid_unknown_fields=True):
    actor: As | UnsetType = UNSET
    archived: bool = False
    after: Cursor | UnsetType = UNSET
    limit: Limit = 50


class ChatsAnswer(Struct, frozen=True):
    chats: list[Chat]
    next: str | UnsetType = UNSET


class AboutChat(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    as_: As | UnsetType = UNSET


class GetChatAnswer(Struct, frozen=True):
    """`peers_read_seq`: how far anybody else has read. `public_code`: the lasting link code of a public chat."""

    chat: Chat
    peers_read_seq: int
    public_code: str | UnsetType = UNSET


class ListMembers(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    after: Cursor | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=200)] = 100
    as_: As | UnsetType = UNSET


class MembersAnswer(Struct, frozen=True):
    members: list[Member]
    next: str | UnsetType = UNSET


class UpdateChat(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    title: Title | UnsetType = UNSET
    about: About | UnsetType = UNSET
    member_rights: RightBits | UnsetType = UNSET
    topics: bool | UnsetType = UNSET
    slow_mode: SlowMode | UnsetType = UNSET
    comments: bool | UnsetType = UNSET
    as_: As | UnsetType = UNSET


class ListAdminLog(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    """The newest first; `before`: the id of the last entry of the page before."""

    chat: Id
    before: Id | UnsetType = UNSET
    limit: Limit = 50
    as_: As | UnsetType = UNSET


class LogEntry(Struct, frozen=True, omit_defaults=True):
    """What somebody who runs the chat did. `details`: what was changed, from what to what, whom it concerns."""

    id: int
    actor: int
    act: LoggedAct
    at: int
    details: dict[str, str | int | list[int] | None] = {}


class AdminLog(Struct, frozen=True):
    entries: list[LogEntry]


class AddMembers(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    actors: Annotated[list[Id], Meta(min_length=1, max_length=200)]
    as_: As | UnsetType = UNSET


class AddMembersAnswer(Struct, frozen=True):
    """`added`: those who were not in the chat before."""

    chat: Chat
    added: list[int]


class AboutMember(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    actor: Id
    as_: As | UnsetType = UNSET


class SetRole(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    actor: Id
    role: Role
    rights: RightBits | UnsetType = UNSET
    as_: As | UnsetType = UNSET


class MemberAnswer(Struct, frozen=True):
    member: Member


class JoinByLinkAnswer(Struct, frozen=True):
    """Either the chat, or `requested`: those who run the chat have to answer first."""

    chat: Chat | UnsetType = UNSET
    requested: bool = False


class SetMute(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    until: Moment | None
    as_: As | UnsetType = UNSET


class SetSwitch(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    on: bool
    as_: As | UnsetType = UNSET


class SetNotify(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    """`rule` null: as it is for this kind of chat."""

    chat: Id
    rule: Notify | None
    as_: As | UnsetType = UNSET


class SetDraft(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    """`at`: when it was written on the device; absent: now. Without text and reply the draft is gone."""

    chat: Id
    text: Annotated[str, Meta(max_length=8000)] = ""
    entities: Annotated[list[DraftEntity], Meta(max_length=100)] = []
    reply_to: Id | None = None
    at: Moment | UnsetType = UNSET
    as_: As | UnsetType = UNSET


class DraftAnswer(Struct, frozen=True):
    """The draft that is in force: the latest of all devices."""

    draft: Draft


class ListFolders(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    as_: As | UnsetType = UNSET


class SaveFolder(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    """Without `folder` a new one, at the end."""

    title: Annotated[str, Meta(min_length=1, max_length=128)]
    folder: Id | UnsetType = UNSET
    emoji: Annotated[str, Meta(max_length=16)] = ""
    kinds: Annotated[list[FolderKind], Meta(max_length=3)] = []
    chats: Annotated[list[Id], Meta(max_length=200)] = []
    without: Annotated[list[Id], Meta(max_length=200)] = []
    unread: bool = False
    without_muted: bool = False
    as_: As | UnsetType = UNSET


class AboutFolder(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    folder: Id
    as_: As | UnsetType = UNSET


class OrderFolders(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    """All folders, in their new order."""

    folders: Annotated[list[Id], Meta(max_length=50)]
    as_: As | UnsetType = UNSET


class FoldersAnswer(Struct, frozen=True):
    """All folders, in their order."""

    folders: list[Folder]


class MarkRead(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    seq: Number
    as_: As | UnsetType = UNSET


class MarkReadAnswer(Struct, frozen=True):
    """`read_seq`: the mark that is in force; it never goes back and never beyond the newest message."""

    read_seq: int


__all__ = [
    "About",
    "AboutChat",
    "AboutFolder",
    "AboutMember",
    "Actors",
    "AddMembers",
    "AddMembersAnswer",
    "AdminLog",
    "AnswerJoinRequest",
    "As",
    "AskedMode",
    "Chat",
    "ChatAnswer",
    "ChatsAnswer",
    "Code",
    "CreateChat",
    "CreateInviteLink",
    "CreateInviteLinkAnswer",
    "Cursor",
    "Draft",
    "DraftAnswer",
    "DraftEntity",
    "Folder",
    "FolderKind",
    "FoldersAnswer",
    "GetChatAnswer",
    "Id",
    "InviteLink",
    "InviteLinksAnswer",
    "JoinByLink",
    "JoinByLinkAnswer",
    "JoinRequest",
    "JoinRequestsAnswer",
    "LastMessage",
    "Limit",
    "ListAdminLog",
    "ListChats",
    "ListFolders",
    "ListJoinRequests",
    "ListMembers",
    "LogEntry",
    "MarkRead",
    "MarkReadAnswer",
    "Member",
    "MemberAnswer",
    "MembersAnswer",
    "MembershipCard",
    "Moment",
    "Notify",
    "Number",
    "OpenDialog",
    "OrderFolders",
    "RevokeInviteLink",
    "RightBits",
    "SaveFolder",
    "SetDraft",
    "SetMute",
    "SetNotify",
    "SetRole",
    "SetSwitch",
    "SlowMode",
    "Title",
    "UpdateChat",
    "ViewInviteLink",
    "ViewInviteLinkAnswer",
]
