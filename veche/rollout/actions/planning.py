"""Plans, their waves, and who is in them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from veche import directory
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Connection, Queries
from veche.ground.errors import BadInput, Conflict, NotFound
from veche.ground.ids import ActorId, ChatId, OrganisationId, PostId, UnitId
from veche.ground.text import clean_name
from veche.rollout import wire
from veche.rollout.actions.base import Needs
from veche.rollout.model import Wave, may_change_scope
from veche.rollout.store import plans, waves
from veche.rollout.store.plans import Plan, UnitHelp

TITLE_LIMIT: Final = 160
MOST_WAVES: Final = 50
LONGEST: Final = timedelta(days=366 * 5)


class Planning:
    """What a body decides: its dates are its own."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def create(self, asker: Asker, request: wire.CreateRollout) -> int:
        """Raises: administrators_only, not_your_unit, rollout_exists, rollout_dates, file_not_found, and about the
        title."""
        needs = self._needs
        organisation = OrganisationId(request.organisation)
        plan = Plan(
            id=needs.ids.new(),
            organisation=organisation,
            title=clean_name(request.title, limit=TITLE_LIMIT, field="title"),
            target=request.target,
            target_chat=None if request.target_chat is None else ChatId(request.target_chat),
            starts_on=request.starts_on,
            due_on=request.due_on,
            order_file=request.order_file,
            order_name=clean_name(request.order_name, limit=TITLE_LIMIT) if request.order_file else "",
            created_by=asker.person,
            created_at=needs.clock.now(),
        )
        _check_dates(plan.starts_on, plan.due_on)
        if plan.order_file is not None:
            await needs.must_have_file(asker, plan.order_file)
        async with needs.db.transaction() as conn:
            await needs.must_manage(conn, asker, organisation)
            if not await directory.many.names_of_bodies(conn, [organisation]):
                raise NotFound("organisation_not_found")
            await self._check_channel(conn, asker, plan)
            if not await plans.add(conn, plan):
                raise Conflict("rollout_exists")
            await audit.record(
                conn,
                actor=asker.person,
                act="rollout.create",
                subject=f"plan:{plan.id}",
                details={"organisation": organisation, "starts_on": f"{plan.starts_on}", "due_on": f"{plan.due_on}"},
            )
        return plan.id

    async def change(self, asker: Asker, request: wire.ChangeRollout) -> int:
        """Only what is given. Raises: plan_not_found, administrators_only, not_your_unit, rollout_dates,
        rollout_exists, file_not_found, and about the title."""
        needs = self._needs
        if request.order_file:
            await needs.must_have_file(asker, request.order_file)
        async with needs.db.transaction() as conn:
            plan = await needs.plan_of(conn, request.plan, lock=True)
            await needs.must_manage(conn, asker, plan.organisation)
            changed = self._changed(plan, request)
            _check_dates(changed.starts_on, changed.due_on)
            await self._check_channel(conn, asker, changed)
            await plans.change(conn, changed)
            fields = [
                name
                for name in plan.__struct_fields__
                if name != "public_code" and getattr(plan, name) != getattr(changed, name)
            ]
            await audit.record(
                conn,
                actor=asker.person,
                act="rollout.change",
                subject=f"plan:{plan.id}",
                details={"changed": fields, "public": changed.public_code is not None, "due_on": f"{changed.due_on}"},
            )
        return plan.id

    async def add_wave(self, asker: Asker, request: wire.AddWave) -> int:
        """Answers the plan. Raises: plan_not_found, administrators_only, not_your_unit, rollout_closed, rollout_dates,
        too_many_waves, unit_not_found, post_not_found, and about the title."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            plan = await needs.plan_of(conn, request.plan, lock=True)
            await needs.must_manage(conn, asker, plan.organisation)
            if plan.closed_at is not None:
                raise Conflict("rollout_closed")
            present = await waves.of_plan(conn, plan.id)
            if len(present) >= MOST_WAVES:
                raise Conflict("too_many_waves", limit=MOST_WAVES)
            wave = Wave(
                id=needs.ids.new(),
                plan=plan.id,
                number=max((one.number for one in present), default=0) + 1,
                title=clean_name(request.title, limit=TITLE_LIMIT, field="title"),
                due_on=request.due_on,
                responsible=None if request.responsible is None else PostId(request.responsible),
                units=tuple(UnitId(unit) for unit in request.units),
                posts=tuple(PostId(post) for post in request.posts),
            )
            _check_dates(plan.starts_on, wave.due_on)
            await self._check_scope(conn, plan, wave)
            await waves.add(conn, wave)
            await self._record(conn, asker, "rollout.add_wave", wave)
        return plan.id

    async def change_wave(self, asker: Asker, request: wire.ChangeWave) -> int:
        """Only what is given; who is in it, only while it does not run. Answers the plan.

        Raises: wave_not_found, administrators_only, not_your_unit, wave_running, rollout_dates, unit_not_found,
        post_not_found, and about the title."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            wave = await needs.locked_wave(conn, request.wave)
            plan = await needs.plan_of(conn, wave.plan)
            await needs.must_manage(conn, asker, plan.organisation)
            changed = _changed_wave(wave, request)
            if (changed.units, changed.posts) != (wave.units, wave.posts):
                refusal = may_change_scope(wave.state)
                if refusal is not None:
                    raise refusal
            _check_dates(plan.starts_on, changed.due_on)
            await self._check_scope(conn, plan, changed)
            await waves.change(conn, changed)
            await waves.set_scope(conn, wave.id, units=changed.units, posts=changed.posts)
            await self._record(conn, asker, "rollout.change_wave", changed)
        if changed.help_chat is not None and changed.responsible not in (None, wave.responsible):
            await needs.rooms.call_in(asker, ChatId(changed.help_chat), changed.responsible)
        return plan.id

    async def remove_wave(self, asker: Asker, request: wire.AboutWave) -> int:
        """One that never ran. Answers the plan. Raises: wave_not_found, administrators_only, not_your_unit,
        wave_running."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            wave = await needs.locked_wave(conn, request.wave)
            plan = await needs.plan_of(conn, wave.plan)
            await needs.must_manage(conn, asker, plan.organisation)
            if wave.state != "planned":
                raise Conflict("wave_running")
            await waves.remove(conn, wave.id)
            await self._record(conn, asker, "rollout.remove_wave", wave)
        return plan.id

    async def set_unit(self, asker: Asker, request: wire.SetRolloutUnit) -> int:
        """Who answers for a unit, and the chat of its people. Answers the plan.

        Raises: plan_not_found, administrators_only, not_your_unit, unit_not_found, post_not_found, chat_not_found."""
        needs = self._needs
        unit = UnitId(request.unit)
        responsible = None if request.responsible is None else PostId(request.responsible)
        chat = None if request.chat is None else ChatId(request.chat)
        async with needs.db.transaction() as conn:
            plan = await needs.plan_of(conn, request.plan)
            refusal = await directory.may_administer(conn, asker.person, organisation=plan.organisation, unit=unit)
            if refusal is not None:
                raise refusal
            await self._check_places(conn, plan, units=[unit], posts=[responsible] if responsible else [])
            if chat is not None:
                await self._must_know(conn, asker, plan, chat)
            await plans.set_unit(conn, plan.id, UnitHelp(unit, responsible, chat))
            await audit.record(
                conn,
                actor=asker.person,
                act="rollout.set_unit",
                subject=f"plan:{plan.id}",
                details={"unit": unit, "responsible": responsible, "chat": chat},
            )
        return plan.id

    async def _must_know(self, conn: Connection, asker: Asker, plan: Plan, chat: ChatId) -> None:
        """One that the asker is in, or that the directory fills here: of any other he could learn who is in it.

        Raises: chat_not_found."""
        if chat in (await self._needs.rooms.of_units(conn, plan.organisation)).values():
            return
        own = [ActorId(asker.person), *map(ActorId, await directory.posts_of(conn, asker.person))]
        if not await self._needs.rooms.inside(conn, [(chat, actor) for actor in own]):
            raise NotFound("chat_not_found")

    def _changed(self, plan: Plan, request: wire.ChangeRollout) -> Plan:
        given: dict[str, object] = {
            name: value
            for name in ("target", "target_chat", "starts_on", "due_on", "reminders", "remind_days", "compared")
            if (value := getattr(request, name)) is not None
        }
        if request.title is not None:
            given["title"] = clean_name(request.title, limit=TITLE_LIMIT, field="title")
        if request.order_file is not None:
            given["order_file"] = request.order_file or None
            name = clean_name(request.order_name or "", limit=TITLE_LIMIT) if request.order_file else ""
            given["order_name"] = name
        if request.public is not None:
            given["public_code"] = (plan.public_code or secrets.token_urlsafe(9)) if request.public else None
        if request.closed is not None:
            given["closed_at"] = (plan.closed_at or self._needs.clock.now()) if request.closed else None
        return msgspec.structs.replace(plan, **given)

    async def _check_channel(self, conn: Connection, asker: Asker, plan: Plan) -> None:
        if plan.target_chat is not None and plan.closed_at is None:
            await self._needs.rooms.may_mirror(conn, asker, plan.target_chat)

    async def _check_scope(self, conn: Connection, plan: Plan, wave: Wave) -> None:
        if not wave.units and not wave.posts:
            raise BadInput("wave_empty")
        posts = [*wave.posts, *([wave.responsible] if wave.responsible else [])]
        await self._check_places(conn, plan, units=wave.units, posts=posts)

    async def _check_places(self, db: Queries, plan: Plan, *, units: Sequence[UnitId], posts: Sequence[PostId]) -> None:
        """Nothing of another organisation. Raises: unit_not_found, post_not_found."""
        if set(units) - (await self._needs.parents_of(db, plan.organisation)).keys():
            raise NotFound("unit_not_found")
        places = await directory.organisations_of(db, posts)
        if any(places.get(post) != plan.organisation for post in posts):
            raise NotFound("post_not_found")

    async def _record(self, conn: Connection, asker: Asker, act: str, wave: Wave) -> None:
        await audit.record(
            conn,
            actor=asker.person,
            act=act,
            subject=f"wave:{wave.id}",
            details={
                "plan": wave.plan,
                "due_on": f"{wave.due_on}",
                "units": [int(unit) for unit in wave.units],
                "posts": [int(post) for post in wave.posts],
                "responsible": wave.responsible,
            },
        )


def _changed_wave(wave: Wave, request: wire.ChangeWave) -> Wave:
    given: dict[str, object] = {}
    if request.title is not None:
        given["title"] = clean_name(request.title, limit=TITLE_LIMIT, field="title")
    if request.due_on is not None:
        given["due_on"] = request.due_on
    if request.responsible is not None:
        given["responsible"] = PostId(request.responsible) if request.responsible else None
    if request.units is not None:
        given["units"] = tuple(UnitId(unit) for unit in request.units)
    if request.posts is not None:
        given["posts"] = tuple(PostId(post) for post in request.posts)
    return msgspec.structs.replace(wave, **given)


def _check_dates(starts_on: date, due_on: date) -> None:
    """Raises: rollout_dates."""
    if not starts_on <= due_on <= starts_on + LONGEST:
        raise BadInput("rollout_dates")
