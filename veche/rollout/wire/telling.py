"""What is told about a rollout."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from veche.rollout.model import Cell, Figure, Point, WaveState


class Responsible(Struct, frozen=True, omit_defaults=True):
    """A post that answers for something; `name` is absent while nobody holds it."""

    post: int
    title: str
    name: str = ""


class PlanCard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`public_link`: the page that needs no account. `may_manage`: whether the asker decides here."""

    id: int
    organisation: int
    organisation_name: str
    title: str
    target: Literal["messenger", "channel"]
    starts_on: date
    due_on: date
    reminders: int
    remind_days: int
    target_chat: int | None = None
    order_file: int | None = None
    order_name: str = ""
    compared: bool = False
    public_link: str = ""
    closed: bool = False
    may_manage: bool = False


class WaveCard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`people`: how many, and how many of them have come. `late`: its day is over and somebody is missing."""

    id: int
    number: int
    title: str
    due_on: date
    state: WaveState
    people: Cell
    late: bool = False
    responsible: Responsible | None = None
    help_chat: int | None = None
    help_link: str = ""
    units: list[int] = []
    posts: list[int] = []


class UnitRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A unit with everything below it. `look`: `outside` of every wave, `hidden` for it is too small. `chat`: where its
    people are to be; `chat_by_rule`: nobody chose it, the directory keeps it filled."""

    id: int
    name: str
    depth: int
    people: Cell
    look: Literal["done", "late", "going", "waiting", "hidden", "outside"]
    parent: int | None = None
    due_on: date | None = None
    responsible: Responsible | None = None
    chat: int | None = None
    chat_title: str = ""
    chat_by_rule: bool = False


class GroupCard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A group in another messenger."""

    id: int
    title: str
    closed: bool = False
    unit: int | None = None


class LettersCard(Struct, frozen=True):
    """How many people have an invitation or a reminder on its way; a figure. `unsure`: handed over when the server
    stopped; it is not sent again. `ways`: what this installation can send by."""

    ways: list[str]
    waiting: Figure
    sent: Figure
    failed: Figure
    unsure: Figure


class PeerRow(Struct, frozen=True, omit_defaults=True):
    """A body of the same rank that agreed to be compared."""

    organisation: int
    name: str
    due_on: date
    share: int | None = None
    mine: bool = False


class BelowRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A body below: its own days and totals. `plan` absent: it has none."""

    organisation: int
    name: str
    plan: int | None = None
    title: str = ""
    starts_on: date | None = None
    due_on: date | None = None
    closed: bool = False
    people: Cell | None = None


class Advice(Struct, frozen=True, omit_defaults=True):
    """What a body above recommends."""

    organisation: int
    name: str
    text: str
    due_on: date | None = None


class MirrorCard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A public page with the posts of a channel."""

    id: int
    chat: int
    title: str
    link: str
    ends_on: date
    ended: bool = False


class RolloutReport(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything about one plan. `ahead`: by how many people it goes better than planned."""

    plan: PlanCard
    today: date
    people: Cell
    ahead: int
    waves: list[WaveCard]
    units: list[UnitRow]
    days: list[Point]
    groups: list[GroupCard]
    letters: LettersCard
    peers: list[PeerRow] = []
    advice: list[Advice] = []
    mirrors: list[MirrorCard] = []


class RolloutChanged(Struct, frozen=True, tag_field="ev", tag="rollout"):
    """A plan that was asked for in the last minutes stands differently: ask again."""

    plan: int


EVENTS: tuple[type[Struct], ...] = (RolloutChanged,)


class RolloutSummary(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A body that the asker administers or answers in; `plan` absent: it has none yet. `advised`: what it recommends to
    those below it."""

    organisation: int
    name: str
    may_manage: bool = False
    plan: PlanCard | None = None
    below: list[BelowRow] = []
    advised: Advice | None = None


class Rollouts(Struct, frozen=True):
    rollouts: list[RolloutSummary]


class WavePerson(Struct, frozen=True, omit_defaults=True):
    """Whom an invitation is for. Whether he has come is not told."""

    post: int
    title: str
    unit: str
    name: str = ""


class WavePeople(Struct, frozen=True):
    people: list[WavePerson]


class WaveInvitationAnswer(Struct, frozen=True):
    link: str


class NamedGroup(Struct, frozen=True):
    """A group of a directory. `members`: how many it has directly, as the directory tells."""

    id: int
    name: str
    members: int


class NamedGroups(Struct, frozen=True):
    groups: list[NamedGroup]


class FoundForWave(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whose posts are meant. `missing`: words that name no employee; `unclear`: words that name several."""

    posts: list[int]
    missing: list[str] = []
    unclear: list[str] = []


class HelpDesk(Struct, frozen=True):
    """Where those who move in a wave put their questions."""

    wave: str
    link: str


class HelpDesks(Struct, frozen=True):
    desks: list[HelpDesk]
