"""Waves that begin, pause and go back, and the invitations of those in them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from veche.ground import audit, jobs
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.errors import Conflict
from veche.ground.ids import InvitationId
from veche.rollout import wire
from veche.rollout.actions.base import Needs
from veche.rollout.actions.helping import Helping
from veche.rollout.events import INVITE, LETTERS, REMIND, OfWave, Waiting
from veche.rollout.model import Employee, Wave, assign, email_of, may_pause, may_roll_back, phone_of
from veche.rollout.store import letters, waves
from veche.rollout.store.letters import Letter
from veche.rollout.store.plans import Plan

BATCH: Final = 200
"""Invitations of one transaction: a crash leaves whole batches."""


class Running:
    """Starts, pauses and rolls back waves; the jobs invite and remind."""

    def __init__(self, needs: Needs, helping: Helping, *, changed: Callable[[int], Awaitable[None]]) -> None:
        """`changed`: told of a plan after a job changed it."""
        self._needs = needs
        self._helping = helping
        self._changed = changed

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(INVITE, OfWave, self.invite)]

    async def start(self, asker: Asker, request: wire.AboutWave) -> int:
        """Invite everybody in a wave, with a chat for questions; one that runs already invites newcomers. Answers the
        plan.

        Raises: wave_not_found, administrators_only, not_your_unit, rollout_closed."""
        needs = self._needs
        await self._helping.with_wave(asker, request.wave)
        async with needs.db.transaction() as conn:
            wave, plan = await self._own(conn, asker, request.wave)
            if plan.closed_at is not None:
                raise Conflict("rollout_closed")
            await waves.set_state(conn, wave.id, "running", started_at=wave.started_at or needs.clock.now())
            await jobs.enqueue(conn, INVITE, OfWave(wave.id), key=str(wave.id))
            await self._record(conn, asker, "rollout.start_wave", wave)
        return plan.id

    async def pause(self, asker: Asker, request: wire.AboutWave) -> int:
        """Nothing more is sent; who has an invitation may still come. Answers the plan.

        Raises: wave_not_found, administrators_only, not_your_unit, wave_not_running."""
        async with self._needs.db.transaction() as conn:
            wave, plan = await self._own(conn, asker, request.wave)
            refusal = may_pause(wave.state)
            if refusal is not None:
                raise refusal
            await waves.set_state(conn, wave.id, "paused", started_at=wave.started_at)
            await self._record(conn, asker, "rollout.pause_wave", wave)
        return plan.id

    async def roll_back(self, asker: Asker, request: wire.AboutWave) -> int:
        """Invitations that were not used lead nowhere any more, letters that wait do not go. Who has come stays.

        Raises: wave_not_found, administrators_only, not_your_unit, wave_not_running."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            wave, plan = await self._own(conn, asker, request.wave)
            refusal = may_roll_back(wave.state)
            if refusal is not None:
                raise refusal
            await letters.stop(conn, wave.id, reason="rolled_back")
            await needs.invitations.take_back(conn, await letters.forget_invites(conn, wave.id))
            await waves.set_state(conn, wave.id, "rolled_back", started_at=None)
            await self._record(conn, asker, "rollout.roll_back_wave", wave)
        return plan.id

    async def invite(self, task: OfWave) -> None:
        """The job: everybody in the wave who is neither here nor invited. Done again it does nothing again."""
        plan, wave = await self._invite_all(task.wave)
        if plan is None or wave is None:
            return
        async with self._needs.db.transaction() as conn:
            await jobs.enqueue(conn, LETTERS, Waiting(), key="now")
            await self.remind_later(conn, plan, wave, 1)
        await self._changed(plan.id)

    async def invite_newcomers(self, wave: Wave) -> None:
        """Who was hired since."""
        plan, _ = await self._invite_all(wave.id)
        if plan is not None:
            await self._changed(plan.id)
            await jobs.enqueue(self._needs.db, LETTERS, Waiting(), key="now")

    async def _invite_all(self, number: int) -> tuple[Plan, Wave] | tuple[None, None]:
        """Batch by batch, each whole. Nothing of a wave that does not run."""
        needs = self._needs
        while True:
            async with needs.db.transaction() as conn:
                wave = await waves.lock(conn, number)
                if wave is None or wave.state != "running":
                    return None, None
                plan = await needs.plan_of(conn, wave.plan)
                todo = await self._uninvited(conn, plan, wave)
                if not todo:
                    return plan, wave
                await self._invite(conn, plan, wave, todo[:BATCH])

    async def remind_later(self, conn: Connection, plan: Plan, wave: Wave, number: int) -> None:
        """A round of its own key: asked for from within the one before, it waits for its day."""
        if number <= plan.reminders:
            at = self._needs.in_days(plan.remind_days)
            await jobs.enqueue(conn, REMIND, OfWave(wave.id, number), run_at=at, key=f"{wave.id}:{number}")

    async def members(self, conn: Connection, plan: Plan, wave: Wave) -> list[Employee]:
        """Everybody whom the wave is for."""
        everybody = await self._needs.employees(conn, plan.organisation)
        parents = await self._needs.parents_of(conn, plan.organisation)
        places = assign(everybody, await waves.of_plan(conn, plan.id), parents)
        return [one for one in everybody if places.get(one.post) == wave.id]

    async def _uninvited(self, conn: Connection, plan: Plan, wave: Wave) -> list[Employee]:
        invited = {invite.post for invite in await letters.invited(conn, [wave.id])}
        return [one for one in await self.members(conn, plan, wave) if one.holder is None and one.post not in invited]

    async def _invite(self, conn: Connection, plan: Plan, wave: Wave, todo: list[Employee]) -> None:
        needs, now = self._needs, self._needs.clock.now()
        ids = {one.post: InvitationId(needs.ids.new()) for one in todo}
        news = [(ids[one.post], needs.code_of(ids[one.post]), one.post, one.name) for one in todo]
        await needs.invitations.issue(conn, news, until=needs.invited_until(wave))
        await letters.add_invites(conn, wave.id, ids, at=now)
        first = [letter for one in todo for letter in self.letters_to(wave, one, ids[one.post], number=0)]
        await letters.add_letters(conn, first, at=now)

    def letters_to(self, wave: Wave, one: Employee, invitation: InvitationId, *, number: int) -> list[Letter]:
        """By e-mail where there is an address, else by text message; by neither where that way is not set up."""
        needs = self._needs
        email, phone = email_of(one.email), phone_of(one.phone)
        if email is not None and "email" in needs.carriers:
            way, address = "email", email
        elif phone is not None and "sms" in needs.carriers:
            way, address = "sms", phone
        else:
            return []
        return [
            Letter(
                id=needs.ids.new(),
                wave=wave.id,
                post=one.post,
                invitation=invitation,
                way="email" if way == "email" else "sms",
                number=number,
                address=address,
            )
        ]

    async def _own(self, conn: Connection, asker: Asker, number: int) -> tuple[Wave, Plan]:
        wave = await self._needs.locked_wave(conn, number)
        plan = await self._needs.plan_of(conn, wave.plan)
        await self._needs.must_manage(conn, asker, plan.organisation)
        return wave, plan

    async def _record(self, conn: Connection, asker: Asker, act: str, wave: Wave) -> None:
        await audit.record(conn, actor=asker.person, act=act, subject=f"wave:{wave.id}", details={"plan": wave.plan})
