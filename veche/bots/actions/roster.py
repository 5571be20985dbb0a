"""The bots that may act now, in memory: asked at every message and every request, changed seldom."""

from __future__ import annotations

import time

from veche import identity
from veche.bots.actions.base import Needs
from veche.bots.actions.seal import token_hash
from veche.bots.model.bots import Bot
from veche.bots.store import bots
from veche.bots.store.bots import BotRow
from veche.ground.db import Queries
from veche.ground.errors import SignedOut
from veche.ground.ids import ActorId, BotId, PersonId

TRUST_SECONDS = 30.0
"""How long a token is believed without a look into the database, should a word from another process be lost."""


class Roster:
    """Bots by number and by token."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs
        self._bots: dict[BotId, Bot] = {}
        self._tokens: dict[bytes, tuple[BotId, float]] = {}

    async def load(self) -> None:
        """All bots in use, at the start and after a gap of the bus."""
        self._tokens.clear()
        rows = await bots.in_use(self._needs.db)
        cards = await identity.actor_cards(self._needs.db, [ActorId(row.id) for row in rows])
        self._bots = {row.id: row.bot(cards[ActorId(row.id)]) for row in rows if ActorId(row.id) in cards}

    def known(self) -> list[BotId]:
        return list(self._bots)

    def __contains__(self, actor: int) -> bool:
        return actor in self._bots

    def bot(self, bot: int) -> Bot | None:
        """A bot in use, from memory."""
        return self._bots.get(BotId(bot))

    async def look(self, bot: BotId) -> Bot | None:
        """Read one again; None if it may not act any more."""
        self.forget(bot)
        row = await bots.one(self._needs.db, bot)
        return None if row is None else await self._keep(row)

    async def by_username(self, username: str) -> Bot | None:
        """A bot in use by its name, in whatever case."""
        row = await bots.by_username(self._needs.db, username)
        return None if row is None or row.state != "active" else await full(self._needs.db, row)

    async def in_team(self, bot: BotId, person: PersonId) -> bool:
        """Whether a person is one of those whom its owner lets try a bot."""
        return person in await bots.team_of(self._needs.db, bot)

    async def authenticate(self, token: str) -> Bot:
        """Whose token this is. Raises: SignedOut(bot_token)."""
        key = token_hash(token)
        found, until = self._tokens.get(key, (None, 0.0))
        if found is not None and until > time.monotonic() and found in self._bots:
            return self._bots[found]
        row = await bots.by_token(self._needs.db, key)
        bot = None if row is None else await self._keep(row)
        if bot is None or not await self._owner_is_there(bot):
            raise SignedOut("bot_token")
        self._tokens[key] = (bot.id, time.monotonic() + TRUST_SECONDS)
        return bot

    def forget(self, bot: BotId) -> None:
        """Something about it changed."""
        self._bots.pop(bot, None)
        for key in [key for key, (whose, _) in self._tokens.items() if whose == bot]:
            del self._tokens[key]

    def forget_owner(self, person: int) -> None:
        """He may be out now, and his bots with him: their tokens are looked at again."""
        mine = {bot.id for bot in self._bots.values() if bot.owner == person}
        for key in [key for key, (whose, _) in self._tokens.items() if whose in mine]:
            del self._tokens[key]

    async def _keep(self, row: BotRow) -> Bot | None:
        if row.state != "active":
            self._bots.pop(row.id, None)
            return None
        bot = await full(self._needs.db, row)
        self._bots[row.id] = bot
        return bot

    async def _owner_is_there(self, bot: Bot) -> bool:
        """Whose owner was put out does not go on talking."""
        if bot.owner is None:
            return True
        owner = await identity.asker_card(self._needs.db, bot.owner)
        return owner is not None and owner.active


async def full(db: Queries, row: BotRow) -> Bot:
    """The row with its card."""
    cards = await identity.actor_cards(db, [ActorId(row.id)])
    return row.bot(cards[ActorId(row.id)])
