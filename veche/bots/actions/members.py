"""Members and admins of chats, for bots that run them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from msgspec import UNSET

from veche import chats
from veche.bots.actions.attendance import Attendance, Place, heads_of
from veche.bots.actions.base import MemberRow, Needs
from veche.bots.actions.faces import Faces
from veche.bots.actions.rooms import Rooms, ids_of
from veche.bots.actions.roster import Roster
from veche.bots.model.bots import Bot
from veche.bots.model.rights import READS_ALL, permissions_of, rights_of_permissions
from veche.bots.store import rooms as store
from veche.bots.wire.people import ChatMember
from veche.ground import audit
from veche.ground.clock import to_ms
from veche.ground.errors import BadInput, NotFound, Refused, VecheError
from veche.ground.ids import ActorId, BotId, ChatId

ADMINS: Final = 50
ALIAS: Final = 64
_RANK: Final = {"owner": 0, "admin": 1, "member": 2}
_FAILED: Final = {"actor_not_found": "add.participant.not.found"}


class Members:
    """Who is in a chat. Lists are for admins: a bot that is a plain member knows whom it meets."""

    def __init__(
        self,
        needs: Needs,
        roster: Roster,
        attendance: Attendance,
        faces: Faces,
        rooms: Rooms,
    ) -> None:
        self._needs = needs
        self._roster = roster
        self._attendance = attendance
        self._faces = faces
        self._rooms = rooms

    async def me(self, bot: Bot, number: int) -> ChatMember:
        """Raises: chat_not_found."""
        card = await self._rooms.card(bot, number)
        found = await self._needs.chats.reading.some_members(ChatId(card.id), [bot.actor])
        return (await self._shown(bot.id, card, found.values()))[0]

    async def some(self, bot: Bot, number: int, users: Sequence[int]) -> list[ChatMember]:
        """Those of these users who are in the chat. Raises: chat_not_found, bot_no_admin."""
        card = await self._rooms.as_admin(bot, number)
        found = await self._needs.chats.reading.some_members(ChatId(card.id), ids_of(users)[:100])
        return await self._shown(bot.id, card, found.values())

    async def page(
        self, bot: Bot, number: int, *, after: int | None, limit: int
    ) -> tuple[list[ChatMember], int | None]:
        """Owners, admins, then members as they came; the marker is the last one of the page before."""
        card = await self._rooms.as_admin(bot, number)
        place = None if after is None else await self._place(ChatId(card.id), ActorId(after))
        rows = await self._needs.chats.reading.list_members(bot.asker, ChatId(card.id), after=place, limit=limit + 1)
        more = len(rows) > limit
        return await self._shown(bot.id, card, rows[:limit]), rows[limit - 1].actor if more else None

    async def admins(self, bot: Bot, number: int) -> list[ChatMember]:
        card = await self._rooms.as_admin(bot, number)
        if card.kind == "dialog":
            raise Refused("not_in_dialog")
        rows = await self._needs.chats.reading.list_members(bot.asker, ChatId(card.id), after=None, limit=ADMINS)
        return await self._shown(bot.id, card, [row for row in rows if row.role != "member"])

    async def set_admins(self, bot: Bot, number: int, wanted: Iterable[tuple[int, list[str], str]]) -> None:
        """(user, permissions, alias) each; the rights replace those of before.

        Raises: chat_not_found, no_right, member_not_found, above_yourself, bot_permission, too_many_admins."""
        card = await self._rooms.as_admin(bot, number)
        chat, asked = ChatId(card.id), list(wanted)
        if len(asked) > ADMINS:
            raise BadInput("too_many_admins", limit=ADMINS)
        given = []
        for user, names, alias in asked:
            rights = rights_of_permissions(names, card.kind)
            if rights is None:
                raise BadInput("bot_permission")
            given.append((ActorId(user), rights, READS_ALL in names, alias[:ALIAS]))
        for actor, rights, reads_all, alias in given:
            await self._needs.chats.managing.set_role(bot.asker, chat, actor, role="admin", rights=rights)
            if actor in self._roster:
                await self.set_reading(BotId(actor), chat, on=reads_all, by=bot.id)
                async with self._needs.db.transaction() as conn:
                    await store.set_alias(conn, BotId(actor), chat, alias)

    async def drop_admin(self, bot: Bot, number: int, user: int) -> None:
        """He stays a member. Raises: chat_not_found, no_right, member_not_found, owner_untouchable."""
        card = await self._rooms.as_admin(bot, number)
        await self._needs.chats.managing.set_role(bot.asker, ChatId(card.id), ActorId(user), role="member")

    async def add(self, bot: Bot, number: int, users: Sequence[int]) -> dict[str, list[int]]:
        """Add these; those who could not be added, by the reason. Raises: chat_not_found, no_right."""
        card = await self._rooms.card(bot, number)
        failed: dict[str, list[int]] = {}
        for actor in ids_of(users)[:100]:
            try:
                await self._needs.chats.managing.add_members(bot.asker, ChatId(card.id), [actor])
            except VecheError as error:
                if error.code in ("no_right", "not_in_dialog", "chat_not_found"):
                    raise
                failed.setdefault(_FAILED.get(error.code, "add.participant.privacy"), []).append(int(actor))
        return failed

    async def remove(self, bot: Bot, number: int, user: int) -> None:
        """Put somebody out. Raises: chat_not_found, no_right, member_not_found, owner_untouchable."""
        card = await self._rooms.as_admin(bot, number)
        await self._needs.chats.managing.remove_member(bot.asker, ChatId(card.id), ActorId(user))

    async def leave(self, bot: Bot, number: int) -> None:
        """Raises: chat_not_found, not_in_dialog, last_owner."""
        card = await self._rooms.card(bot, number)
        await self._needs.chats.managing.leave_chat(bot.asker, ChatId(card.id))

    async def set_reading(self, bot: BotId, chat: ChatId, *, on: bool, by: int) -> None:
        """May a bot read everything in a chat, from now on? Whether `by` may decide that was asked before."""
        details = {"bot": int(bot), "on": on}
        async with self._attendance.turn:
            async with self._needs.db.transaction() as conn:
                heads, now = await heads_of(conn, chat), self._needs.clock.now()
                if await store.set_reading(conn, bot, chat, heads, on=on, at=now):
                    await audit.record(conn, actor=by, act="bots.set_reading", subject=f"chat:{chat}", details=details)
                access = (await chats.rights_of(conn, [(chat, ActorId(bot))])).get((chat, ActorId(bot)))
            if access is not None:
                self._attendance.put(bot, chat, Place(access.kind, access.mode, access.role, on))

    async def _place(self, chat: ChatId, actor: ActorId) -> tuple[int, Any, int]:
        """Where a member stands in the list; who is gone meanwhile ends it."""
        row = (await self._needs.chats.reading.some_members(chat, [actor])).get(actor)
        if row is None:
            raise NotFound("member_not_found")
        return _RANK[row.role], row.joined_at, int(row.actor)

    async def _shown(self, bot: BotId, card: chats.Chat, rows: Iterable[MemberRow]) -> list[ChatMember]:
        found = list(rows)
        faces = await self._faces.cards([row.actor for row in found])
        here = {}
        if any(int(row.actor) in self._roster for row in found):
            here = {one.bot: one for one in await store.in_chat(self._needs.db, ChatId(card.id))}
        shown = []
        for row in found:
            actor = ActorId(row.actor)
            if actor not in faces:
                continue
            room = here.get(BotId(actor))
            reads_all = room.reads_all if room is not None else faces[actor].kind != "bot"
            photo = self._faces.photo(faces[actor], bot=bot)
            shown.append(
                ChatMember(
                    **self._faces.names(faces[actor]),  # type: ignore[arg-type]
                    avatar_url=photo,
                    full_avatar_url=photo,
                    last_access_time=0,
                    is_owner=row.role == "owner",
                    is_admin=row.role != "member",
                    join_time=to_ms(row.joined_at),
                    permissions=permissions_of(row.rights, row.role, card.kind, reads_all=reads_all),
                    alias=(room.alias if room is not None else "") or UNSET,
                )
            )
        return shown
