"""Questions: imports, their steps, profiles, who is expected, whom an invitation may be sent to."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec
from msgspec import Struct

from veche import directory
from veche.directory import many
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Queries
from veche.ground.errors import BadInput
from veche.ground.ids import OrganisationId
from veche.staff.actions.base import Needs
from veche.staff.model import KnownUnit, UnitStep, mail_domain
from veche.staff.model.steps import Organised
from veche.staff.store import imports, records
from veche.staff.store.imports import Import, StepRow
from veche.staff.store.records import RecordRow, Source

DOMAINS_LIMIT = 50
TREE_LIMIT = 20_000


class Employee(Struct, frozen=True):
    """A record with one of its posts. `state`: expected (has not signed in), here, left. `post` None: he has left."""

    record: RecordRow
    post: int | None
    unit: int | None
    title: str
    head: bool
    state: str


class Grown(Struct, frozen=True):
    """A tree with what an import does to it. `fresh`: organisations that it makes."""

    organisations: dict[int, str]
    fresh: set[int]
    units: dict[int, KnownUnit]
    steps: dict[int, UnitStep]


class Asking:
    """Changes nothing but the list of domains."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def get_import(self, asker: Asker, number: int) -> Import:
        """Raises: staff_import_not_found, administrators_only, not_your_unit."""
        needs = self._needs
        one = await needs.import_of(needs.db, number)
        await needs.must_administer(needs.db, asker.person, one.organisation)
        return one

    async def list_imports(self, asker: Asker, organisation: int | None) -> list[Import]:
        """The newest of an organisation, or of all that the asker administers. Raises: administrators_only,
        not_your_unit."""
        needs = self._needs
        if organisation is not None:
            await needs.must_administer(needs.db, asker.person, organisation)
            return await imports.newest(needs.db, [organisation])
        scope = await directory.scope_of(needs.db, asker.person)
        if scope.everything:
            return await imports.newest(needs.db, None)
        return [
            one
            for one in await imports.newest(needs.db, None, limit=500)
            if scope.covers(OrganisationId(one.organisation))
        ][:50]

    async def steps(
        self, asker: Asker, number: int, *, kind: str, acts: Collection[str] | None, after: int, limit: int
    ) -> list[StepRow]:
        """A page of what an import does or did. Raises: as `get_import`."""
        await self.get_import(asker, number)
        return await imports.steps(self._needs.db, number, kind=kind, acts=acts, after=after, limit=limit)

    async def tree(self, asker: Asker, number: int) -> Grown:
        """The tree as it will be, or as it is once the import is done. Raises: as `get_import`."""
        one = await self.get_import(asker, number)
        db, root = self._needs.db, OrganisationId(one.organisation)
        bodies = [root, *await directory.bodies_below(db, root)]
        names = await many.names_of(db, bodies)
        bodies_new = [msgspec.json.decode(row.body, type=Organised) for row in await self._all(number, "organisation")]
        units: dict[int, KnownUnit] = {unit.id: KnownUnit(unit.id, unit.organisation, unit.parent, unit.name)
                 for unit in await many.tree_of(db, bodies)}  # fmt: skip
        steps: dict[int, UnitStep] = {}
        for row in await self._all(number, "unit"):
            step = msgspec.json.decode(row.body, type=UnitStep)
            if step.unit < 0 or step.unit in units:
                steps[step.unit] = step
                units[step.unit] = KnownUnit(step.unit, step.organisation, step.parent, step.name)
        fresh = {body.organisation: body.name for body in bodies_new}
        return Grown({**{int(body): name for body, name in names.items()}, **fresh}, set(fresh), units, steps)

    async def _all(self, number: int, kind: str) -> list[StepRow]:
        return await imports.steps(self._needs.db, number, kind=kind, limit=TREE_LIMIT)

    async def profiles(self, asker: Asker, organisation: int) -> tuple[list[Source], list[str]]:
        """Saved profiles and domains. Raises: administrators_only, not_your_unit."""
        needs = self._needs
        await needs.must_administer(needs.db, asker.person, organisation)
        found = await records.sources_of(needs.db, organisation)
        return [one for one in found if one.kind == "table"], await records.domains_of(needs.db, organisation)

    async def set_domains(self, asker: Asker, organisation: int, domains: Sequence[str]) -> list[str]:
        """Raises: administrators_only, not_your_unit, staff_domain."""
        needs = self._needs
        clean: list[str] = []
        for domain in domains[: DOMAINS_LIMIT + 1]:
            name = mail_domain(domain.strip())
            if name is None or len(clean) >= DOMAINS_LIMIT:
                raise BadInput("staff_domain", domain=domain[:80])
            clean.append(name)
        async with needs.db.transaction() as conn:
            await needs.must_administer(conn, asker.person, organisation)
            await records.set_domains(conn, organisation, sorted(set(clean)))
            await audit.record(
                conn,
                actor=asker.person,
                act="staff.set_domains",
                subject=f"organisation:{organisation}",
                details={"domains": sorted(set(clean))},
            )
        return sorted(set(clean))

    async def expected_in(self, unit: int) -> dict[int, RecordRow]:
        """Post → whoever is appointed to it and has not signed in yet. Names of colleagues are no secret here."""
        db = self._needs.db
        vacant = [post.id for post in await many.posts_in_units(db, [unit]) if post.holder is None]
        owners = await records.records_at(db, vacant)
        found = await records.records_by_ids(db, set(owners.values()))
        return {post: found[record] for post, record in owners.items() if found[record].person is None}


async def employees_in(db: Queries, units: Collection[int]) -> list[Employee]:
    """Everybody whom a source tells of in these units, the jobs of one person apart."""
    posts: dict[int, many.PostRow] = {post.id: post for post in await many.posts_in_units(db, units)}
    owners = await records.records_at(db, posts)
    found = await records.records_by_ids(db, set(owners.values()))
    places = await records.places_of_records(db, list(found))
    heads = {place.post for each in places.values() for place in each if place.head}
    return [
        Employee(
            record=found[record],
            post=post,
            unit=posts[post].unit,
            title=posts[post].title,
            head=post in heads,
            state=_state(found[record], held=posts[post].holder is not None),
        )
        for post, record in sorted(owners.items())
    ]


async def employees(db: Queries, numbers: Collection[int]) -> list[Employee]:
    """These records as they stand now, one entry for each job; who has left has none."""
    found = await records.records_by_ids(db, numbers)
    places = await records.places_of_records(db, list(found))
    posts: dict[int, many.PostRow] = {
        post.id: post
        for post in await many.posts_by_ids(db, [place.post for each in places.values() for place in each])
    }
    answer: list[Employee] = []
    for number, record in sorted(found.items()):
        jobs = [place for place in places.get(number, ()) if place.post in posts]
        for place in jobs:
            post = posts[place.post]
            state = _state(record, held=post.holder is not None)
            answer.append(Employee(record, post.id, post.unit, post.title, place.head, state))
        if not jobs:
            answer.append(Employee(record, None, None, "", False, _state(record, held=False)))
    return answer


def _state(record: RecordRow, *, held: bool) -> str:
    if record.left_at is not None:
        return "left"
    return "here" if held or record.person is not None else "expected"
