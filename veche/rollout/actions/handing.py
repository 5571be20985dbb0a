"""Invitations as links and printed sheets, for whoever hands them over by himself."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from veche import directory
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.db import Queries
from veche.ground.errors import Conflict, NotFound
from veche.ground.ids import PostId
from veche.rollout import wire
from veche.rollout.actions.base import Needs
from veche.rollout.actions.running import Running
from veche.rollout.model import Employee, Wave, email_of, phone_of
from veche.rollout.store import letters
from veche.rollout.store.plans import Plan

SHOWN: Final = 50
"""People of one look: enough to find somebody, too few to list a body."""


class Slip(Struct, frozen=True):
    """One invitation of a printed sheet."""

    name: str
    title: str
    unit: str
    link: str


class Sheets(Struct, frozen=True):
    """What is printed for a wave."""

    organisation: str
    wave: str
    due: str
    help_link: str
    slips: list[Slip]


class Handing:
    """For those who answer for a wave."""

    def __init__(self, needs: Needs, running: Running) -> None:
        self._needs = needs
        self._running = running

    async def people(self, asker: Asker, request: wire.FindInWave) -> wire.WavePeople:
        """Who is in a wave, by a part of name, title or unit. Whether somebody has come is not told.

        Raises: wave_not_found, administrators_only."""
        db = self._needs.db
        wave, plan = await self._own(db, asker, request.wave)
        names = {unit.id: unit.name for unit in await directory.many.units_of(db, plan.organisation)}
        words = request.text.casefold().split()
        found = []
        for one in await self._members(plan, wave):
            about = f"{one.name} {one.title} {names.get(one.unit, '')}".casefold()
            if all(word in about for word in words):
                found.append(wire.WavePerson(one.post, one.title, names.get(one.unit, ""), one.name))
        return wire.WavePeople(sorted(found, key=lambda one: (one.name, one.title, one.post))[:SHOWN])

    async def invitation(self, asker: Asker, request: wire.WaveInvitation) -> wire.WaveInvitationAnswer:
        """The link of one person, to be handed over. On record.

        Raises: wave_not_found, administrators_only, not_invited_yet, wave_not_running, post_held."""
        needs, post = self._needs, PostId(request.post)
        async with needs.db.transaction() as conn:
            wave, _ = await self._own(conn, asker, request.wave)
            if wave.state not in ("running", "paused"):
                raise Conflict("wave_not_running")
            invitation = await letters.invite_of(conn, wave.id, post)
            held = await directory.holders_of(conn, [post])
            if held:
                raise Conflict("post_held")
            if invitation is None:
                raise NotFound("not_invited_yet")
            await audit.record(
                conn,
                actor=asker.person,
                act="rollout.show_invitation",
                subject=f"post:{post}",
                details={"wave": wave.id, "invitation": invitation},
            )
        return wire.WaveInvitationAnswer(needs.invitations.link(needs.code_of(invitation)))

    async def sheets(self, asker: Asker, number: int, *, unreached: bool) -> Sheets:
        """Everybody invited who is not here; `unreached`: only those whom no letter can reach. On record.

        Raises: wave_not_found, administrators_only, wave_not_running."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            wave, plan = await self._own(conn, asker, number)
            if wave.state not in ("running", "paused"):
                raise Conflict("wave_not_running")
            invited = {one.post: one.invitation for one in await letters.invited(conn, [wave.id])}
            names = {unit.id: unit.name for unit in await directory.many.units_of(conn, plan.organisation)}
            body = (await directory.many.names_of_bodies(conn, [plan.organisation]))[plan.organisation]
            chosen = [
                one
                for one in await self._running.members(conn, plan, wave)
                if one.holder is None and one.post in invited and not (unreached and self._reached(one))
            ]
            await audit.record(
                conn,
                actor=asker.person,
                act="rollout.print_invitations",
                subject=f"wave:{wave.id}",
                details={"plan": plan.id, "unreached": unreached},
            )
        chosen.sort(key=lambda one: (names.get(one.unit, ""), one.name, one.title))
        slips = [
            Slip(
                one.name,
                one.title,
                names.get(one.unit, ""),
                needs.invitations.link(needs.code_of(invited[one.post])),
            )
            for one in chosen
        ]
        return Sheets(body, wave.title, f"{wave.due_on:%d.%m.%Y}", wave.help_link, slips)

    def _reached(self, one: Employee) -> bool:
        ways = self._needs.carriers
        return ("email" in ways and email_of(one.email) is not None) or (
            "sms" in ways and phone_of(one.phone) is not None
        )

    async def _members(self, plan: Plan, wave: Wave) -> list[Employee]:
        async with self._needs.db.transaction() as conn:
            return await self._running.members(conn, plan, wave)

    async def _own(self, db: Queries, asker: Asker, number: int) -> tuple[Wave, Plan]:
        wave = await self._needs.wave_of(db, number)
        plan = await self._needs.plan_of(db, wave.plan)
        await self._needs.must_hand_out(db, asker, plan, wave)
        return wave, plan
