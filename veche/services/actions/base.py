"""What the actions of services share, and the port to whoever keeps bots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from msgspec import Struct

from veche.ground.clock import Clock
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.errors import NotFound, Refused
from veche.ground.ids import ActorId, Ids, PersonId
from veche.ground.signing import Signer
from veche.identity import Limit, asker_card
from veche.services import wire
from veche.services.model import App
from veche.services.model.addresses import Rules, check_url, host_of
from veche.services.store import apps


class BotBrief(Struct, frozen=True):
    """A bot in use, as far as its app needs it. `owner`: who may change the app; None: made by the command line, so
    administrators do. `on_trial`: its key lets it talk to its team alone."""

    id: ActorId
    name: str
    username: str
    owner: PersonId | None
    on_trial: bool


class Bots(Protocol):
    """Whoever keeps bots."""

    async def brief(self, bot: int) -> BotBrief | None: ...
    async def by_username(self, username: str) -> BotBrief | None: ...
    async def token_of(self, bot: int) -> str:
        """The token that signatures are made with. Raises: bot_without_key."""
        ...

    async def photo_url(self, bot: int, person: PersonId) -> str:
        """Where the bot's program gets a person's picture; empty where there is none."""
        ...

    async def may_try(self, bot: int, person: PersonId) -> bool:
        """Whether a person belongs to those who try a bot out before everybody else may."""
        ...


class Limits(Protocol):
    """How often an account may do something; identity keeps them."""

    async def take(self, limit: Limit, key: object, *, times: int = 1) -> None: ...


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Dependencies, put in by the composition root. `review`: an administrator looks at an app before others may open
    it. `typed_phones`: phone numbers are what people type, and are signed all the same."""

    db: Database
    ids: Ids
    clock: Clock
    limits: Limits
    bots: Bots
    rules: Rules
    signer: Callable[[], Signer]
    installation: str
    review: bool
    typed_phones: bool

    async def bot(self, bot: int) -> BotBrief:
        """Raises: no_such_bot."""
        found = await self.bots.brief(bot)
        if found is None:
            raise NotFound("no_such_bot")
        return found

    async def own_bot(self, asker: Asker, bot: int) -> BotBrief:
        """Raises: bot_not_found (somebody else's too)."""
        found = await self.bots.brief(bot)
        if found is None or not await self.runs(asker, found):
            raise NotFound("bot_not_found")
        return found

    async def runs(self, asker: Asker, brief: BotBrief) -> bool:
        """Whether a bot is the asker's to change."""
        return brief.owner == asker.person or (brief.owner is None and await self.administrator(asker))

    async def administrator(self, asker: Asker) -> bool:
        """Read from the database: the right may have been taken a moment ago."""
        card = await asker_card(self.db, asker.person)
        return card is not None and card.administrator

    async def openable(self, asker: Asker, bot: int) -> tuple[App, BotBrief, str]:
        """An app that the asker may open, its bot, its origin.

        Raises: no_such_bot, app_not_found, app_not_approved, app_url_…"""
        brief = await self.bot(bot)
        app = await apps.get(self.db, bot)
        if app is None:
            raise NotFound("app_not_found")
        if app.state != "approved" and not await self.may_try(asker, app, brief):
            raise Refused("app_not_approved")
        return app, brief, check_url(app.url, self.rules)

    async def may_try(self, asker: Asker, app: App, brief: BotBrief) -> bool:
        """Before it is approved an app is open to those who make it and those who look at it. Stopped, to nobody."""
        if app.state == "stopped":
            return False
        return (
            brief.owner == asker.person
            or await self.bots.may_try(app.bot, asker.person)
            or await self.administrator(asker)
        )


def card_of(app: App, brief: BotBrief, *, mine: bool = False, reviewing: bool = False) -> wire.AppCard:
    """An app as it is shown; its author and whoever reviews it see more."""
    inside = mine or reviewing
    return wire.AppCard(
        bot=app.bot,
        username=brief.username,
        title=app.title,
        category=app.category,
        state=app.state,
        host=host_of(app.url),
        edition=app.edition,
        summary=app.summary,
        description=app.description,
        wanted=[wire.WantedData(one.field, one.purpose, one.required) for one in app.wanted],
        listed=app.listed,
        owner=brief.owner,
        mine=mine,
        url=app.url if inside else "",
        note=app.note if inside else "",
    )
