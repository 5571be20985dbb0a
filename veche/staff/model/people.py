"""Rows as people: what each line must have, one key is one person, one unit has one head."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from veche.ground.errors import BadInput
from veche.ground.text import clean_name
from veche.staff.model.addresses import mail_address
from veche.staff.model.known import Known
from veche.staff.model.rows import KEY_LIMIT, NAME_LIMIT, ROWS_LIMIT, TITLE_LIMIT, Facts, Problem, StaffRow, name_key
from veche.staff.model.units import Tree

PHONE_LIMIT = 40
LOGIN_LIMIT = 64


@dataclass
class Job:
    """A row that has found its unit."""

    line: int
    unit: int
    title: str
    head: bool
    deputy: bool


@dataclass
class Told:
    """A person as the source tells him: facts and jobs. `active` False: he has left."""

    key: str
    line: int
    facts: Facts
    unknown: frozenset[str]
    active: bool
    jobs: list[Job]
    table: str = ""


@dataclass
class Gathering:
    """Takes rows one by one and keeps what is left of them. `keys`: every key that was read, even on a wrong line: its
    person has not left."""

    tree: Tree
    known: Known
    today: date
    default_title: str
    people: dict[str, Told] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    _addresses: dict[str, str] = field(default_factory=dict)
    _heads: dict[int, tuple[str, int]] = field(default_factory=dict)

    def take(self, rows: Iterable[StaffRow]) -> None:
        for count, row in enumerate(rows):
            if count >= ROWS_LIMIT:
                raise BadInput("staff_too_many_rows", limit=ROWS_LIMIT)
            self._one(row)
        for key in self.wrong:
            self.people.pop(key, None)
        self._lead()

    def _one(self, row: StaffRow) -> None:
        key = row.key.strip()
        if not key or len(key) > KEY_LIMIT or not key.isprintable():
            self._problem(row, "staff_no_key", keyless=True)
            return
        self.keys.add(key)
        try:
            told = self._told(row, key)
        except BadInput as error:
            details = {name: value for name, value in error.details.items() if isinstance(value, str | int)}
            code = error.code if error.code.startswith("staff_") else "staff_text"
            self.problems.append(Problem(row.line, code, {"key": key, **details}, table=row.table))
            # Half a person would look like somebody who gave up one of his jobs.
            self.wrong.add(key)
            return
        old = self.people.get(key)
        if old is None:
            self.people[key] = told
        elif name_key(old.facts.name) != name_key(told.facts.name):
            self._problem(row, "staff_key_twice", key=key, other=old.line)
            self.problems.append(Problem(old.line, "staff_key_twice", {"key": key, "other": row.line}, table=old.table))
            self.wrong.add(key)
        else:
            self._join(row, old, told)

    def _join(self, row: StaffRow, old: Told, told: Told) -> None:
        """A second job of the same person. A job that is over does not end the others."""
        if told.active and not old.active:
            self.people[row.key.strip()] = told
            return
        if not told.active:
            return
        for job in told.jobs:
            if any(one.unit == job.unit and name_key(one.title) == name_key(job.title) for one in old.jobs):
                self._problem(row, "staff_row_twice", error=False, key=old.key, other=old.line)
            else:
                old.jobs.append(job)

    def _told(self, row: StaffRow, key: str) -> Told:
        record = self.known.records.get(key)
        name = record.facts.name if "name" in row.unknown and record else clean_name(row.name, limit=NAME_LIMIT)
        active = row.active and not (row.until is not None and row.until < self.today)
        facts = Facts(
            name=name,
            email=self._email(row, key),
            phone=self._short(row, "phone", row.phone, PHONE_LIMIT),
            login=self._short(row, "login", row.login, LOGIN_LIMIT).lower(),
            since=row.since.isoformat() if row.since else "",
            until=row.until.isoformat() if row.until else "",
        )
        if record is not None:
            kept = {field: getattr(record.facts, field) for field in row.unknown if hasattr(record.facts, field)}
            facts = replace(facts, **kept)
        told = Told(key, row.line, facts, row.unknown, active, [], table=row.table)
        if active:
            told.jobs = self._jobs(row, key)
        return told

    def _jobs(self, row: StaffRow, key: str) -> list[Job]:
        """Raises BadInput: where the unit or the title is not to be had."""
        record = self.known.records.get(key)
        old = (
            [self.known.posts[place.post] for place in record.places if place.post in self.known.posts]
            if record
            else []
        )
        unit = old[0].unit if "unit" in row.unknown and old else self._unit(row)
        if "title" in row.unknown:
            title = next((post.title for post in old if post.unit == unit), old[0].title if old else self.default_title)
        else:
            if not row.title.strip():
                raise BadInput("staff_no_title")
            title = clean_name(row.title, limit=TITLE_LIMIT, field="title")
        head, deputy = row.head, row.deputy
        if record is not None and record.places:
            head = record.places[0].head if "head" in row.unknown else head
            deputy = record.places[0].deputy if "deputy" in row.unknown else deputy
        if head:
            head = self._may_lead(row, unit, key)
        return [Job(row.line, unit, title, head, deputy)]

    def _unit(self, row: StaffRow) -> int:
        if row.unit_code.strip():
            found = self.tree.of_code(row.unit_code.strip())
            if found is not None and found in self.tree.nodes:
                return found
            raise BadInput("staff_unit_unknown", code=row.unit_code.strip()[:KEY_LIMIT])
        path = [name for name in row.unit if name.strip()]
        if not path:
            raise BadInput("staff_no_unit")
        return self.tree.by_path(self.tree.organisation(row.organisation), path, line=row.line)

    def _email(self, row: StaffRow, key: str) -> str:
        """A wrong address is no address; the person is as good as without it."""
        if not row.email.strip():
            return ""
        address = mail_address(row.email)
        if address is None:
            self._problem(row, "staff_email", error=False, address=row.email.strip()[:80])
            return ""
        if self._addresses.setdefault(address, key) != key:
            self._problem(row, "staff_email_twice", error=False, address=address, other=self._addresses[address])
            return ""
        return address

    def _short(self, row: StaffRow, field: str, text: str, limit: int) -> str:
        text = " ".join(text.split())
        if not text:
            return ""
        if len(text) > limit or not text.isprintable():
            self._problem(row, "staff_field_wrong", error=False, field=field)
            return ""
        return text

    def _may_lead(self, row: StaffRow, unit: int, key: str) -> bool:
        """Two heads are one too many: the second line is wrong until the office has decided. Raises BadInput."""
        first = self._heads.setdefault(unit, (key, row.line))
        if first[0] != key:
            raise BadInput("staff_two_heads", unit=self.tree.nodes[unit].name, other=first[1])
        return True

    def _lead(self) -> None:
        """Heads that the table of units names by their keys."""
        for unit, (key, line, table) in self.tree.heads.items():
            told = self.people.get(key)
            first = self._heads.get(unit)
            if first is not None and first[0] != key:
                self.problems.append(
                    Problem(
                        line,
                        "staff_two_heads",
                        {"unit": self.tree.nodes[unit].name, "other": first[1]},
                        error=False,
                        table=table,
                    )
                )
            elif told is None or not told.jobs:
                details: dict[str, str | int] = {"unit": self.tree.nodes[unit].name, "key": key}
                self.problems.append(Problem(line, "staff_head_unknown", details, error=False, table=table))
            else:
                # Somebody who leads a unit from a job in another one leads it all the same: by that unit's own post,
                # if he has one there.
                job = next((one for one in told.jobs if one.unit == unit), None)
                if job is not None:
                    job.head = True
                else:
                    details = {"unit": self.tree.nodes[unit].name, "key": key}
                    self.problems.append(Problem(line, "staff_head_elsewhere", details, error=False, table=table))

    def _problem(
        self, row: StaffRow, code: str, /, *, error: bool = True, keyless: bool = False, **details: str | int
    ) -> None:
        self.problems.append(Problem(row.line, code, details, error=error, table=row.table, keyless=keyless))
