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
        self._changes = 0
        self._changed: dict[BotId, int] = {}
        """At which of the changes a bot changed last: what was read before is not kept after it."""
        self._stale: set[BotId] = set()
        """Remembered bots that have changed since."""

    async def load(self) -> None:
        """All bots in use, at the start and after a gap of the bus."""
        self._tokens.clear()
        before = self._changes
        rows = await bots.in_use(self._needs.db)
        cards = await identity.actor_cards(self._needs.db, [ActorId(row.id) for row in rows])
        self._bots = {row.id: row.bot(cards[ActorId(row.id)]) for row in rows if ActorId(row.id) in cards}
        self._stale = {bot for bot, at in self._changed.items() if at > before}
        for bot in list(self._stale):
            await self.look(bot)

    def known(self) -> list[BotId]:
        return list(self._bots)

    def __contains__(self, actor: int) -> bool:
        return actor in self._bots

    def bot(self, bot: int) -> Bot | None:
        """A bot in use, from memory."""
        return self._bots.get(BotId(bot))

    async def now(self, bot: int) -> Bot | None:
        """A bot in use; from memory, unless it is new or has changed since it was read."""
        number = BotId(bot)
        return await self.look(number) if number in self._stale else self._bots.get(number) or await self.look(number)

    async def look(self, bot: BotId) -> Bot | None:
        """Read one again; None if it may not act any more. What it is in memory stays until its row is here."""
        self.forget(bot)
        while True:
            before = self._changes
            found = await fresh(self._needs.db, bot)
            if not self._overtaken(bot, before):
                return self._keep(bot, found)

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
        before = self._changes
        row = await bots.by_token(self._needs.db, key)
        bot = None if row is None or row.state != "active" else await full(self._needs.db, row)
        if bot is None or not await self._owner_is_there(bot):
            raise SignedOut("bot_token")
        if not self._overtaken(bot.id, before):
            self._keep(bot.id, bot)
            self._tokens[key] = (bot.id, time.monotonic() + TRUST_SECONDS)
        return bot

    def forget(self, bot: BotId) -> None:
        """Something about it changed: who comes with its token is looked up again. Nothing is put in for what is known
        of it: others must not take it for no bot while its row is on the way."""
        self._changes += 1
        self._changed[bot] = self._changes
        self._stale.add(bot)
        for key in [key for key, (whose, _) in self._tokens.items() if whose == bot]:
            del self._tokens[key]

    def forget_owner(self, person: int) -> None:
        """He may be out now, and his bots with him: their tokens are looked at again."""
        for bot in [bot.id for bot in self._bots.values() if bot.owner == person]:
            self.forget(bot)

    def _overtaken(self, bot: BotId, before: int) -> bool:
        return self._changed.get(bot, 0) > before

    def _keep(self, bot: BotId, found: Bot | None) -> Bot | None:
        self._stale.discard(bot)
        if found is None:
            self._bots.pop(bot, None)
        else:
            self._bots[bot] = found
        return found

    async def _owner_is_there(self, bot: Bot) -> bool:
        """Whose owner was put out does not go on talking."""
        if bot.owner is None:
            return True
        owner = await identity.asker_card(self._needs.db, bot.owner)
        return owner is not None and owner.active


async def fresh(db: Queries, bot: BotId) -> Bot | None:
    """A bot in use as it is now, and not as it is remembered."""
    row = await bots.one(db, bot)
    return None if row is None or row.state != "active" else await full(db, row)


async def full(db: Queries, row: BotRow) -> Bot:
    """The row with its card."""
    cards = await identity.actor_cards(db, [ActorId(row.id)])
    return row.bot(cards[ActorId(row.id)])
