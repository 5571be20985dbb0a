"""What chats are and who may do what in them: frozen data and pure rules, no input or output."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

from veche.ground.errors import Conflict, NotYet, Refused, VecheError
from veche.ground.ids import ActorId, ChatId, Seq, Version
from veche.identity import Limit

Kind = Literal["dialog", "group", "channel"]
Mode = Literal["ordinary", "official", "public"]
Role = Literal["owner", "admin", "member"]
Seal = Literal["valid", "due"]
"""Of a channel that a body vouches for; due: its yearly confirmation is."""

LoggedAct = Literal[
    "title",
    "about",
    "member_rights",
    "topics",
    "slow_mode",
    "comments",
    "role",
    "member_added",
    "member_removed",
    "link_made",
    "link_revoked",
    "request_answered",
    "messages_deleted",
    "message_pinned",
    "message_unpinned",
    "poll_closed",
    "topic_made",
    "topic_changed",
]
"""What the admin log of a chat tells."""


class PublicRules(Struct, frozen=True, kw_only=True):
    """What this installation decided about public channels: who may open one, how many one actor may own (0: any
    number), from how many subscribers on nobody comes in without a badge (0: never). Private ones are everybody's."""

    by: Literal["everyone", "posts", "approval"] = "everyone"
    most: int = 0
    badge_above: int = 0


ROLES: Final[tuple[Role, ...]] = ("owner", "admin", "member")
"""In the order of member lists; the place in it is what the database keeps."""
RANK: Final[dict[str, int]] = {role: rank for rank, role in enumerate(ROLES)}

MODES_TO_COME: Final = frozenset({"private", "recorded"})
QUIET_ABOVE: Final = 1_000
"""A group of more members does not tell everybody who came and who left; channels never do."""
READERS_TOLD_UP_TO: Final = 100
"""In a group of more members nobody hears who has read how far."""
LINKS_LIMIT: Final = 100
FOLDERS_LIMIT: Final = 20
FOLDER_TITLE_LIMIT: Final = 24
TITLE_LIMIT: Final = 200
ABOUT_LIMIT: Final = 1_000

# What one account may do, for whichever post it acts. Far above what people do by hand, far below what a stolen account
# would need to write to a whole city; asking for somebody who does not exist counts too, so ids cannot be tried out.
NEW_DIALOGS: Final = Limit(name="new_dialogs", burst=60, seconds=60, code="too_many_dialogs")
NEW_CHATS: Final = Limit(name="new_chats", burst=30, seconds=2880, code="too_many_chats")
ADDED: Final = Limit(name="added", burst=5_000, seconds=17.28, code="too_many_added")
# Secrets of links cannot be guessed anyway; codes of public chats are numbers, and are not for walking through.
LINK_MISSES: Final = Limit(name="link_misses", burst=30, seconds=60, code="too_many_codes")


class Rights:
    """Bits. Plain integers and not an IntFlag: they are looked at for every message."""

    POST: Final = 1
    REACT: Final = 2
    PIN: Final = 4
    INVITE: Final = 8
    EDIT_INFO: Final = 16
    DELETE_ANY: Final = 32
    MANAGE_MEMBERS: Final = 64
    MANAGE_ROLES: Final = 128

    NONE: Final = 0
    ALL: Final = 255
    ADMIN: Final = 127
    DIALOG: Final = POST | REACT | PIN
    GROUP_MEMBER_MOST: Final = POST | REACT | PIN | INVITE | EDIT_INFO
    CHANNEL_MEMBER_MOST: Final = REACT


def first_member_rights(kind: Kind, mode: Mode) -> int:
    """What every member may do in a new chat. Who is in an official chat is decided by those who run it."""
    if kind == "dialog":
        return Rights.DIALOG
    if kind == "channel":
        return Rights.REACT
    if mode == "official":
        return Rights.POST | Rights.REACT
    return Rights.POST | Rights.REACT | Rights.INVITE


def most_member_rights(kind: Kind) -> int:
    """The most that a plain member can be given."""
    if kind == "dialog":
        return Rights.DIALOG
    return Rights.CHANNEL_MEMBER_MOST if kind == "channel" else Rights.GROUP_MEMBER_MOST


def effective_rights(role: Role, own: int | None, *, member_rights: int) -> int:
    """What a member may do: an owner all, others their own rights if they have any, else those of the role."""
    if role == "owner":
        return Rights.ALL
    if own is not None:
        return own
    return Rights.ADMIN | member_rights if role == "admin" else member_rights


class Access(Struct, frozen=True, gc=False):
    """An active member, as far as permission goes."""

    chat: ChatId
    actor: ActorId
    kind: Kind
    mode: Mode
    role: Role
    rights: int
    member_rights: int
    members_count: int
    by_rule: bool = False
    """Put in by the rule that fills the chat, and by nobody's hand."""

    def may(self, right: int) -> bool:
        return self.rights & right == right

    @property
    def quiet(self) -> bool:
        """Comings and goings are not told to everybody here."""
        return is_quiet(self.kind, self.members_count)


class Head(Struct, frozen=True, gc=False):
    """The counter of a chat space."""

    seq: Seq
    version: Version
    last_at: datetime


class Membership(Struct, frozen=True, gc=False):
    """One active membership with the head of its chat: what an open socket needs to know."""

    chat: ChatId
    actor: ActorId
    kind: Kind
    mode: Mode
    role: Role
    rights: int
    read_seq: Seq
    seq: Seq
    chat_version: Version
    version: Version


def is_quiet(kind: Kind, members_count: int) -> bool:
    return kind == "channel" or members_count > QUIET_ABOVE


def may_open_public(rules: PublicRules, *, post: bool, owns: int) -> VecheError | None:
    """Whether a person or post that owns so many public channels may open one more without an application."""
    if rules.by == "approval":
        return Refused("public_by_approval")
    if rules.by == "posts" and not post:
        return Refused("public_by_posts")
    return Conflict("too_many_public_channels", limit=rules.most) if rules.most and owns >= rules.most else None


def may_grow(rules: PublicRules, *, kind: Kind, mode: Mode, sealed: bool, members: int) -> VecheError | None:
    """Whether somebody may come into a public channel that nobody vouches for."""
    small = not rules.badge_above or members < rules.badge_above
    if kind != "channel" or mode != "public" or sealed or small:
        return None
    return Conflict("channel_needs_badge", limit=rules.badge_above)


def may_mode(mode: str) -> VecheError | None:
    """Encrypted modes are named already, so that asking for one never gives a weaker chat silently."""
    return NotYet("mode_not_available", mode=mode) if mode in MODES_TO_COME else None


def may_use(access: Access, right: int) -> VecheError | None:
    """The plain question: is the right there?"""
    return None if access.rights & right == right else Refused("no_right")


def may_edit_info(access: Access) -> VecheError | None:
    return _not_in_dialog(access) or may_use(access, Rights.EDIT_INFO)


def may_be_sealed(access: Access) -> VecheError | None:
    """What is vouched for is a public channel of a post that owns it."""
    fits = access.kind == "channel" and access.mode == "public" and access.role == "owner"
    return None if fits else Refused("channel_not_yours")


def may_set_features(access: Access, *, topics: bool, slow: bool, comments: bool) -> VecheError | None:
    """Topics and slow mode belong to groups, comments to channels; those decide who manage members."""
    refusal = _not_in_dialog(access) or may_use(access, Rights.MANAGE_MEMBERS)
    if refusal is None and (topics or slow) and access.kind != "group":
        return Refused("only_in_groups")
    if refusal is None and comments and access.kind != "channel":
        return Refused("only_in_channels")
    return refusal


def may_read_log(access: Access) -> VecheError | None:
    """What those who run a chat do is known to all of them, and to nobody else."""
    return _not_in_dialog(access) or (None if access.role != "member" else Refused("no_right"))


def may_set_member_rights(access: Access, rights: int) -> VecheError | None:
    """What all members may do is decided by those who hand out roles."""
    refusal = _not_in_dialog(access) or may_use(access, Rights.MANAGE_ROLES)
    if refusal is None and rights & ~most_member_rights(access.kind):
        return Refused("rights_beyond_role")
    return refusal


def may_add(access: Access, *, comes_back: bool = False) -> VecheError | None:
    """`comes_back`: one of those added was put out before; that is undone by those who may put out."""
    refusal = _not_in_dialog(access)
    if refusal is not None:
        return refusal
    if access.may(Rights.MANAGE_MEMBERS):
        return None
    if comes_back:
        return Refused("member_was_removed")
    return may_use(access, Rights.INVITE)


def may_list_members(access: Access) -> VecheError | None:
    """Who reads a channel is known to those who run it; in a group one sees whom one talks to."""
    return may_use(access, Rights.MANAGE_MEMBERS) if access.kind == "channel" else None


def may_manage_members(access: Access) -> VecheError | None:
    return _not_in_dialog(access) or may_use(access, Rights.MANAGE_MEMBERS)


def may_remove(access: Access, target: Access) -> VecheError | None:
    """Nobody puts out somebody who may do more than himself; only an owner puts out an owner. Whom a
    rule put in, the rule puts out."""
    refusal = may_manage_members(access) or _by_rule(target)
    if refusal is not None:
        return refusal
    if target.role == "member":
        return None
    return may_use(access, Rights.MANAGE_ROLES) or _over(access, target)


def _by_rule(member: Access) -> VecheError | None:
    return Refused("filled_by_rule") if member.by_rule else None


def may_leave(access: Access, *, owners: int) -> VecheError | None:
    """The last owner hands the chat over first, unless nobody else is left in it."""
    refusal = _not_in_dialog(access) or _by_rule(access)
    if refusal is None and access.role == "owner" and owners <= 1 and access.members_count > 1:
        return Conflict("last_owner")
    return refusal


def may_dissolve(access: Access) -> VecheError | None:
    """Only an owner ends a chat for everybody, and only one of a size at which he still sees whom he ends it for."""
    refusal = _not_in_dialog(access)
    if refusal is None and access.role != "owner":
        return Refused("no_right")
    if refusal is None and access.mode == "official":
        return Refused("official_stays")
    if refusal is None and access.members_count > QUIET_ABOVE:
        return Conflict("chat_too_large", limit=QUIET_ABOVE)
    return refusal


def may_set_role(access: Access, target: Access, *, role: Role, rights: int | None, owners: int) -> VecheError | None:
    """Nobody raises anybody above himself, admins cannot touch owners, and a chat keeps an owner.
    Stepping down oneself needs no right."""
    refusal = _not_in_dialog(access)
    if refusal is not None:
        return refusal
    himself = access.actor == target.actor
    if not himself:
        refusal = may_use(access, Rights.MANAGE_ROLES) or _over(access, target)
        if refusal is not None:
            return refusal
    if role == "owner":
        if rights is not None:
            return Refused("rights_beyond_role")
        return None if access.role == "owner" else Refused("above_yourself")
    if target.role == "owner" and owners <= 1:
        return Conflict("last_owner")
    if role == "member" and rights is not None and rights & ~most_member_rights(access.kind):
        return Refused("rights_beyond_role")
    if himself and RANK[role] < RANK[access.role]:
        return Refused("above_yourself")
    given = effective_rights(role, rights, member_rights=access.member_rights)
    return Refused("above_yourself") if given & ~access.rights else None


def _over(access: Access, target: Access) -> VecheError | None:
    if target.role == "owner" and access.role != "owner":
        return Refused("owner_untouchable")
    return Refused("above_yourself") if target.rights & ~access.rights else None


def _not_in_dialog(access: Access) -> VecheError | None:
    return Refused("not_in_dialog") if access.kind == "dialog" else None
