"""The shapes that travel. Times are milliseconds since 1970 UTC."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from veche.ground.ids import MAX_ID
from veche.sources.ldap.profile import Profile

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
UnitsFrom = Literal["department", "groups"]


class AboutOrganisation(Struct, frozen=True, forbid_unknown_fields=True):
    organisation: Id


class MakeToken(Struct, frozen=True, forbid_unknown_fields=True):
    """`label`: what it is for, such as the name of the program that will show it."""

    organisation: Id
    label: Annotated[str, Meta(max_length=320)]


class TokenMade(Struct, frozen=True):
    """`secret` is told this once; only its hash is kept."""

    token: int
    secret: str


class AboutToken(Struct, frozen=True, forbid_unknown_fields=True):
    token: Id


class TokenCard(Struct, frozen=True, omit_defaults=True):
    """`made_by` missing: the command line. `revoked_at`: it is worth nothing since then."""

    id: int
    label: str
    made_at: int
    made_by: int | None = None
    used_at: int | None = None
    revoked_at: int | None = None


class Trouble(Struct, frozen=True, omit_defaults=True):
    """A user whom the staff list could not take as he was told, and why. Without a text: he is held. Without an id: a
    unit."""

    id: int = 0
    name: str = ""
    text: str = ""


class ScimChange(Struct, frozen=True, omit_defaults=True):
    """What was done at one time and can still be undone: `import_id` is looked at as an import of staff is. `live`:
    told by the directory and done at once; else a plan that somebody applied."""

    import_id: int
    at: int
    undo_until: int
    create: int = 0
    change: int = 0
    leave: int = 0
    live: bool = False


class ScimState(Struct, frozen=True, omit_defaults=True):
    """`address`: what the client program is told beside a token. `waiting`: people of whom the staff list has not heard
    yet. `held`: people who are to leave and wait until an administrator has looked at it. `applies`: what is told is
    applied at once; missing: it waits until a plan of it is applied. `planning`: that plan is being made; `import_id`:
    it is there, to be looked at and applied as imports of staff are; `problem`: why there is none. `changes`: the
    newest first."""

    organisation: int
    address: str
    units_from: UnitsFrom
    users: int
    groups: int
    waiting: int = 0
    held: int = 0
    tokens: list[TokenCard] = []
    troubles: list[Trouble] = []
    default_unit: str = ""
    applies: bool = False
    planning: bool = False
    import_id: int | None = None
    problem: str = ""
    changes: list[ScimChange] = []


class UndoScim(Struct, frozen=True, forbid_unknown_fields=True):
    """`since`: the import with which it begins; it and all that SCIM did after it goes back."""

    organisation: Id
    since: Id


class SetUnitsFrom(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Missing fields stay as they are. `department`: units are the division and the department of each user. `groups`:
    units are the groups in which they are; groups inside groups are units below them. `default_unit`: where those stand
    of whom no unit is told, as a path with slashes; empty: they are not taken."""

    organisation: Id
    units_from: UnitsFrom | None = None
    default_unit: Annotated[str, Meta(max_length=500)] | None = None


class SaveDirectory(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`connection`: the name of a server in the operator's file. `every_hours`: read and applied by itself.
    `most_leavers`: percent of the people; if more would leave, an administrator has to look."""

    organisation: Id
    name: Annotated[str, Meta(max_length=320)]
    connection: Annotated[str, Meta(max_length=40)]
    profile: Profile
    directory: Id | None = None
    every_hours: Annotated[int, Meta(ge=1, le=720)] | None = None
    most_leavers: Annotated[int, Meta(ge=0, le=100)] = 5


class AboutDirectory(Struct, frozen=True, forbid_unknown_fields=True):
    directory: Id


class TryDirectory(Struct, frozen=True, forbid_unknown_fields=True):
    organisation: Id
    connection: Annotated[str, Meta(max_length=40)]
    profile: Profile


class TriedPerson(Struct, frozen=True, omit_defaults=True):
    """Somebody whom the profile finds, as he would be taken. An empty `key`: the directory tells nothing by which he
    could be recognised later."""

    dn: str
    key: str
    name: str
    title: str = ""
    email: str = ""
    active: bool = True


class DirectoryTried(Struct, frozen=True):
    people: list[TriedPerson]


class DirectoryCard(Struct, frozen=True, omit_defaults=True):
    """`import_id`: the plan that was made last; it is looked at and applied as those of tables are. `held`: more people
    would leave than may leave unseen. `same`: nothing was other than at the last time."""

    id: int
    name: str
    connection: str
    profile: Profile
    most_leavers: int
    state: Literal["new", "reading", "planned", "applied", "same", "held", "failed"]
    every_hours: int | None = None
    ran_at: int | None = None
    next_at: int | None = None
    people: int = 0
    import_id: int | None = None
    problem: str = ""


class Directories(Struct, frozen=True):
    """`connections`: the names of the servers in the operator's file."""

    connections: list[str]
    directories: list[DirectoryCard]


class DirectoryAnswer(Struct, frozen=True):
    directory: DirectoryCard
