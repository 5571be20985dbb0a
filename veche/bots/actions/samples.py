"""Three people whom the author of a bot speaks for, to see what it does. They cannot sign in; nobody finds them."""

from __future__ import annotations

from typing import Final

from veche import chats, identity
from veche.bots.actions.base import Needs
from veche.bots.actions.pressing import Pressing
from veche.bots.actions.starting import Starting
from veche.bots.store import bots, samples
from veche.bots.store.bots import BotRow
from veche.bots.wire.pressing import PressButton
from veche.bots.wire.samples import SampleTalk
from veche.ground.commands import Asker
from veche.ground.errors import Conflict, NotFound
from veche.ground.ids import ActorId, BotId, ChatId, DeviceId, PersonId
from veche.messages import Programs, Words, messages_in

NAMES: Final = {1: "Анна (проба)", 2: "Борис (проба)", 3: "Вера (проба)"}
SHOWN: Final = 50


class Samples:
    """Only the author of a bot comes here, and only for his own bot."""

    def __init__(self, needs: Needs, *, starting: Starting, pressing: Pressing, programs: Programs) -> None:
        self._needs = needs
        self._starting = starting
        self._pressing = pressing
        self._programs = programs

    async def talk(self, asker: Asker, bot: BotId, number: int) -> SampleTalk:
        """The last that was said. Raises: bot_not_found."""
        await self._own(asker, bot)
        db = self._needs.db
        actor = (await samples.known(db)).get(number)
        people = list(NAMES.values())
        if actor is None:
            return SampleTalk(people=people, messages=[])
        chat = (await chats.dialogs_with(db, ActorId(bot), [actor])).get(actor)
        if chat is None:
            return SampleTalk(people=people, messages=[])
        head = (await chats.chats_cards(db, [chat]))[chat].seq
        found = await messages_in(db, [(chat, max(1, head - SHOWN + 1), head)], actors=[actor])
        return SampleTalk(people=people, messages=found, chat=int(chat))

    async def start(self, asker: Asker, bot: BotId, number: int, *, payload: str = "") -> None:
        """Press its start button. Raises: bot_not_found, bot_not_active, bot_payload."""
        sample = await self._sample(asker, bot, number)
        await self._starting.start(sample, bot, payload=payload)

    async def say(self, asker: Asker, bot: BotId, number: int, *, text: str) -> None:
        """Write to it. Raises: bot_not_found, bot_not_active, message_empty, text_…."""
        sample = await self._sample(asker, bot, number)
        card = await self._needs.chats.opening.open_dialog(sample, ActorId(bot))
        await self._programs.say(sample, ChatId(card.id), Words(text=text), cid=f"sample-{self._needs.ids.new()}")

    async def press(self, asker: Asker, bot: BotId, number: int, *, seq: int, payload: str) -> None:
        """Press one of its buttons. Raises: bot_not_found, bot_not_active, and as pressing does."""
        sample = await self._sample(asker, bot, number)
        actor = ActorId(sample.person)
        chat = (await chats.dialogs_with(self._needs.db, ActorId(bot), [actor])).get(actor)
        if chat is None:
            raise NotFound("message_not_found")
        await self._pressing.press(sample, PressButton(chat=chat, seq=seq, payload=payload, press=seq))

    async def _sample(self, asker: Asker, bot: BotId, number: int) -> Asker:
        row = await self._own(asker, bot)
        if row.state != "active":
            raise Conflict("bot_not_active")
        actor = (await samples.known(self._needs.db)).get(number) or await self._make(number)
        # Whatever they do counts against their author: a sample is nobody with limits of his own.
        return Asker(person=PersonId(actor), device=DeviceId(0), locale=asker.locale)

    async def _make(self, number: int) -> ActorId:
        actor = ActorId(self._needs.ids.new())
        async with self._needs.db.transaction() as conn:
            await samples.lock(conn)
            if there := (await samples.known(conn)).get(number):
                return there
            await identity.add_actor(conn, actor, kind="person", name=NAMES[number], active=False)
            await samples.add(conn, number, actor)
        return actor

    async def _own(self, asker: Asker, bot: BotId) -> BotRow:
        row = await bots.one(self._needs.db, bot)
        if row is None or row.state == "deleted" or row.owner != asker.person:
            raise NotFound("bot_not_found")
        return row
