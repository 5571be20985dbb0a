"""A plan: what an import will do, step by step. The same steps are its report, and what undoing it needs."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from veche.staff.model.rows import Facts, Problem

UnitAct = Literal["create", "rename", "move", "gone", "keep"]
PersonAct = Literal["create", "change", "move", "return", "leave"]
PlaceAct = Literal["keep", "add", "take", "rename", "mark", "drop"]


class UnitStep(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """`unit`: its id, or a negative number that stands for it until it has one. `organisation` negative: it is new,
    too. `gone`: told before, and no more; it stays, an administrator decides. `keep`: only its code is new."""

    act: UnitAct
    unit: int
    name: str
    organisation: int
    parent: int | None = None
    old_name: str = ""
    old_parent: int | None = None
    code: str = ""
    line: int = 0


class PlaceStep(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What becomes of one job. `add`: a post that is made; `take`: one that is there and free; `rename`: another title
    for the same post; `mark`: only head or deputy; `drop`: the post becomes vacant. `post` None: it has no id yet.
    `held`: the post is held already by somebody of the record's name."""

    act: PlaceAct
    unit: int
    title: str
    post: int | None = None
    head: bool = False
    deputy: bool = False
    old_title: str = ""
    old_head: bool = False
    old_deputy: bool = False
    held: bool = False


class PersonStep(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """`record` None: a new one. `before`, `after`: what is kept about him. `signed_in`: leaving ends his sessions of
    the post, moving appoints him."""

    act: PersonAct
    key: str
    line: int = 0
    record: int | None = None
    before: Facts | None = None
    after: Facts | None = None
    places: tuple[PlaceStep, ...] = ()
    signed_in: bool = False
    table: str = ""


class Organised(Struct, frozen=True):
    """An organisation that the source names and that is not here: it will stand below the one imported into."""

    organisation: int
    name: str


class Plan(Struct, frozen=True):
    """`unchanged`: people of whom nothing changes. `withheld`: people who would leave, if no line were unreadable."""

    organisations: list[Organised] = []
    units: list[UnitStep] = []
    people: list[PersonStep] = []
    problems: list[Problem] = []
    unchanged: int = 0
    withheld: int = 0

    def count(self, act: PersonAct) -> int:
        return sum(step.act == act for step in self.people)

    @property
    def errors(self) -> int:
        return sum(problem.error for problem in self.problems)
