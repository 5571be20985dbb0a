"""A chat for questions of each wave: opened with it, reached by those who move in it."""

from __future__ import annotations

from veche import directory
from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.errors import Conflict, TooMany
from veche.rollout import wire
from veche.rollout.actions.base import Needs
from veche.rollout.model import Employee, Wave, assign
from veche.rollout.store import plans, waves
from veche.rollout.store.plans import Plan


class Helping:
    """Opens help desks and says where they are. How many questions are open nobody counts: a chat has no such thing."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def open(self, asker: Asker, request: wire.AboutWave) -> int:
        """A group for questions; letters and sheets have its link. Answers the plan.

        Raises: wave_not_found, administrators_only, wave_has_help, too_many_chats."""
        needs = self._needs
        wave = await needs.wave_of(needs.db, request.wave)
        plan = await needs.plan_of(needs.db, wave.plan)
        await needs.must_hand_out(needs.db, asker, plan, wave)
        if not await self._open(asker, plan, wave):
            raise Conflict("wave_has_help")
        return plan.id

    async def with_wave(self, asker: Asker, number: int) -> None:
        """Before a wave begins, so that its very first letter names the chat.

        Raises: wave_not_found, administrators_only, not_your_unit."""
        needs = self._needs
        wave = await needs.wave_of(needs.db, number)
        plan = await needs.plan_of(needs.db, wave.plan)
        await needs.must_manage(needs.db, asker, plan.organisation)
        if wave.help_chat is not None or plan.closed_at is not None:
            return
        try:
            await self._open(asker, plan, wave)
        except TooMany:
            # Whoever opened many chats today still starts his wave; the chat can be opened later.
            return

    async def mine(self, asker: Asker, _: wire.Nothing) -> wire.HelpDesks:
        """Where the asker may put his questions: of the waves in which his posts move."""
        db = self._needs.db
        posts = await directory.many.posts_by_ids(db, await directory.posts_of(db, asker.person))
        bodies = await directory.organisations_of(db, [post.id for post in posts])
        found: dict[int, wire.HelpDesk] = {}
        for plan in await plans.of_organisations(db, set(bodies.values())):
            present = await waves.of_plan(db, plan.id)
            desks = {wave.id: wave for wave in present if wave.help_link and wave.state in ("running", "paused")}
            if plan.closed_at is not None or not desks:
                continue
            parents = await self._needs.parents_of(db, plan.organisation)
            own = [post for post in posts if bodies[post.id] == plan.organisation]
            places = assign(
                [Employee(post=post.id, unit=post.unit, title=post.title) for post in own], present, parents
            )
            for number in places.values():
                if number in desks:
                    found[number] = wire.HelpDesk(desks[number].title, desks[number].help_link)
        return wire.HelpDesks(list(found.values()))

    async def _open(self, asker: Asker, plan: Plan, wave: Wave) -> bool:
        """False: somebody was faster. The wave is locked meanwhile, lest two clicks open two chats."""
        needs = self._needs
        title = needs.say("rollout_help_title", wave=wave.title)[:128]
        async with needs.db.transaction() as conn:
            wave = await needs.locked_wave(conn, wave.id)
            if wave.help_chat is not None:
                return False
            answering = [wave.responsible] if wave.responsible is not None else []
            about = needs.say("rollout_help_about")
            chat, link = await needs.rooms.open_help(asker, title=title, about=about, who=answering)
            await waves.set_help(conn, wave.id, chat=chat, link=link)
            await audit.record(
                conn,
                actor=asker.person,
                act="rollout.open_help",
                subject=f"wave:{wave.id}",
                details={"plan": plan.id, "chat": chat},
            )
        return True
