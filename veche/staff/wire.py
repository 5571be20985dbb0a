"""The shapes that travel. Times are milliseconds since 1970 UTC."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from veche.ground.ids import MAX_ID

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
Short = Annotated[str, Meta(max_length=400)]
State = Literal["looked", "planning", "planned", "asking", "waiting", "working", "done", "failed", "undoing", "undone"]
StepKind = Literal["organisation", "unit", "person", "problem"]


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    """A request without fields."""


class LookAtStaff(Struct, frozen=True, forbid_unknown_fields=True):
    """`files`: one's own uploads, a table of people and perhaps one of units. Nothing of the directory is changed."""

    organisation: Id
    files: Annotated[list[Id], Meta(min_length=1, max_length=2)]


class ColumnMapping(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Field → head of its column. `separator`: between the names of a path of units. `absent_leave`: the table tells
    everybody, so who is not in it has left."""

    people: Annotated[dict[Short, Short], Meta(max_length=40)]
    units: Annotated[dict[Short, Short], Meta(max_length=10)] = {}
    separator: Annotated[str, Meta(max_length=5)] = ""
    sheet: Short = ""
    units_sheet: Short = ""
    absent_leave: bool = True


class PlanStaff(Struct, frozen=True, forbid_unknown_fields=True, rename={"import_": "import"}):
    """`profile`: the name under which the organisation keeps these columns; people are told apart within it."""

    import_: Id
    profile: Annotated[str, Meta(min_length=1, max_length=320)]
    mapping: ColumnMapping


class ApplyStaff(Struct, frozen=True, forbid_unknown_fields=True, rename={"import_": "import"}, omit_defaults=True):
    """`skip_errors`: take the lines that are right and leave out the others."""

    import_: Id
    skip_errors: bool = False


class AboutStaffImport(Struct, frozen=True, forbid_unknown_fields=True, rename={"import_": "import"}):
    import_: Id


class ListStaffImports(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Without `organisation`: of all that the asker administers."""

    organisation: Id | None = None


class StaffTable(Struct, frozen=True, omit_defaults=True):
    """A table at first sight. `kind`: people, units, or empty. `head`: the line of its head. `how`: encoding and
    delimiter. `file`: which of the files it is in."""

    name: str
    kind: str
    head: int
    heads: list[str]
    guess: dict[str, str]
    sample: list[list[str]]
    separator: str = ""
    hidden: bool = False
    how: str = ""
    file: int = 0


class StaffCounts(Struct, frozen=True, omit_defaults=True):
    """What a plan does. `withheld`: would leave, were every line readable. `leavers_signed_in`: of those who leave.
    `stayed`: what undoing had to leave in place, because somebody had come in."""

    create: int = 0
    change: int = 0
    move: int = 0
    come_back: int = 0
    leave: int = 0
    unchanged: int = 0
    withheld: int = 0
    errors: int = 0
    warnings: int = 0
    organisations: int = 0
    units_new: int = 0
    units_changed: int = 0
    units_gone: int = 0
    leavers_signed_in: int = 0
    stayed: int = 0


class StaffImport(Struct, frozen=True, omit_defaults=True):
    """`looked`: the columns wait to be said; `asking`: a second administrator is needed. `total`, `done`: people.
    `error`, `problem`: a code and its sentence. `mine`: the asker began it or said that it is to be done, so he is not
    the second one."""

    id: int
    state: State
    organisation: int
    asked_at: int
    files: list[str]
    counts: StaffCounts
    mine: bool = False
    profile: str = ""
    mapping: ColumnMapping | None = None
    tables: list[StaffTable] = []
    total: int = 0
    done: int = 0
    done_at: int | None = None
    undo_until: int | None = None
    error: str = ""
    problem: str = ""


class StaffImportAnswer(Struct, frozen=True, rename={"import_": "import"}):
    import_: StaffImport


class StaffImportsAnswer(Struct, frozen=True):
    imports: list[StaffImport]


class ListStaffSteps(Struct, frozen=True, forbid_unknown_fields=True, rename={"import_": "import"}, omit_defaults=True):
    """`after`: the number of the last step that was told."""

    import_: Id
    kind: StepKind
    acts: Annotated[list[Short], Meta(max_length=10)] = []
    after: Annotated[int, Meta(ge=-1)] = -1
    limit: Annotated[int, Meta(ge=1, le=500)] = 100


class StaffJob(Struct, frozen=True, omit_defaults=True):
    """`act`: keep, add, take, rename, mark, drop. `unit` negative: a unit that the import makes."""

    act: str
    unit: int
    title: str
    post: int | None = None
    old_title: str = ""
    head: bool = False


class StaffStep(Struct, frozen=True, omit_defaults=True):
    """One step. Of a person: `key`, `name`, `jobs`, and what was kept of him before (`was`) where it was another. Of a
    unit: `unit`, `name`, `parent`, `organisation`, `old_name`. Of a problem: `text` in the asker's language."""

    number: int
    act: str
    line: int = 0
    table: str = ""
    key: str = ""
    name: str = ""
    was: dict[str, str] = {}
    now: dict[str, str] = {}
    jobs: list[StaffJob] = []
    unit: int | None = None
    parent: int | None = None
    organisation: int | None = None
    old_name: str = ""
    code: str = ""
    text: str = ""


class StaffSteps(Struct, frozen=True, omit_defaults=True):
    """`next`: `after` of the next page; absent at the end."""

    steps: list[StaffStep]
    next: int | None = None


class Organisation(Struct, frozen=True, omit_defaults=True):
    """`new`: the import makes it."""

    id: int
    name: str
    new: bool = False


class StaffUnit(Struct, frozen=True, omit_defaults=True):
    """A unit as it will be, or as it is once the import is done. `unit` negative: the import makes it. `mark`: new,
    renamed, moved, gone (the table tells it no more, and it stays)."""

    unit: int
    organisation: int
    name: str
    parent: int | None = None
    mark: str = ""
    old_name: str = ""
    old_parent: int | None = None


class StaffTree(Struct, frozen=True):
    """`organisations`: the one that is imported into and those below it, by their ids."""

    organisations: list[Organisation]
    units: list[StaffUnit]


class AboutStaffOf(Struct, frozen=True, forbid_unknown_fields=True):
    organisation: Id


class StaffProfile(Struct, frozen=True):
    name: str
    mapping: ColumnMapping


class StaffProfiles(Struct, frozen=True):
    """`domains`: those whose addresses may be sent an invitation to a post of this organisation."""

    profiles: list[StaffProfile]
    domains: list[str]


class SetStaffDomains(Struct, frozen=True, forbid_unknown_fields=True):
    organisation: Id
    domains: Annotated[list[Short], Meta(max_length=50)]


class StaffDomains(Struct, frozen=True):
    domains: list[str]


class ExpectedIn(Struct, frozen=True, forbid_unknown_fields=True):
    unit: Id


class Expected(Struct, frozen=True):
    """Who is appointed to a post and has not signed in yet."""

    post: int
    name: str


class ExpectedAnswer(Struct, frozen=True):
    expected: list[Expected]
