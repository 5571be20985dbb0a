"""Letters and text messages: sent at a bounded pace, never twice, and no more once they are not needed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from veche import directory
from veche.ground import jobs
from veche.ground.carriers import Carrier, Message, Result
from veche.ground.db import Connection
from veche.ground.ids import OrganisationId, PostId
from veche.rollout.actions.base import Contact, Needs
from veche.rollout.actions.running import Running
from veche.rollout.events import LATER, LETTERS, REMIND, OfWave, Waiting
from veche.rollout.model import TRIES, Wave, Way, may_remind, pause_after
from veche.rollout.store import letters, waves
from veche.rollout.store.letters import Letter

AT_ONCE: Final = 20
"""Letters of one turn of the job: others have their turn in between."""
MINUTE: Final = timedelta(minutes=1)
Known = dict[OrganisationId, dict[PostId, Contact]]
"""Who is expected where, read once for all letters of a turn."""
WAYS: Final[tuple[Way, ...]] = ("email", "sms")


class Writing:
    """The jobs that send."""

    def __init__(self, needs: Needs, running: Running) -> None:
        self._needs = needs
        self._running = running

    def works(self) -> list[jobs.Work[Any]]:
        return [
            jobs.Work(LETTERS, Waiting, self.send),
            jobs.Work(LATER, Waiting, self.wake),
            jobs.Work(REMIND, OfWave, self.remind),
        ]

    async def wake(self, _: Waiting) -> None:
        """It is time again. A job of a kind of its own: one that asks for itself would run at once."""
        await jobs.enqueue(self._needs.db, LETTERS, Waiting(), key="now")

    async def send(self, _: Waiting) -> None:
        """One turn: what is due, as far as the pace allows; then another turn, or a rest."""
        needs = self._needs
        await letters.give_up_lost(needs.db, now=needs.clock.now())
        more = False
        for way in WAYS:
            if way in needs.carriers:
                more = await self._send_some(way) or more
        if more:
            await jobs.enqueue(needs.db, LETTERS, Waiting(), key="now")
            return
        due = await letters.next_due(needs.db)
        if due is not None:
            # Never at once: what is due and was not taken has met the pace.
            at = max(due, needs.clock.now() + MINUTE / 12)
            await jobs.enqueue(needs.db, LATER, Waiting(), run_at=at, key="later")

    async def _send_some(self, way: Way) -> bool:
        """True: there may be more, and the pace allows more."""
        needs, now = self._needs, self._needs.clock.now()
        room = needs.rates[way] - await letters.taken_since(needs.db, way, now - MINUTE)
        if room <= 0:
            return False
        taken = await letters.take(needs.db, way, limit=min(room, AT_ONCE), now=now)
        if not taken:
            return False
        carrier, known = needs.carriers[way](), Known()
        try:
            for letter in taken:
                await self._one(carrier, letter, known)
        finally:
            await carrier.close()
        return len(taken) < room

    async def _one(self, carrier: Carrier, letter: Letter, known: Known) -> None:
        needs = self._needs
        wave = await needs.wave_of(needs.db, letter.wave)
        reason = await self._not_any_more(wave, letter)
        if reason:
            await letters.end(needs.db, letter.id, "stopped", reason=reason)
            return
        await self._note(letter, await carrier.carry(await self._message(wave, letter, known)))

    async def _note(self, letter: Letter, result: Result) -> None:
        needs = self._needs
        if result.state == "later" and letter.attempts < TRIES:
            at = needs.clock.now() + pause_after(letter.attempts)
            await letters.again(needs.db, letter.id, at=at, reason=result.reason)
            return
        state = {"sent": "sent", "unsure": "unsure"}.get(result.state, "failed")
        await letters.end(needs.db, letter.id, state, reason=result.reason)

    async def _not_any_more(self, wave: Wave, letter: Letter) -> str:
        """Why a letter is needed no more; read at the last moment."""
        needs = self._needs
        if wave.state != "running":
            return wave.state
        if await letters.invite_of(needs.db, wave.id, letter.post) != letter.invitation:
            return "rolled_back"
        if letter.number and needs.today() > wave.due_on:
            return "deadline"
        return "signed_in" if await directory.holders_of(needs.db, [letter.post]) else ""

    async def _message(self, wave: Wave, letter: Letter, known: Known) -> Message:
        needs = self._needs
        plan = await needs.plan_of(needs.db, wave.plan)
        places = await directory.places_of(needs.db, [letter.post])
        if plan.organisation not in known:
            known[plan.organisation] = await needs.contacts.of_organisation(needs.db, plan.organisation)
        contact = known[plan.organisation].get(letter.post)
        holes = {
            "name": contact.name if contact else "",
            "organisation": places[letter.post][1],
            "unit": places[letter.post][0],
            "link": needs.invitations.link(needs.code_of(letter.invitation)),
            "due": f"{wave.due_on:%d.%m.%Y}",
            "help": needs.say("rollout_mail_help", link=wave.help_link) if wave.help_link else "",
        }
        again = letter.number > 0
        if letter.way == "sms":
            text = needs.say("rollout_sms_reminder" if again else "rollout_sms_invitation", **holes)
            return Message(id=letter.id, to=letter.address, text=text)
        hello = needs.say("rollout_mail_hello", **holes) if holes["name"] else needs.say("rollout_mail_hello_all")
        body = needs.say("rollout_mail_reminder" if again else "rollout_mail_invitation", **holes)
        text = "\n\n".join(part for part in (hello, body, holes["help"], needs.say("rollout_mail_end")) if part)
        subject = "rollout_mail_reminder_subject" if again else "rollout_mail_invitation_subject"
        return Message(id=letter.id, to=letter.address, subject=needs.say(subject, **holes), text=text + "\n")

    # -- reminders

    async def remind(self, task: OfWave) -> None:
        """One round: everybody who is still missing gets one; newcomers are invited by the way."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            wave = await waves.lock(conn, task.wave)
            if wave is None or wave.state != "running" or needs.today() > wave.due_on:
                return
            plan = await needs.plan_of(conn, wave.plan)
            if plan.closed_at is not None or task.round > plan.reminders:
                return
            invited = {one.post: one for one in await letters.invited(conn, [wave.id])}
            missing = [
                (one, invited[one.post])
                for one in await self._running.members(conn, plan, wave)
                if one.post in invited
                and may_remind(
                    wave.state,
                    due_on=wave.due_on,
                    today=needs.today(),
                    signed_in=one.holder is not None,
                    sent=invited[one.post].reminders,
                    most=plan.reminders,
                )
            ]
            new = [
                letter
                for one, invite in missing
                for letter in self._running.letters_to(wave, one, invite.invitation, number=invite.reminders + 1)
            ]
            await self._leave(conn, wave, new, [one.post for one, _ in missing])
            await self._running.remind_later(conn, plan, wave, task.round + 1)
        await self._running.invite_newcomers(wave)

    async def _leave(self, conn: Connection, wave: Wave, new: list[Letter], posts: list[PostId]) -> None:
        await letters.add_letters(conn, new, at=self._needs.clock.now())
        await letters.reminded(conn, wave.id, posts)
        if new:
            await jobs.enqueue(conn, LETTERS, Waiting(), key="now")
