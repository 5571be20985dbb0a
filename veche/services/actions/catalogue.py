"""What people find: the catalogue, and one app with what they let it have."""

from __future__ import annotations

from msgspec import UNSET

from veche.ground.commands import Asker
from veche.ground.errors import BadInput, NotFound
from veche.services import wire
from veche.services.actions.base import Needs, card_of
from veche.services.model import covers
from veche.services.model.words import query_words
from veche.services.store import apps, consents

# Between a title and a number, neither of which has it.
_GLUE = "\t"


class Catalogue:
    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def page(self, _asker: Asker, asked: wire.ListApps) -> wire.AppsAnswer:
        """Approved apps that want to be found, by title. Raises: apps_page_unknown."""
        category = None if asked.category is UNSET else asked.category
        found = await apps.page(
            self._needs.db,
            words=query_words(asked.query),
            category=category,
            after=_place(asked.after),
            limit=asked.limit + 1,
        )
        cards = []
        for app in found[: asked.limit]:
            brief = await self._needs.bots.brief(app.bot)
            if brief is not None:
                cards.append(card_of(app, brief))
        more = len(found) > asked.limit
        last = found[asked.limit - 1] if more else None
        return wire.AppsAnswer(cards, f"{last.title}{_GLUE}{last.bot}" if last else UNSET)

    async def one(self, asker: Asker, asked: wire.FindApp) -> wire.AppView:
        """Raises: no_such_bot, app_not_found (one that the asker may not open, too)."""
        needs = self._needs
        if asked.username is not UNSET:
            brief = await needs.bots.by_username(asked.username.lower())
        else:
            brief = None if asked.bot is UNSET else await needs.bots.brief(asked.bot)
        if brief is None:
            raise NotFound("no_such_bot")
        app = await apps.get(needs.db, brief.id)
        mine = await needs.runs(asker, brief)
        if app is None or not (app.state == "approved" or mine or await needs.may_try(asker, app, brief)):
            raise NotFound("app_not_found")
        consent = await consents.current(needs.db, asker.person, app.bot)
        return wire.AppView(
            app=card_of(app, brief, mine=mine),
            consent=UNSET if consent is None else list(consent.fields),
            current=covers(consent, app),
        )


def _place(after: str) -> tuple[str, int]:
    if not after:
        return "", 0
    title, _, number = after.rpartition(_GLUE)
    if not (number.isascii() and number.isdigit() and len(number) < 17):
        raise BadInput("apps_page_unknown")
    return title, int(number)
