"""The shapes that travel: requests, answers and the chat as clients see it. Times are milliseconds since 1970 UTC."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from veche.chats.model import ABOUT_LIMIT, Kind, Mode, Role
from veche.ground.ids import MAX_ID

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
Number = Annotated[int, Meta(ge=0, le=MAX_ID)]
Moment = Annotated[int, Meta(ge=0, le=253_402_300_799_000, description="Milliseconds since 1970 UTC.")]
Limit = Annotated[int, Meta(ge=1, le=100)]
Title = Annotated[str, Meta(min_length=1, max_length=512)]
About = Annotated[str, Meta(max_length=ABOUT_LIMIT * 4)]
Cursor = Annotated[str, Meta(max_length=80, description="`next` of the page before.")]
Actors = Annotated[list[Id], Meta(max_length=200)]
RightBits = Annotated[
    int,
    Meta(
        ge=0,
        le=255,
        description="Bits: 1 post, 2 react, 4 pin, 8 invite, 16 edit info, 32 delete any message, 64 manage members, "
        "128 manage roles.",
    ),
]
As = Annotated[int, Meta(ge=1, le=MAX_ID, description="The post to act for; absent: oneself.")]
AskedMode = Literal["ordinary", "official", "public", "private", "recorded"]
Notify = Literal["all", "mentions", "nobody"]
Code = Annotated[str, Meta(min_length=1, max_length=100)]
LastMessage = Annotated[Raw, Meta(extra_json_schema={"$ref": "#/components/schemas/Message"})]


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
    title, settings or number of members. `peer`: the other side of a dialog. `membership`: of the actor who asks."""

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
    peer: int | UnsetType = UNSET
    last: LastMessage | UnsetType = UNSET
    membership: MembershipCard | UnsetType = UNSET


class Member(Struct, frozen=True):
    actor: int
    role: Role
    rights: int
    joined_at: int


class InviteLink(Struct, frozen=True):
    """A link as those see it who run the chat; its code is shown once, when it is made."""

    id: int
    created_by: int
    created_at: int
    used: int
    approval: bool
    uses: int | UnsetType = UNSET
    expires_at: int | UnsetType = UNSET


class JoinRequest(Struct, frozen=True):
    actor: int
    asked_at: int
    link: int


class DraftEntity(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A range of a draft with a meaning, as in a message; it is checked when the message is sent."""

    type: Annotated[str, Meta(max_length=16)]
    offset: Annotated[int, Meta(ge=0, le=16000)]
    length: Annotated[int, Meta(ge=1, le=16000)]
    url: Annotated[str, Meta(max_length=2048)] | None = None
    actor: Id | None = None
    language: Annotated[str, Meta(max_length=32)] | None = None


class Draft(Struct, frozen=True, omit_defaults=True):
    """A message that was begun. Without text and reply: there is none any more."""

    chat: int
    at: int
    text: str = ""
    entities: list[DraftEntity] = []
    reply_to: int | None = None


FolderKind = Literal["dialogs", "groups", "channels"]


class Folder(Struct, frozen=True, omit_defaults=True):
    """A part of an actor's chat list: chats of these kinds and those named, but not those in `without`."""

    id: int
    title: str
    emoji: str = ""
    kinds: list[FolderKind] = []
    chats: list[int] = []
    without: list[int] = []
    unread: bool = False
    without_muted: bool = False


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
    as_: As | UnsetType = UNSET


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


class CreateInviteLink(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    uses: Annotated[int, Meta(ge=1, le=1_000_000)] | UnsetType = UNSET
    expires_at: Moment | UnsetType = UNSET
    approval: bool = False
    as_: As | UnsetType = UNSET


class CreateInviteLinkAnswer(Struct, frozen=True):
    """`code` is shown this once; the page of the link is `/join#<code>`."""

    link: InviteLink
    code: str


class InviteLinksAnswer(Struct, frozen=True):
    links: list[InviteLink]


class RevokeInviteLink(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    link: Id
    as_: As | UnsetType = UNSET


class ViewInviteLink(Struct, frozen=True, forbid_unknown_fields=True):
    code: Code


class ViewInviteLinkAnswer(Struct, frozen=True):
    """What may be known before joining. `chat` only for those who are in already."""

    kind: Kind
    mode: Mode
    title: str
    about: str
    members_count: int
    approval: bool
    chat: int | UnsetType = UNSET


class JoinByLink(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    code: Code
    as_: As | UnsetType = UNSET


class JoinByLinkAnswer(Struct, frozen=True):
    """Either the chat, or `requested`: those who run the chat have to answer first."""

    chat: Chat | UnsetType = UNSET
    requested: bool = False


class ListJoinRequests(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    after: Cursor | UnsetType = UNSET
    limit: Limit = 100
    as_: As | UnsetType = UNSET


class JoinRequestsAnswer(Struct, frozen=True):
    requests: list[JoinRequest]
    next: str | UnsetType = UNSET


class AnswerJoinRequest(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    actor: Id
    accept: bool
    as_: As | UnsetType = UNSET


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
    """Without `id` a new folder, at the end."""

    title: Annotated[str, Meta(min_length=1, max_length=128)]
    id: Id | UnsetType = UNSET
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
