"""The shapes that travel. Times are milliseconds since 1970 UTC."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from veche.channels.model import (
    ABOUT_LIMIT,
    FILES,
    NAME_LIMIT,
    REASON_LIMIT,
    SAMPLE_LIMIT,
    SAMPLES,
    Act,
    BadgeState,
    LinkKind,
    State,
    Verdict,
)
from veche.ground.ids import MAX_ID
from veche.media import FileCard

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
As = Annotated[int, Meta(ge=1, le=MAX_ID, description="The post to act for.")]
Title = Annotated[str, Meta(min_length=1, max_length=512)]
Name = Annotated[str, Meta(min_length=1, max_length=NAME_LIMIT)]
About = Annotated[str, Meta(max_length=ABOUT_LIMIT * 4)]
Number = Annotated[str, Meta(max_length=40)]
Sample = Annotated[str, Meta(max_length=SAMPLE_LIMIT * 4)]
Reason = Annotated[str, Meta(max_length=REASON_LIMIT * 4)]
Likeness = Literal["mixed_scripts", "same_look", "near", "same_name", "same_register"]
LikeWhat = Literal["channel", "body", "post", "application", "title"]
May = Literal["edit", "submit", "withdraw", "appeal", "decide", "confirm", "countersign", "object", "revoke"]


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A request without fields."""


class SetApplication(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    """A draft, new or (`application`) changed. `as`: the post that applies for its organisation. `responsible`: the
    post that is to run the channel. `chat`: a public channel of that post that exists already. `named`: the public
    queue may name the institution."""

    as_: As
    title: Title
    name: Name
    inn: Number
    ogrn: Number
    application: Id | UnsetType = UNSET
    responsible: Id | UnsetType = UNSET
    chat: Id | UnsetType = UNSET
    kpp: Number = ""
    about: About = ""
    samples: Annotated[list[Sample], Meta(max_length=SAMPLES)] = []
    files: Annotated[list[Id], Meta(max_length=FILES)] = []
    named: bool = False


class AboutApplication(Struct, frozen=True, forbid_unknown_fields=True):
    application: Id


class Body(Struct, frozen=True, omit_defaults=True):
    """Who decides. Without `id`: the administrators of the installation."""

    name: str = ""
    id: int | None = None


class HistoryStep(Struct, frozen=True, omit_defaults=True):
    """What happened. `by`: the name of who did it, told to those of the same side only."""

    act: Act
    at: int
    body: Body | None = None
    reason: str = ""


class BadgeBrief(Struct, frozen=True):
    chat: int
    state: BadgeState
    confirm_until: int


class ApplicationCard(Struct, frozen=True, omit_defaults=True):
    """An application as the institution and those who decide see it in a list."""

    id: int
    number: int
    state: State
    title: str
    name: str
    organisation: int
    organisation_name: str
    edition: int
    changed_at: int
    body: Body
    appeal: bool = False
    overdue: bool = False
    submitted_at: int | None = None
    decide_until: int | None = None
    appeal_until: int | None = None
    decided_at: int | None = None
    badge: BadgeBrief | None = None


class Flag(Struct, frozen=True, omit_defaults=True):
    """What the one who decides should look at twice. `like`: what it looks like; `chat` or `number` say which."""

    code: Likeness
    what: LikeWhat
    like: str = ""
    chat: int | None = None
    number: int | None = None


class ApplicationView(Struct, frozen=True, omit_defaults=True):
    """Everything about an application. `may`: what the asker can do with it now. `flags`: to those who decide."""

    card: ApplicationCard
    post: int
    responsible: int
    about: str
    inn: str
    ogrn: str
    kpp: str
    samples: list[str]
    named: bool
    files: list[FileCard]
    steps: list[HistoryStep]
    may: list[May]
    chat: int | None = None
    flags: list[Flag] = []


class ApplicationAnswer(Struct, frozen=True):
    application: ApplicationView


class ListApplications(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`after`: `next` of the page before."""

    after: Annotated[int, Meta(ge=0, le=MAX_ID)] = 0
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class ApplicationsAnswer(Struct, frozen=True, omit_defaults=True):
    """`next`: where the next page begins; absent at the end."""

    applications: list[ApplicationCard]
    next: int | None = None


class Decide(Struct, frozen=True, forbid_unknown_fields=True):
    """`edition`: of what was looked at. `reason`: written for the institution; a refusal needs one."""

    application: Id
    edition: Annotated[int, Meta(ge=1)]
    verdict: Verdict
    reason: Reason = ""


class Appeal(Struct, frozen=True, forbid_unknown_fields=True):
    application: Id
    reason: Reason


class QueueLine(Struct, frozen=True, omit_defaults=True):
    """One application in public. `institution`: only if it agreed, or once it has its channel."""

    number: int
    state: State
    submitted_at: int
    days: int
    body: Body
    appeal: bool = False
    overdue: bool = False
    decide_until: int | None = None
    decided_at: int | None = None
    institution: str = ""


class ShowQueue(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`after`, `decided_after`: `next` and `decided_next` of the page before."""

    after: Annotated[int, Meta(ge=0, le=MAX_ID)] = 0
    decided_after: Annotated[int, Meta(ge=0, le=MAX_ID)] = 0


class Queue(Struct, frozen=True, omit_defaults=True):
    """A page of what waits, the oldest first, and of what was decided in the last month. `median_days`: how long the
    decisions of the last three months took; absent before there are any."""

    waiting: int
    lines: list[QueueLine]
    decided: list[QueueLine]
    next: int | None = None
    decided_next: int | None = None
    oldest_days: int = 0
    median_days: int | None = None
    overdue: int = 0


class AboutBadge(Struct, frozen=True, forbid_unknown_fields=True):
    """By the channel, or by its link name."""

    chat: Id | UnsetType = UNSET
    name: Name | UnsetType = UNSET


class AboutChannel(Struct, frozen=True, forbid_unknown_fields=True):
    chat: Id


class Revoke(Struct, frozen=True, forbid_unknown_fields=True):
    chat: Id
    reason: Reason


class Object(Struct, frozen=True, forbid_unknown_fields=True):
    chat: Id
    reason: Reason


class BadgeLink(Struct, frozen=True, omit_defaults=True):
    """One of the chain: who vouches for the next one below. `decided`: this one decided about the channel."""

    kind: LinkKind
    name: str
    decided: bool = False


class BadgeAnswer(Struct, frozen=True, omit_defaults=True):
    """`record` are the signed bytes as text; `signature` and `key` in base64 (Ed25519). `code`: to join with.
    `may`: what the asker can do with it. `objected`: the body does not agree with the last confirmation."""

    chat: int
    title: str
    name: str
    state: BadgeState
    number: int
    code: str
    given_at: int
    confirmed_at: int
    confirm_until: int
    chain: list[BadgeLink]
    record: str
    signature: str
    key: str
    may: list[May] = []
    objected: bool = False


class AboutStatistics(Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    chat: Id
    as_: As | UnsetType = UNSET


class PostViews(Struct, frozen=True):
    """`views` null: fewer than five people."""

    seq: int
    at: int
    views: int | None


class Statistics(Struct, frozen=True):
    """Counts; null stands for fewer than five people. `reach_day`, `reach_week`: how many different people opened at
    least one of the newest posts in the last 24 hours and in the last seven days. `average_views`: of the last ten
    posts. `growth`: subscribers on each of `days`; it moves in steps of five and more. `posts`: the newest first."""

    subscribers: int | None
    reach_day: int | None
    reach_week: int | None
    average_views: int | None
    days: list[int]
    growth: list[int | None]
    posts: list[PostViews]


class ChannelPolicy(Struct, frozen=True):
    """What the installation decided about public channels. `most`, `badge_above` 0: no limit. `papers`: an application
    needs a document."""

    public_by: Literal["everyone", "posts", "approval"]
    most: int
    badge_above: int
    decide_days: int
    papers: bool
