"""What is here already, as the plan needs it."""

from __future__ import annotations

from msgspec import Struct

from veche.staff.model.rows import Facts


class KnownUnit(Struct, frozen=True):
    id: int
    organisation: int
    parent: int | None
    name: str


class KnownPost(Struct, frozen=True):
    """`record`: whose job it is by some source; None: made by hand, or left. `holder`: the name on its card."""

    id: int
    unit: int
    title: str
    holder: str = ""
    record: int | None = None


class Place(Struct, frozen=True):
    """A job of a record."""

    post: int
    head: bool = False
    deputy: bool = False


class KnownRecord(Struct, frozen=True):
    """`left`: the source said so before. `signed_in`: a person holds, or held, its post."""

    id: int
    key: str
    facts: Facts
    places: tuple[Place, ...] = ()
    left: bool = False
    signed_in: bool = False


class Known(Struct, frozen=True):
    """`root`: the organisation that is imported into. `organisations`: it and the bodies below it, by name (as
    `name_key` makes it). `codes`: the source's codes of units that it told before. `heads`: unit → post."""

    root: int
    organisations: dict[str, int]
    units: dict[int, KnownUnit]
    posts: dict[int, KnownPost]
    records: dict[str, KnownRecord]
    codes: dict[str, int] = {}
