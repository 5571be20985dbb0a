"""What authors and administrators look at: lists of bots, figures, deliveries; and what bots are in one's chats."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import UNSET

from veche import chats
from veche.bots.actions.attendance import hears
from veche.bots.actions.base import Needs
from veche.bots.actions.figures import Figures
from veche.bots.actions.members import Members
from veche.bots.actions.polling import Polling
from veche.bots.actions.roster import Roster, full
from veche.bots.actions.webhooks import Webhooks
from veche.bots.model.bots import Bot
from veche.bots.store import bots, rooms, updates, webhooks
from veche.bots.store.webhooks import Logged
from veche.bots.wire import own
from veche.chats import Rights
from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.errors import NotFound, Refused
from veche.ground.ids import ActorId, BotId, ChatId


class Desk:
    """Reads; the few things it changes are of webhooks and of reading along."""

    def __init__(
        self,
        needs: Needs,
        roster: Roster,
        *,
        members: Members,
        figures: Figures,
        polling: Polling,
        hooks: Webhooks,
    ) -> None:
        self._needs = needs
        self._roster = roster
        self._members = members
        self._figures = figures
        self._polling = polling
        self._hooks = hooks

    async def mine(self, asker: Asker) -> list[own.MyBot]:
        """The asker's bots."""
        return await self._shown(await bots.of_owner(self._needs.db, asker.person))

    async def one(self, bot: Bot) -> own.MyBot:
        made = await bots.keys_made(self._needs.db, [bot.id])
        return own.my_bot(bot, key_at=to_ms(made[bot.id]) if bot.id in made else None)

    async def page(self, asker: Asker, bot: BotId, *, hours: int) -> own.MyBotPage:
        """Everything about one bot of the asker's. Raises: bot_not_found."""
        row = await self._own(asker, bot)
        db = self._needs.db
        head = await updates.head_of(db, bot)
        return own.MyBotPage(
            bot=(await self._shown([row]))[0],
            team=[int(one) for one in await bots.team_of(db, bot)],
            hours=[
                own.Hour(
                    hour=to_ms(one.hour),
                    requests=one.requests,
                    errors=one.errors,
                    limited=one.limited,
                    updates=one.updates,
                    took_ms=one.took_ms,
                    slowest=one.slowest,
                )
                for one in await self._figures.of(bot, hours=hours)
            ],
            webhooks=[
                own.Webhook(
                    url=one.url,
                    made_at=to_ms(one.made_at),
                    types=UNSET if one.types is None else list(one.types),
                    failing_since=UNSET if one.failing_since is None else to_ms(one.failing_since),
                )
                for one in await self._hooks.subscriptions(bot)
            ],
            waiting=await updates.waiting(db, bot, after=max(head.acked, head.handed)),
            polling=self._polling.is_waiting(bot),
        )

    async def deliveries(self, asker: Asker, bot: BotId, *, before: int | None, limit: int) -> list[own.BotDelivery]:
        """Raises: bot_not_found."""
        await self._own(asker, bot)
        return [_delivery(one) for one in await webhooks.log_page(self._needs.db, bot, before=before, limit=limit)]

    async def replay(self, asker: Asker, bot: BotId, numbers: list[int]) -> int:
        """Raises: bot_not_found."""
        await self._own(asker, bot)
        return await self._hooks.replay(bot, numbers)

    async def remove_webhook(self, asker: Asker, bot: BotId, url: str) -> None:
        """Raises: bot_not_found."""
        await self._own(asker, bot)
        await self._hooks.unsubscribe(bot, url=url)

    async def listed(self, asker: Asker, *, waiting: bool, after: int, limit: int) -> list[own.ListedBot]:
        """For administrators. Raises: administrators_only."""
        await self._needs.people.must_be_administrator(self._needs.db, asker)
        ask = bots.to_be_decided if waiting else bots.listed
        rows = await ask(self._needs.db, after=after, limit=limit)
        shown = await self._shown(rows)
        return [own.ListedBot(one, row.purpose) for one, row in zip(shown, rows, strict=True)]

    async def card(self, *, bot: BotId | None, username: str | None) -> Bot:
        """A bot in use. Raises: bot_not_there."""
        found = None
        if bot is not None:
            found = await self._roster.now(bot)
        elif username:
            found = await self._roster.by_username(username)
        if found is None:
            raise NotFound("bot_not_there")
        return found

    async def in_chat(self, asker: Asker, chat: ChatId) -> list[own.BotInChat]:
        """Which bots are in a chat, and which of them read along: whoever is in it may know. Raises: chat_not_found."""
        await self._access(asker, chat)
        here = await rooms.in_chat(self._needs.db, chat)
        rights = await chats.rights_of(self._needs.db, [(chat, ActorId(one.bot)) for one in here])
        return [
            own.BotInChat(bot=int(one.bot), reads_all=one.reads_all, hears=hears(access, reads_all=one.reads_all))
            for one in here
            if (access := rights.get((chat, ActorId(one.bot)))) is not None
        ]

    async def set_reading(self, asker: Asker, chat: ChatId, bot: BotId, *, on: bool) -> None:
        """By whoever hands out roles there. Raises: chat_not_found, no_right, member_not_found, bot_no_admin."""
        if not (await self._access(asker, chat)).may(Rights.MANAGE_ROLES):
            raise Refused("no_right")
        access = (await chats.rights_of(self._needs.db, [(chat, ActorId(bot))])).get((chat, ActorId(bot)))
        if access is None or await bots.one(self._needs.db, bot) is None:
            raise NotFound("member_not_found")
        if on and access.role == "member":
            raise Refused("bot_no_admin")
        await self._members.set_reading(bot, chat, on=on, by=int(asker.person))

    async def _access(self, asker: Asker, chat: ChatId) -> chats.Access:
        pair = (chat, ActorId(asker.person))
        access = (await chats.rights_of(self._needs.db, [pair])).get(pair)
        if access is None:
            raise NotFound("chat_not_found")
        return access

    async def _own(self, asker: Asker, bot: BotId) -> bots.BotRow:
        row = await bots.one(self._needs.db, bot)
        if row is None or row.state == "deleted" or row.owner != asker.person:
            raise NotFound("bot_not_found")
        return row

    async def _shown(self, rows: Sequence[bots.BotRow]) -> list[own.MyBot]:
        made = await bots.keys_made(self._needs.db, [row.id for row in rows])
        return [
            own.my_bot(await full(self._needs.db, row), key_at=to_ms(made[row.id]) if row.id in made else None)
            for row in rows
        ]


def _delivery(one: Logged) -> own.BotDelivery:
    return own.BotDelivery(
        number=one.number,
        round=one.round,
        chat=one.chat,
        state=one.state,
        attempts=one.attempts,
        made_at=to_ms(one.made_at),
        kept=one.type is not None,
        type=one.type or UNSET,
        url=one.url or UNSET,
        status=UNSET if one.status is None else one.status,
        error=one.error or UNSET,
        took_ms=UNSET if one.took_ms is None else one.took_ms,
        last_at=UNSET if one.last_at is None else to_ms(one.last_at),
        next_at=to_ms(one.next_at) if one.state == "waiting" else UNSET,
    )
