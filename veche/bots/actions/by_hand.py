"""What the command line does with bots, beside a server that may run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast, get_args

from veche import chats, identity
from veche.bots.actions.base import OUTBOX_TOPIC
from veche.bots.events import BotChanged
from veche.bots.model.bots import Kind
from veche.ground import outbox
from veche.ground.commands import Asker
from veche.ground.errors import BadInput, NotFound
from veche.ground.ids import ActorId, BotId, ChatId, DeviceId, PersonId

if TYPE_CHECKING:
    from veche.bots.actions import Bots


async def add_by_hand(bots: Bots, *, name: str, username: str, owner: str, kind: str, places: Sequence[int]) -> str:
    """A new bot, in these groups as an admin; its token.

    Raises: what Life.add raises, person_not_found, bot_kind, chat_not_found.
    """
    if kind not in get_args(Kind):
        raise BadInput("bot_kind")
    person = None
    if owner:
        found = await identity.person_called(bots.db, owner)
        if found is None:
            raise NotFound("person_not_found")
        person = found.id
    bot, token = await bots.life.add(name, username=username, owner=person, kind=cast(Kind, kind))
    for chat in places:
        await _put_in(bots, bot.id, ChatId(chat))
    async with bots.db.transaction() as conn:
        # A server that runs on this folder has its own memory: it hears of the bot by the outbox.
        await outbox.put(conn, OUTBOX_TOPIC, BotChanged(bot.id))
    return token


async def _put_in(bots: Bots, bot: BotId, chat: ChatId) -> None:
    """Done in the name of the group's owner, who stands first among its members."""
    first = await chats.member_ids(bots.db, chat, limit=1)
    if not first:
        raise NotFound("chat_not_found")
    owner = Asker(person=PersonId(first[0]), device=DeviceId(0))
    await bots.chats.managing.add_members(owner, chat, [ActorId(bot)])
    await bots.chats.managing.set_role(owner, chat, ActorId(bot), role="admin", rights=chats.Rights.ADMIN)
    card = (await chats.chats_cards(bots.db, [chat]))[chat]
    await bots.presence.came(bot, card, by=int(first[0]), reads_all=True)
