"""What an application for a channel is and what may become of it; badges. Frozen data and pure rules."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final, Literal

from msgspec import Struct

from veche.ground.errors import BadInput, Conflict, VecheError
from veche.ground.ids import ChatId, OrganisationId, PersonId, PostId
from veche.identity import Limit

State = Literal["draft", "waiting", "refused", "appealed", "approved", "withdrawn"]
Verdict = Literal["approved", "refused"]
Act = Literal[
    "submitted",
    "withdrawn",
    "refused",
    "approved",
    "appealed",
    "appeal_refused",
    "appeal_approved",
    "escalated",
    "overdue",
    "confirmed",
    "objected",
    "countersigned",
    "due",
    "lapsed",
    "unowned",
    "revoked",
]
"""What happened to an application and to the badge that came of it."""
BadgeState = Literal["valid", "due", "lapsed", "revoked"]
LinkKind = Literal["installation", "body", "institution", "post"]

TITLE_LIMIT: Final = 128
ABOUT_LIMIT: Final = 1_000
SAMPLE_LIMIT: Final = 2_000
SAMPLES: Final = 5
FILES: Final = 10
REASON_LEAST: Final = 20
REASON_LIMIT: Final = 2_000
OPEN_PER_ORGANISATION: Final = 20
WAITING: Final = frozenset({"waiting", "appealed"})
IN_FORCE: Final = frozenset({"valid", "due"})

CONFIRMED_FOR: Final = timedelta(days=365)
CONFIRM_BEFORE: Final = timedelta(days=60)
"""So long before the year is over the institution may say that everything is still right."""
REMINDERS: Final = (timedelta(days=30), timedelta(days=7))
GRACE: Final = timedelta(days=30)
"""From the turn to "to be confirmed" until the badge goes; counted from when it turned, however far a clock leapt."""
OBJECT_WITHIN: Final = timedelta(days=30)
"""So long after a confirmation the body may say that it does not agree."""
PAPERS_KEPT: Final = timedelta(days=90)
"""Documents of an application that came to nothing."""

# A form is written in a few sittings; what is beyond that is somebody who tries numbers or names out.
EDITS: Final = Limit(name="channel_edits", burst=60, seconds=60)
FIGURES_READ: Final = Limit(name="channel_figures", burst=30, seconds=10)
QUEUE_READ: Final = Limit(name="channel_queue", burst=60, seconds=5)

_NAME: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
NAME_LEAST: Final = 5
NAME_LIMIT: Final = 32
# Addresses of the client, and words that speak for the installation.
RESERVED: Final = frozenset(
    {"admin", "administrator", "channel", "channels", "directory", "invite", "manage", "moderator", "official",
     "recover", "security", "services", "settings", "share", "stickers", "support", "veche", "vechebot"}
)  # fmt: skip


class Application(Struct, frozen=True, kw_only=True):
    """`post`: for whom it was written; who holds it now may go on. `responsible`: the post that is to run the channel.
    `body`: who decides; None: the administrators of the installation. `first_body`: who decided first. `number`: 0
    before it was handed in. `edition` rises with every change: what was looked at is what is decided about."""

    id: int
    number: int
    state: State
    organisation: OrganisationId
    post: PostId
    responsible: PostId
    person: PersonId
    title: str
    name: str
    about: str
    inn: str
    ogrn: str
    kpp: str
    samples: tuple[str, ...]
    named: bool
    chat: ChatId | None
    body: OrganisationId | None
    appeal: bool
    edition: int
    changed_at: datetime
    submitted_at: datetime | None = None
    decide_until: datetime | None = None
    appeal_until: datetime | None = None
    decided_at: datetime | None = None
    refused_by: PersonId | None = None
    overdue: bool = False
    """The day by which to answer has passed, and there is no further body."""


class Step(Struct, frozen=True):
    """A line of an application's history. `body`: for which body; None: the installation, or the institution itself."""

    id: int
    application: int
    act: Act
    person: PersonId | None
    body: OrganisationId | None
    at: datetime
    reason: str


class Link(Struct, frozen=True, omit_defaults=True):
    """One who vouches for the next: a body stands above it in the directory, or decided about the channel (`decided`),
    the institution names the post."""

    kind: LinkKind
    name: str
    id: int = 0
    decided: bool = False


class Badge(Struct, frozen=True, kw_only=True):
    """`record` are the bytes that were signed, as text. `confirm_until`: by then somebody has to say that it still is
    right. `due_at`: when nobody had, or since when the body does not agree (`objected`)."""

    chat: ChatId
    application: int
    number: int
    organisation: OrganisationId
    post: PostId
    body: OrganisationId | None
    title: str
    name: str
    state: BadgeState
    given_at: datetime
    confirmed_at: datetime
    confirm_until: datetime
    due_at: datetime | None
    objected: bool
    reminded: int
    chain: tuple[Link, ...]
    record: str
    signature: str


class BadgeRecord(Struct, frozen=True, kw_only=True):
    """What is signed about a badge. Times are milliseconds."""

    badge: Literal["channel"] = "channel"
    installation: str
    chat: int
    title: str
    name: str
    application: int
    inn: str
    ogrn: str
    chain: tuple[Link, ...]
    given_at: int
    confirmed_at: int
    confirm_until: int


def name_refusal(name: str) -> VecheError | None:
    """Whether a link name may be had at all."""
    if not NAME_LEAST <= len(name) <= NAME_LIMIT or not _NAME.fullmatch(name):
        return BadInput("channel_name_wrong", least=NAME_LEAST, most=NAME_LIMIT)
    return Conflict("channel_name_taken") if name in RESERVED else None


def may_object(badge: Badge, *, now: datetime) -> bool:
    """To the last confirmation, for a while; what the body said itself it can only revoke."""
    confirmed = badge.confirmed_at != badge.given_at
    return badge.state == "valid" and confirmed and now < badge.confirmed_at + OBJECT_WITHIN


def may_appeal(application: Application, *, now: datetime) -> VecheError | None:
    """Once, against the first refusal, in time."""
    if application.state != "refused":
        return Conflict("application_not_refused")
    if application.appeal:
        return Conflict("appeal_decided")
    if application.appeal_until is not None and now > application.appeal_until:
        return Conflict("appeal_too_late")
    return None
