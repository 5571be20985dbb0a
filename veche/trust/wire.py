"""The shapes that travel. Times are milliseconds since 1970 UTC."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from veche.ground.ids import MAX_ID
from veche.trust.model import NOTE_LIMIT, Callers, Outcome, Privacy, Reason, Seers

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
As = Annotated[int, Meta(ge=1, le=MAX_ID, description="The post to act for; absent: oneself.")]
Note = Annotated[str, Meta(max_length=NOTE_LIMIT * 4)]
AnyMessage = Annotated[Raw, Meta(extra_json_schema={"$ref": "#/components/schemas/Message"})]
AS = {"as_": "as"}


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A request without fields."""


class SetPrivacy(Struct, frozen=True, forbid_unknown_fields=True):
    """What is absent stays."""

    last_seen: Seers | UnsetType = UNSET
    read_marks: bool | UnsetType = UNSET
    write_first: Callers | UnsetType = UNSET
    add_me: Callers | UnsetType = UNSET


class PrivacyAnswer(Struct, frozen=True):
    privacy: Privacy


class SetThere(Struct, frozen=True, forbid_unknown_fields=True, rename=AS):
    """Said every minute while somebody looks at the page, at once when he changes his hat, and once when he no longer
    looks. `as`: the post whose hat he has on; it shows to colleagues that its holder is at work."""

    there: bool
    as_: As | UnsetType = UNSET


class GetPresence(Struct, frozen=True, forbid_unknown_fields=True):
    actors: Annotated[list[Id], Meta(max_length=100)]


class Presence(Struct, frozen=True, omit_defaults=True):
    """`seen`: when the person was last there, exact to some minutes; absent while he is, and always with a post."""

    actor: int
    online: bool = False
    seen: int | None = None


class PresenceEvent(Struct, frozen=True, omit_defaults=True, tag_field="ev", tag="presence"):
    """Somebody whom this person asked about within the last minutes has come, or has gone; `seen` as in the answer."""

    actor: int
    online: bool = False
    seen: int | None = None


EVENTS: tuple[type[Struct], ...] = (PresenceEvent,)


class PresenceAnswer(Struct, frozen=True):
    """Who is absent here does not show it to you, or you do not show it to him."""

    presence: list[Presence]


class AboutActor(Struct, frozen=True, forbid_unknown_fields=True, rename=AS):
    actor: Id
    as_: As | UnsetType = UNSET


class ListBlocked(Struct, frozen=True, forbid_unknown_fields=True, rename=AS):
    as_: As | UnsetType = UNSET


class Blocked(Struct, frozen=True):
    actor: int
    at: int


class BlockedAnswer(Struct, frozen=True):
    """The newest first."""

    blocked: list[Blocked]


class ReportAsked(Struct, frozen=True, forbid_unknown_fields=True, rename=AS):
    """A person or post (`actor`), a chat, or messages of a chat (`seqs`)."""

    reason: Reason
    chat: Id | UnsetType = UNSET
    seqs: Annotated[list[Id], Meta(max_length=20)] = []
    actor: Id | UnsetType = UNSET
    note: Note = ""
    as_: As | UnsetType = UNSET


class ReportCard(Struct, frozen=True, omit_defaults=True):
    """A report as every administrator sees it: without what was written. `count`: messages that came with it."""

    id: int
    reporter: int
    reason: Reason
    at: int
    count: int = 0
    chat: int | None = None
    actor: int | None = None
    title: str = ""
    taken_by: int | None = None
    answered_at: int | None = None
    outcome: Outcome | None = None
    answer: str = ""


class ListReports(Struct, frozen=True, forbid_unknown_fields=True):
    answered: bool = False
    after: Id | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class ReportsAnswer(Struct, frozen=True):
    """`next`: the id to give as `after` for the next page."""

    reports: list[ReportCard]
    next: int | UnsetType = UNSET


class TakeReport(Struct, frozen=True, forbid_unknown_fields=True):
    """`over`: take it over from another administrator; that is on record."""

    report: Id
    over: bool = False


class TakenReport(Struct, frozen=True, omit_defaults=True):
    """What was reported, for the one who answers it alone. `others`: further open reports about the same actor, or
    about the same chat where no actor is named, that nobody else has taken."""

    report: ReportCard
    note: str
    messages: list[AnyMessage]
    others: int = 0


class AnswerReport(Struct, frozen=True, forbid_unknown_fields=True):
    """`with_others`: the same answer for all further open reports about the same one."""

    report: Id
    outcome: Outcome
    answer: Note = ""
    with_others: bool = False


class ReportAnswer(Struct, frozen=True, omit_defaults=True):
    """`others`: so many further ones got the same answer."""

    report: ReportCard
    others: int = 0


class GetNameWarnings(Struct, frozen=True, forbid_unknown_fields=True):
    actors: Annotated[list[Id], Meta(min_length=1, max_length=100)]


class NameWarning(Struct, frozen=True):
    """`codes`: mixed_scripts (letters of two alphabets in one word), like_support (as if it spoke for the service),
    like_official (a post is called so; this is a private account)."""

    actor: int
    codes: list[Literal["mixed_scripts", "like_support", "like_official"]]


class NameWarningsAnswer(Struct, frozen=True):
    """Those whose names call for care; the others are absent."""

    warnings: list[NameWarning]
