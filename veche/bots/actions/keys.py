"""Keys: given out once, replaced, taken away; and opened again for signatures."""

from __future__ import annotations

from veche.bots.actions.base import Needs
from veche.bots.actions.seal import new_token, token_hash
from veche.bots.store import bots
from veche.ground.db import Connection, Queries
from veche.ground.errors import NotFound
from veche.ground.ids import BotId

PURPOSE = "token"


class Keys:
    """One key per bot is in force."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def issue(self, conn: Connection, bot: BotId) -> str:
        """A new token; the old one is worth nothing from this commit on."""
        token = new_token()
        sealed = self._needs.seal.close(token, bot=bot, purpose=PURPOSE)
        await bots.set_key(conn, bot, token_hash=token_hash(token), sealed=sealed, at=self._needs.clock.now())
        return token

    async def token_of(self, bot: BotId, *, db: Queries | None = None) -> str:
        """The token in force: signatures of contacts and launch data are made with it. Raises: bot_without_key."""
        sealed = await bots.sealed_key(db or self._needs.db, bot)
        if sealed is None:
            raise NotFound("bot_without_key")
        return self._needs.seal.open(sealed, bot=bot, purpose=PURPOSE)
