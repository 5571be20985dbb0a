"""Somebody goes from all his chats for good."""

from __future__ import annotations

from veche.chats.actions.members import Managing
from veche.chats.actions.reading import Reading
from veche.ground.commands import Asker
from veche.ground.errors import Conflict, NotFound
from veche.ground.ids import ActorId, ChatId

PAGE = 100


class Departing:
    """Groups and channels are left one by one, as by hand; a chat that would lose its last owner gets another one.
    Dialogs stay: they belong to the other side too."""

    def __init__(self, members: Managing, reading: Reading) -> None:
        self._members = members
        self._reading = reading

    async def leave_all(self, asker: Asker) -> None:
        for archived in (False, True):
            for chat in await self._groups(asker, archived=archived):
                await self._leave(asker, chat)

    async def _groups(self, asker: Asker, *, archived: bool) -> list[ChatId]:
        found: list[ChatId] = []
        after = None
        while True:
            _, chats, after = await self._reading.list_chats(
                asker, actor=None, archived=archived, after=after, limit=PAGE
            )
            found += [ChatId(chat.id) for chat in chats if chat.kind != "dialog"]
            if after is None:
                return found

    async def _leave(self, asker: Asker, chat: ChatId) -> None:
        try:
            await self._members.leave_chat(asker, chat)
        except NotFound:
            return  # somebody was faster
        except Conflict:
            await self._hand_over(asker, chat)
            await self._members.leave_chat(asker, chat)

    async def _hand_over(self, asker: Asker, chat: ChatId) -> None:
        """To the first admin, else to whoever has been there longest."""
        listed = await self._reading.list_members(asker, chat, after=None, limit=PAGE)
        heirs = [member for member in listed if member.actor != ActorId(asker.person)]
        heir = min(heirs, key=lambda member: (member.role != "admin", member.joined_at, member.actor))
        await self._members.set_role(asker, chat, ActorId(heir.actor), role="owner")
