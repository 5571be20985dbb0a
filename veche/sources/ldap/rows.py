"""What a directory answered, as rows of staff. Pure: it reads no network and no clock of its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final

from veche.ground.ldap import Entry, dn_parts, first_value
from veche.sources.ldap.profile import KEYS, LOGINS, NAMES, UNIT_KEYS, Profile
from veche.staff import Problem, StaffRow, UnitRow

DISABLED: Final = 2
"""The bit of Active Directory's userAccountControl."""
NEVER: Final = frozenset({0, 2**63 - 1})
EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)
GROUPS_DEEP: Final = 30

Dn = tuple[str, ...]


@dataclass
class Answer:
    """All that was read, in the order in which it came."""

    people: list[Entry] = field(default_factory=list)
    units: list[Entry] = field(default_factory=list)
    groups: dict[Dn, list[Dn]] = field(default_factory=dict)
    """Of the groups that matter: who is in them."""


@dataclass
class Rows:
    """What goes to staff. `people`: how many entries were people."""

    staff: list[StaffRow] = field(default_factory=list)
    units: list[UnitRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    people: int = 0


@dataclass
class _Unit:
    entry: Entry
    dn: Dn
    code: str
    line: int


def rows_of(answer: Answer, profile: Profile) -> Rows:
    """Lines are counted from 1 in the order of the answer: people, then units. The table of a line is its DN."""
    return _Reading(answer, profile).rows()


def members(groups: Mapping[Dn, Sequence[Dn]], group: Dn) -> set[Dn]:
    """Who is in a group, and in the groups inside it; a circle ends where it began."""
    found: set[Dn] = set()
    layer = {group}
    for _ in range(GROUPS_DEEP):
        layer = {one for dn in layer for one in groups.get(dn, ())} - found
        if not layer:
            break
        found |= layer
    return found


class _Reading:
    def __init__(self, answer: Answer, profile: Profile) -> None:
        self._answer, self._profile = answer, profile
        self._rows = Rows()
        self._base = dn_parts(profile.units_base or profile.base)
        self._units: dict[Dn, _Unit] = {}
        self._codes: dict[str, _Unit] = {}
        self._used: set[Dn] = set()
        self._leads: dict[str, set[str]] = {"head": set(), "deputy": set()}

    def rows(self) -> Rows:
        profile, answer = self._profile, self._answer
        if profile.units != "attribute":
            self._take_units()
        only = members(answer.groups, dn_parts(profile.only_group)) if profile.only_group else None
        heads = members(answer.groups, dn_parts(profile.heads_group)) if profile.heads_group else set()
        for line, entry in enumerate(answer.people, 1):
            dn = dn_parts(entry.dn)
            if only is not None and dn not in only:
                continue
            self._rows.people += 1
            self._person(entry, dn, line, named_head=dn in heads)
        self._rows.units = [*self._unit_rows()]
        return self._rows

    # -- units

    def _take_units(self) -> None:
        """Who leads is remembered as it is written there: as a DN or as a login, in small letters."""
        profile, start = self._profile, len(self._answer.people)
        for line, entry in enumerate(self._answer.units, start + 1):
            dn = dn_parts(entry.dn)
            if not dn or not _inside(dn, self._base):
                continue
            unit = _Unit(entry, dn, _key(entry, (), UNIT_KEYS) or "/".join(dn), line)
            self._units[dn] = unit
            for attribute in (profile.unit_code, "ou", "o"):
                code = entry.text(attribute).casefold() if attribute else ""
                if code:
                    self._codes.setdefault(code, unit)
                    if attribute == profile.unit_code:
                        self._codes[code] = unit

    def _unit_rows(self) -> Iterable[UnitRow]:
        """The units in which people stand, and those above them. From the top down."""
        wanted: set[Dn] = set()
        for dn in self._used:
            here: Dn | None = dn
            while here is not None and here not in wanted:
                wanted.add(here)
                here = self._above(here)
        for dn in sorted(wanted, key=lambda one: (len(one), one)):
            unit, above = self._units[dn], self._above(dn)
            yield UnitRow(
                line=unit.line,
                code=unit.code,
                name=self._unit_name(unit),
                parent=self._units[above].code if above is not None else "",
                table=unit.entry.dn,
            )

    def _above(self, dn: Dn) -> Dn | None:
        """The next unit above. The base itself stands for the organisation: it is no unit above others."""
        for cut in range(1, len(dn)):
            higher = dn[cut:]
            if higher == self._base or len(higher) < len(self._base):
                return None
            if higher in self._units:
                return higher
        return None

    def _unit_name(self, unit: _Unit) -> str:
        entry, own = unit.entry, self._profile.unit_name
        return (entry.text(own) if own else "") or entry.text("ou") or entry.text("o") or first_value(entry.dn)

    # -- people

    def _person(self, entry: Entry, dn: Dn, line: int, *, named_head: bool) -> None:
        profile = self._profile
        key = _key(entry, (profile.key,) if profile.key else (), KEYS)
        login = (entry.text(profile.login) if profile.login else "") or _first(entry, LOGINS)
        if not key and not profile.key:
            key = login.casefold()
        unit, path, code = self._place(entry, dn)
        names = {entry.dn.casefold(), "\0".join(dn), login.casefold()} - {""}
        title = entry.text(profile.title) if profile.title else ""
        self._rows.staff.append(
            StaffRow(
                line=line,
                key=key,
                name=_name(entry, profile.name),
                unit=path,
                unit_code=code,
                title=title,
                head=named_head or self._leads_unit(unit, profile.unit_head, dn, names),
                deputy=self._leads_unit(unit, profile.unit_deputy, dn, names),
                email=entry.text(profile.email) if profile.email else "",
                phone=entry.text(profile.phone) if profile.phone else "",
                login=login,
                active=_active(entry),
                until=_until(entry),
                unknown=frozenset({"since"} if title else {"since", "title"}),
                table=entry.dn,
            )
        )

    def _place(self, entry: Entry, dn: Dn) -> tuple[_Unit | None, tuple[str, ...], str]:
        """The unit, a path of names, or a code: one of the last two."""
        profile = self._profile
        if profile.units == "attribute":
            steps = [step.strip() for step in entry.text(profile.person_unit).split("/")]
            return None, tuple(step for step in steps if step), ""
        if profile.units == "code":
            wanted = entry.text(profile.person_unit)
            unit = self._codes.get(wanted.casefold())
            if unit is None:
                return None, (), wanted
        else:
            # In the base itself: then the base is a unit too, beside the others.
            unit = next((self._units[dn[cut:]] for cut in range(1, len(dn)) if dn[cut:] in self._units), None)
            if unit is None:
                return None, (), ""
        self._used.add(unit.dn)
        return unit, (), unit.code

    def _leads_unit(self, unit: _Unit | None, attribute: str, dn: Dn, names: set[str]) -> bool:
        if unit is None or not attribute:
            return False
        return any(value.casefold() in names or dn_parts(value) == dn for value in unit.entry.texts(attribute))


def _inside(dn: Dn, base: Dn) -> bool:
    return len(dn) >= len(base) and dn[len(dn) - len(base) :] == base


def _key(entry: Entry, own: Sequence[str], usual: Sequence[str]) -> str:
    """What tells entries apart for ever: an identifier of the server, never the name, which changes by marriage."""
    for name in own or usual:
        raw = entry.raw(name)
        if not raw:
            continue
        if name.lower() == "objectguid" and len(raw) == 16:
            return str(uuid.UUID(bytes_le=raw))
        return entry.text(name).strip()
    return ""


def _first(entry: Entry, names: Sequence[str]) -> str:
    return next((text for name in names if (text := entry.text(name).strip())), "")


def _name(entry: Entry, own: str) -> str:
    """As staff lists have it: family name, given name, father's name."""
    if own and (text := entry.text(own)):
        return text
    if shown := _first(entry, NAMES):
        return shown
    family, given = entry.text("sn"), entry.text("givenName")
    if family and given:
        return " ".join(part for part in (family, given, entry.text("middleName")) if part)
    return entry.text("cn") or family


def _active(entry: Entry) -> bool:
    control = entry.text("userAccountControl")
    if control.lstrip("-").isdecimal() and int(control) & DISABLED:
        return False
    return entry.text("nsAccountLock").lower() != "true"


def _until(entry: Entry) -> date | None:
    """The last day of work: Active Directory ends an account at the beginning of the next one."""
    text = entry.text("accountExpires")
    if not text.isdecimal() or int(text) in NEVER:
        return None
    try:
        return (EPOCH + timedelta(microseconds=int(text) // 10) - timedelta(seconds=1)).date()
    except OverflowError:
        return None
