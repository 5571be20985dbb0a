"""Reports: the only place where counts become figures that somebody sees."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

import msgspec

from veche import directory
from veche.ground.commands import Asker
from veche.ground.db import Queries
from veche.ground.errors import NotFound
from veche.ground.ids import OrganisationId, PostId, UnitId
from veche.rollout import wire
from veche.rollout.actions.base import Needs, names_of
from veche.rollout.actions.state import Standing, standing
from veche.rollout.model import Cell, Cells, Point, Unit, Wave, ahead, burn_down, figure, path_of
from veche.rollout.store import around, letters, plans
from veche.rollout.store.around import OldGroup
from veche.rollout.store.plans import Plan

Look = Literal["done", "late", "going", "waiting", "hidden", "outside"]
PROGRESS, MIRROR = "/progress/", "/mirror/"


class Telling:
    """How far a body is, for those who may know."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def report(self, asker: Asker, request: wire.AboutRollout) -> wire.RolloutReport:
        """Administrators of the body see all of it, those of a unit and who answers for something their part.

        Raises: plan_not_found."""
        needs = self._needs
        plan = await needs.plan_of(needs.db, request.plan)
        scope = await directory.scope_of(needs.db, asker.person)
        manages = scope.covers(plan.organisation)
        found = await standing(needs, needs.db, plan)
        mine = set(await directory.posts_of(needs.db, asker.person))
        answers_for_a_wave = any(wave.responsible in mine for wave in found.waves)
        tops = {part.unit for part in scope.parts if part.organisation == plan.organisation and part.unit is not None}
        tops |= {unit for unit, help_ in found.helps.items() if help_.responsible in mine}
        if not (manages or answers_for_a_wave or tops):
            raise NotFound("plan_not_found")
        return await self._report(asker, found, manages=manages, tops=None if manages or answers_for_a_wave else tops)

    async def exported(self, asker: Asker, plan: int) -> wire.RolloutReport:
        """What a file of the report is made of. Raises as `report`."""
        return await self.report(asker, wire.AboutRollout(plan))

    async def published(self, code: str) -> tuple[str, wire.RolloutReport]:
        """For the public page: the body's name, and nothing that is for the inside. Raises: plan_not_found."""
        plan = await plans.by_code(self._needs.db, code)
        if plan is None:
            raise NotFound("plan_not_found")
        return await self.plain(plan)

    async def plain(self, plan: Plan) -> tuple[str, wire.RolloutReport]:
        """A report without names of people, links and groups' titles; with the body's name."""
        return await self._plain(await standing(self._needs, self._needs.db, plan))

    async def _plain(self, found: Standing) -> tuple[str, wire.RolloutReport]:
        needs, plan = self._needs, found.plan
        name = (await directory.many.names_of_bodies(needs.db, [plan.organisation]))[plan.organisation]
        cells = found.cells()
        days = self._days(found, cells)
        return name, wire.RolloutReport(
            plan=await self.card(needs.db, plan, name=name, manages=False),
            today=needs.today(),
            people=cells.total(),
            ahead=ahead(days, needs.today()),
            waves=[self._wave(wave, cells, responsible=None) for wave in found.waves],
            units=await self._units(found, cells, tops=None, responsible=None),
            days=days,
            groups=_groups(await around.groups(needs.db, plan.id), tops=None, found=found, titles=False),
            letters=wire.LettersCard(ways=[], waiting=0, sent=0, failed=0, unsure=0),
        )

    async def digest(self, plan: int) -> bytes:
        """Everything that a report has figures of, to be compared; empty for a plan that there is not."""
        needs = self._needs
        one = await plans.get(needs.db, plan)
        if one is None:
            return b""
        found = await standing(needs, needs.db, one)
        return msgspec.json.encode((await self._plain(found), await self._letters(found)))

    async def total(self, db: Queries, plan: Plan) -> Cell:
        return (await standing(self._needs, db, plan)).cells().total()

    async def card(self, db: Queries, plan: Plan, *, name: str, manages: bool) -> wire.PlanCard:
        public = f"{self._needs.address}{PROGRESS}{plan.public_code}" if plan.public_code else ""
        return wire.PlanCard(
            id=plan.id,
            organisation=plan.organisation,
            organisation_name=name,
            title=plan.title,
            target=plan.target,
            starts_on=plan.starts_on,
            due_on=plan.due_on,
            reminders=plan.reminders,
            remind_days=plan.remind_days,
            target_chat=plan.target_chat,
            order_file=plan.order_file,
            order_name=plan.order_name,
            compared=plan.compared,
            public_link=public,
            closed=plan.closed_at is not None,
            may_manage=manages,
        )

    async def _report(
        self, asker: Asker, found: Standing, *, manages: bool, tops: set[UnitId] | None
    ) -> wire.RolloutReport:
        needs, plan = self._needs, found.plan
        name = (await directory.many.names_of_bodies(needs.db, [plan.organisation]))[plan.organisation]
        answering = [post for wave in found.waves if (post := wave.responsible) is not None]
        answering += [post for help_ in found.helps.values() if (post := help_.responsible) is not None]
        responsible = await self._responsible(answering)
        cells = found.cells()
        days = self._days(found, cells)
        return wire.RolloutReport(
            plan=await self.card(needs.db, plan, name=name, manages=manages),
            today=needs.today(),
            people=cells.total(),
            ahead=ahead(days, needs.today()),
            waves=[self._wave(wave, cells, responsible=responsible) for wave in found.waves],
            units=await self._units(found, cells, tops=tops, responsible=responsible),
            days=days,
            groups=_groups(await around.groups(needs.db, plan.id), tops=tops, found=found, titles=True),
            letters=await self._letters(found),
            peers=await self._peers(plan),
            advice=await self.advice(needs.db, plan.organisation),
            mirrors=await self.mirrors(plan.organisation) if manages else [],
        )

    def _days(self, found: Standing, cells: Cells) -> list[Point]:
        return burn_down(
            starts_on=found.plan.starts_on,
            due_on=found.plan.due_on,
            today=self._needs.today(),
            waves=[(wave.due_on, cells.wave(wave.id).people) for wave in found.waves],
            came=found.came(cells),
            people=cells.total().people,
        )

    def _wave(self, wave: Wave, cells: Cells, *, responsible: dict[PostId, wire.Responsible] | None) -> wire.WaveCard:
        people = cells.wave(wave.id)
        late = wave.state in ("running", "paused") and self._needs.today() > wave.due_on and not people.done
        inside = responsible is not None
        return wire.WaveCard(
            id=wave.id,
            number=wave.number,
            title=wave.title,
            due_on=wave.due_on,
            state=wave.state,
            people=people,
            late=late,
            responsible=responsible.get(wave.responsible) if responsible and wave.responsible else None,
            help_chat=wave.help_chat if inside else None,
            help_link=wave.help_link if inside else "",
            units=list(wave.units) if inside else [],
            posts=list(wave.posts) if inside else [],
        )

    async def _units(
        self,
        found: Standing,
        cells: Cells,
        *,
        tops: set[UnitId] | None,
        responsible: dict[PostId, wire.Responsible] | None,
    ) -> list[wire.UnitRow]:
        """In the order of the tree; `tops`: only what stands below these. Without `responsible`: for the public."""
        parents, today = found.parents(), self._needs.today()
        people = found.of_units()
        waves_ = {wave.id: wave for wave in found.waves}
        titles = {} if responsible is None else await self._needs.rooms.titles(self._needs.db, found.chats.values())
        rows = []
        for unit in _in_order(found):
            path = path_of(unit.id, parents)
            if tops is not None and not tops & set(path):
                continue
            inside = [waves_[number] for number in {found.places[one.post] for one in people[unit.id]}]
            some = cells.unit(unit.id)
            due = max((wave.due_on for wave in inside), default=None)
            help_ = found.helps.get(unit.id)
            chat = None if responsible is None else found.chats.get(unit.id)
            rows.append(
                wire.UnitRow(
                    id=unit.id,
                    name=unit.name,
                    depth=len(path) - 1,
                    people=some,
                    look=_look(some, inside, due=due, today=today),
                    parent=unit.parent,
                    due_on=due,
                    responsible=responsible.get(help_.responsible)
                    if responsible and help_ and help_.responsible
                    else None,
                    chat=chat,
                    chat_title="" if chat is None else titles.get(chat, ""),
                    chat_by_rule=chat is not None and (help_ is None or help_.chat is None),
                )
            )
        return rows

    async def _responsible(self, posts: Sequence[PostId]) -> dict[PostId, wire.Responsible]:
        return {
            post: wire.Responsible(post, card.title, "" if card.vacant else card.name)
            for post, card in (await names_of(self._needs.db, posts)).items()
        }

    async def _letters(self, found: Standing) -> wire.LettersCard:
        states = await letters.states(self._needs.db, [wave.id for wave in found.waves])
        waiting = states.get("waiting", 0) + states.get("sending", 0)
        return wire.LettersCard(
            ways=sorted(self._needs.carriers),
            waiting=figure(waiting),
            sent=figure(states.get("sent", 0)),
            failed=figure(states.get("failed", 0)),
            unsure=figure(states.get("unsure", 0)),
        )

    # -- other bodies

    async def _peers(self, plan: Plan) -> list[wire.PeerRow]:
        """Bodies under the same one that agreed, if this one did."""
        db = self._needs.db
        above = await directory.body_above(db, plan.organisation)
        if not plan.compared or above is None:
            return []
        sisters = await directory.many.bodies_right_below(db, above)
        agreed = [one for one in await plans.of_organisations(db, sisters) if one.compared]
        names = await directory.many.names_of_bodies(db, [one.organisation for one in agreed])
        rows = []
        for one in agreed:
            people = await self.total(db, one)
            rows.append(
                wire.PeerRow(
                    one.organisation,
                    names[one.organisation],
                    one.due_on,
                    people.share,
                    one.id == plan.id,
                )
            )
        return sorted(rows, key=lambda row: (-(row.share or 0), row.name))

    async def advice(self, db: Queries, organisation: OrganisationId) -> list[wire.Advice]:
        """What the bodies above recommend, the nearest first."""
        bodies: list[OrganisationId] = []
        here = await directory.body_above(db, organisation)
        while here is not None and here not in bodies:
            bodies.append(here)
            here = await directory.body_above(db, here)
        said = await around.recommendations(db, bodies)
        names = await directory.many.names_of_bodies(db, list(said))
        return [wire.Advice(body, names[body], said[body].body, said[body].due_on) for body in bodies if body in said]

    async def below(self, db: Queries, organisation: OrganisationId) -> list[wire.BelowRow]:
        """The bodies below with their own days and totals."""
        bodies = await directory.bodies_below(db, organisation)
        theirs = {plan.organisation: plan for plan in await plans.of_organisations(db, bodies)}
        names = await directory.many.names_of_bodies(db, bodies)
        rows = []
        for body in bodies:
            plan = theirs.get(body)
            if plan is None:
                rows.append(wire.BelowRow(organisation=body, name=names[body]))
                continue
            rows.append(
                wire.BelowRow(
                    organisation=body,
                    name=names[body],
                    plan=plan.id,
                    title=plan.title,
                    starts_on=plan.starts_on,
                    due_on=plan.due_on,
                    closed=plan.closed_at is not None,
                    people=await self.total(db, plan),
                )
            )
        return rows

    async def mirrors(self, organisation: OrganisationId) -> list[wire.MirrorCard]:
        needs = self._needs
        return [
            wire.MirrorCard(
                id=one.id,
                chat=one.chat,
                title=one.title,
                link=f"{needs.address}{MIRROR}{one.code}",
                ends_on=one.ends_on,
                ended=one.ended_at is not None or needs.today() > one.ends_on,
            )
            for one in await around.mirrors(needs.db, organisation)
        ]


class Listing:
    """The bodies that concern somebody."""

    def __init__(self, needs: Needs, telling: Telling) -> None:
        self._needs = needs
        self._telling = telling

    async def rollouts(self, asker: Asker, _: wire.Nothing) -> wire.Rollouts:
        """Bodies that the asker administers, whole or in part, and those in whose plan he answers for something."""
        db, telling = self._needs.db, self._telling
        scope = await directory.scope_of(db, asker.person)
        answered = await plans.answered_by(db, await directory.posts_of(db, asker.person))
        found = [await plans.get(db, number) for number in answered]
        wanted = {part.organisation for part in scope.parts} | {plan.organisation for plan in found if plan}
        names = await directory.many.names_of_bodies(db, None if scope.everything else list(wanted))
        newest = {plan.organisation: plan for plan in await plans.of_organisations(db, list(names))}
        said = await around.recommendations(db, list(names))
        rows = []
        for organisation, name in names.items():
            manages = scope.covers(organisation)
            plan = newest.get(organisation)
            advised = said.get(organisation)
            rows.append(
                wire.RolloutSummary(
                    organisation=organisation,
                    name=name,
                    may_manage=manages,
                    plan=None if plan is None else await telling.card(db, plan, name=name, manages=manages),
                    below=await telling.below(db, organisation) if manages else [],
                    advised=wire.Advice(organisation, name, advised.body, advised.due_on)
                    if manages and advised is not None
                    else None,
                )
            )
        return wire.Rollouts(rows)


def _in_order(found: Standing) -> list[Unit]:
    """Parents before what is below them, sisters by name."""
    below: dict[UnitId | None, list[Unit]] = {}
    for unit in sorted(found.units, key=lambda one: one.name):
        below.setdefault(unit.parent, []).append(unit)
    ordered: list[Unit] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting += reversed(below.get(unit.id, []))
    return ordered


def _look(some: Cell, inside: Sequence[Wave], *, due: date | None, today: date) -> Look:
    if not inside or due is None:
        return "outside"
    if not isinstance(some.people, int):
        return "hidden"
    if some.done:
        return "done"
    if all(wave.state in ("planned", "rolled_back") for wave in inside):
        return "waiting"
    return "late" if today > due else "going"


def _groups(
    groups: Sequence[OldGroup], *, tops: set[UnitId] | None, found: Standing, titles: bool
) -> list[wire.GroupCard]:
    """Old groups; to the public only how many, not what they were called."""
    parents = found.parents()
    return [
        wire.GroupCard(
            id=one.id if titles else 0,
            title=one.title if titles else "",
            closed=one.closed_at is not None,
            unit=one.unit if titles else None,
        )
        for one in groups
        if tops is None or (one.unit is not None and tops & set(path_of(one.unit, parents)))
    ]


async def may_see_order(db: Queries, asker: Asker, file: int) -> bool:
    """The document that a plan rests on: for everybody who administers a part of the body or answers in the plan."""
    found = await plans.organisations_of_order(db, file)
    if not found:
        return False
    scope = await directory.scope_of(db, asker.person)
    if scope.everything or {part.organisation for part in scope.parts} & {body for _, body in found}:
        return True
    answered = await plans.answered_by(db, await directory.posts_of(db, asker.person))
    return any(plan in answered for plan, _ in found)
