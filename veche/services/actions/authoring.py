"""The app of a bot: made by its author, looked at by the operator."""

from __future__ import annotations

from msgspec.structs import replace

from veche.ground import audit
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, Conflict, NotFound, Refused
from veche.ground.ids import ActorId
from veche.ground.text import clean_name, clean_text
from veche.services import wire
from veche.services.actions.base import BotBrief, Needs, card_of
from veche.services.model import (
    DESCRIPTION_LIMIT,
    EDITS,
    NOTE_LIMIT,
    PURPOSE_LIMIT,
    SUMMARY_LIMIT,
    TITLE_LIMIT,
    App,
    Wanted,
    needs_new_review,
)
from veche.services.model.addresses import check_url
from veche.services.model.words import words_of
from veche.services.store import apps, consents

REVIEWED_AT_ONCE = 100


class Authoring:
    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def set(self, asker: Asker, asked: wire.SetApp) -> wire.AppCard:
        """What a bot's app is. What was approved stays so while address and wanted data stay the same.

        Raises: bot_not_found, app_stopped, app_url_…, app_wanted_twice, name_…, text_…, too_many_requests."""
        needs = self._needs
        brief = await needs.own_bot(asker, asked.bot)
        check_url(asked.url, needs.rules)
        wanted = _wanted(asked.wanted)
        title = clean_name(asked.title, limit=TITLE_LIMIT, field="title")
        await needs.limits.take(EDITS, asker.person)
        async with needs.db.transaction() as conn:
            before = await apps.lock(conn, asked.bot)
            if before is not None and before.state == "stopped":
                raise Refused("app_stopped")
            after = App(
                bot=ActorId(asked.bot),
                url=asked.url,
                title=title,
                summary=clean_text(asked.summary, limit=SUMMARY_LIMIT, field="summary").strip(),
                description=clean_text(asked.description, limit=DESCRIPTION_LIMIT, field="description").strip(),
                category=asked.category,
                wanted=wanted,
                listed=asked.listed,
                state=before.state if before else "draft",
                edition=before.edition if before else 1,
                note=before.note if before else "",
            )
            if before is not None and needs_new_review(before, after):
                # People consented to what it was, and the operator approved of that: neither goes over to this.
                after = replace(after, state="draft", edition=before.edition + 1)
            await apps.put(conn, after, words=words_of(after), now=needs.clock.now())
        return card_of(after, brief, mine=True)

    async def submit(self, asker: Asker, bot: int) -> wire.AppCard:
        """Ask the operator to look at it; without a review it is approved at once.

        Raises: bot_not_found, app_not_found, app_stopped, app_bot_on_trial, app_url_…"""
        needs = self._needs
        brief = await needs.own_bot(asker, bot)
        async with needs.db.transaction() as conn:
            app = await apps.lock(conn, bot)
            if app is None:
                raise NotFound("app_not_found")
            if app.state == "stopped":
                raise Refused("app_stopped")
            check_url(app.url, needs.rules)
            _must_talk(brief)
            if app.state != "approved":
                app = replace(app, state="waiting" if needs.review else "approved")
                await apps.set_state(conn, bot, state=app.state, note=app.note, by=None, now=needs.clock.now())
        return card_of(app, brief, mine=True)

    async def remove(self, asker: Asker, bot: int) -> None:
        """The bot has no app any more; consents end with it. Raises: bot_not_found, app_stopped."""
        await self._needs.own_bot(asker, bot)
        async with self._needs.db.transaction() as conn:
            app = await apps.lock(conn, bot)
            if app is not None and app.state == "stopped":
                raise Refused("app_stopped")  # or the operator's word would be gone with the row
            await apps.remove(conn, bot)
            # Editions begin anew with the next app: nobody consented to that one.
            await consents.revoke_all(conn, bot, at=self._needs.clock.now())

    async def waiting(self, asker: Asker) -> list[wire.AppCard]:
        """For administrators: what is to be looked at. Raises: administrators_only."""
        await self._administrator(asker)
        cards = []
        for app in await apps.waiting(self._needs.db, limit=REVIEWED_AT_ONCE):
            brief = await self._needs.bots.brief(app.bot)
            if brief is not None:
                cards.append(card_of(app, brief, reviewing=True))
        return cards

    async def review(self, asker: Asker, asked: wire.ReviewApp) -> wire.AppCard:
        """Approve, refuse, or stop what was approved; only the edition that was looked at. It is on record who did.

        Raises: administrators_only, no_such_bot, app_not_found, app_changed, app_own_review, app_bot_on_trial,
        text_…"""
        needs = self._needs
        await self._administrator(asker)
        brief = await needs.bot(asked.bot)
        if brief.owner == asker.person and asked.verdict == "approved" and needs.review:
            raise Refused("app_own_review")
        if asked.verdict == "approved":
            _must_talk(brief)
        note = clean_text(asked.note, limit=NOTE_LIMIT, field="note").strip()
        async with needs.db.transaction() as conn:
            app = await apps.lock(conn, asked.bot)
            if app is None:
                raise NotFound("app_not_found")
            if app.edition != asked.edition:
                raise Conflict("app_changed")
            now = needs.clock.now()
            await apps.set_state(conn, asked.bot, state=asked.verdict, note=note, by=asker.person, now=now)
            await audit.record(
                conn,
                actor=asker.person,
                act=f"services.app_{asked.verdict}",
                subject=f"bot:{asked.bot}",
                details={"edition": app.edition},
            )
        return card_of(replace(app, state=asked.verdict, note=note), brief, reviewing=True)

    async def _administrator(self, asker: Asker) -> None:
        if not await self._needs.administrator(asker):
            raise Refused("administrators_only")


def _must_talk(brief: BotBrief) -> None:
    """What everybody may open must be able to answer everybody. Raises: app_bot_on_trial."""
    if brief.on_trial:
        raise Conflict("app_bot_on_trial")


def _wanted(asked: list[wire.WantedData]) -> tuple[Wanted, ...]:
    if len({one.field for one in asked}) < len(asked):
        raise BadInput("app_wanted_twice")
    return tuple(
        Wanted(one.field, clean_name(one.purpose, limit=PURPOSE_LIMIT, field="purpose"), one.required) for one in asked
    )
