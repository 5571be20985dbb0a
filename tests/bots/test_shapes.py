"""Whatever is in the log: no object that we emit has a null, lacks a required key or has one that nobody knows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, get_args

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bots import reference
from tests.support.live import Json
from veche import chats
from veche.bots.actions.base import Rules
from veche.bots.actions.faces import Faces
from veche.bots.actions.forming import Forming
from veche.bots.actions.members import Members
from veche.bots.actions.own_acts import OwnActs
from veche.bots.actions.rooms import Rooms
from veche.bots.actions.seal import Seal
from veche.bots.actions.signs import Signs
from veche.bots.actions.telling import Telling, _Known
from veche.bots.actions.trials import Trials
from veche.bots.model.bots import Bot, BotCommand
from veche.bots.wire import updates as wire
from veche.bots.wire.people import bot_info
from veche.bots.wire.pressing import Callback, MessageCallback, MessageChatCreated
from veche.chats.store.cards import Peopled
from veche.chats.store.members import MemberRow
from veche.chats.wire import MembershipCard
from veche.ground.clock import FixedClock
from veche.ground.ids import ActorId, BotId, ChatId
from veche.identity import ActorCard
from veche.messages import Message
from veche.messages.shapes import Attachment, Button, ButtonType, Entity, EntityType, Origin, Poll, PollOption

ME, CHANNEL = 7, 3
TEXT = st.text(max_size=20)
LINE = st.text(min_size=1, max_size=20)
NUMBER = st.integers(1, (1 << 53) - 1)
SMALL = st.integers(0, 10_000)
MOMENT = st.integers(1_700_000_000_000, 1_900_000_000_000)
ACTOR = st.integers(1, 9).map(ActorId)
CHAT = st.integers(1, 3)
KINDS = {1: "dialog", 2: "group", CHANNEL: "channel"}

BUTTON = st.builds(
    Button,
    type=st.sampled_from(get_args(ButtonType)),
    text=LINE,
    payload=TEXT,
    url=TEXT,
    quick=st.booleans(),
    app=TEXT,
    bot=st.none() | NUMBER,
    title=TEXT,
    about=TEXT,
    number=st.none() | st.integers(-5, 5),
    intent=TEXT,
    chat=st.none() | NUMBER,
)
POLL = st.builds(Poll, question=LINE, options=st.lists(st.builds(PollOption, LINE, SMALL), min_size=1, max_size=3))


WITH_FILE = ["photo", "video", "video_note", "audio", "voice", "file", "sticker"]


def attachment(kind: str) -> st.SearchStrategy[Attachment]:
    """As the log keeps one; whatever may be empty is empty now and then."""
    return st.builds(
        Attachment,
        type=st.just(kind),
        file=NUMBER if kind in WITH_FILE else st.none() if kind != "link" else st.none() | NUMBER,
        name=TEXT,
        size=SMALL,
        width=SMALL,
        height=SMALL,
        duration_ms=SMALL,
        title=TEXT,
        phone=TEXT,
        actor=st.none() | ACTOR | NUMBER,
        lat=st.none() | st.floats(-90, 90),
        lon=st.none() | st.floats(-180, 180),
        pack=st.none() | NUMBER,
        poll=POLL if kind == "poll" else st.none(),
        url=TEXT,
        description=TEXT,
        site=TEXT,
        vcard=TEXT,
        hash=TEXT,
        buttons=st.lists(st.lists(BUTTON, max_size=3), max_size=3) if kind == "keyboard" else st.just([]),
    )


ATTACHMENT = st.sampled_from([*WITH_FILE, "contact", "place", "poll", "link", "keyboard"]).flatmap(attachment)
ENTITY = st.builds(
    Entity,
    type=st.sampled_from(get_args(EntityType)),
    offset=SMALL,
    length=st.integers(1, 10_000),
    url=st.none() | LINE,
    actor=st.none() | NUMBER,
    language=st.none() | LINE,
)
ORIGIN = st.builds(
    Origin, name=TEXT, at=MOMENT, chat=st.none() | CHAT | NUMBER, seq=st.none() | NUMBER, actor=st.none() | ACTOR
)
MESSAGE = st.builds(
    Message,
    chat=CHAT,
    seq=NUMBER,
    version=NUMBER,
    sender=ACTOR,
    at=MOMENT,
    text=TEXT,
    entities=st.lists(ENTITY, max_size=3),
    reply_to=st.none() | st.integers(1, 3),
    origin=st.none() | ORIGIN,
    edited_at=st.none() | MOMENT,
    pinned=st.booleans(),
    attachments=st.lists(ATTACHMENT, max_size=4),
    comments=st.none() | SMALL,
)
CARD = st.builds(
    ActorCard,
    id=ACTOR,
    kind=st.sampled_from(["person", "post", "bot", "moved"]),
    name=TEXT,
    title=TEXT,
    vacant=st.booleans(),
    deactivated=st.booleans(),
    photo=st.none() | NUMBER,
)
CARDS = st.lists(CARD, min_size=9, max_size=9).map(
    lambda found: {ActorId(n): msgspec.structs.replace(one, id=ActorId(n)) for n, one in enumerate(found, 1)}
)


def room(number: int) -> st.SearchStrategy[chats.Chat]:
    unset = st.just(msgspec.UNSET)
    return st.builds(
        chats.Chat,
        id=st.just(number),
        kind=st.just(KINDS[number]),
        mode=st.sampled_from(["ordinary", "official", "public"]),
        title=TEXT,
        about=TEXT,
        members_count=SMALL,
        member_rights=st.integers(0, 255),
        version=NUMBER,
        seq=SMALL,
        changed=NUMBER,
        created_by=ACTOR,
        last_at=MOMENT,
        photo=unset | NUMBER,
        peer=ACTOR if number == 1 else unset,
        membership=st.builds(
            MembershipCard, actor=st.just(ME), role=st.just("admin"), rights=SMALL, read_seq=SMALL, version=NUMBER
        ),
    )


ROOMS = st.tuples(room(1), room(2), room(3)).map(lambda found: {ChatId(one.id): one for one in found})
BOT = st.builds(
    Bot,
    id=st.just(BotId(ME)),
    name=LINE,
    username=LINE,
    about=TEXT,
    commands=st.lists(st.builds(BotCommand, LINE, TEXT), max_size=2).map(tuple),
    photo=st.none() | NUMBER,
)


class Roster(dict[int, Bot]):
    """The bots that there are."""

    def bot(self, number: int) -> Bot | None:
        return self.get(number)


class World:
    """The makers of wire objects, over what was generated instead of a database."""

    def __init__(self, bot: Bot, cards: dict[ActorId, ActorCard], rooms: dict[ChatId, chats.Chat]) -> None:
        roster: Any = Roster({ME: bot})
        clock = FixedClock()
        seal = Seal(lambda: b"k" * 32)
        needs: Any = SimpleNamespace(clock=clock, seal=seal, rules=Rules(public_url="https://veche.example"))
        self.bot, self.cards = bot, cards
        self.known = _Known(rooms, cards, {}, {ChatId(1): ActorId(1)}, {})
        self.faces = faces = Faces(needs, roster)
        faces.cards = self._cards  # type: ignore[method-assign]
        self.telling = Telling(needs, roster, Signs(seal, clock))
        self.forming = Forming(needs, faces, self.telling, Trials(needs), OwnActs())
        attendance: Any = SimpleNamespace(place=lambda *_: SimpleNamespace(hears=True))
        nobody: Any = None
        self.rooms = Rooms(
            needs,
            attendance,
            faces,
            messages=nobody,
            telling=self.telling,
            places=nobody,
            icons=nobody,
            glances=nobody,
        )
        self.members = Members(needs, Roster(), attendance, faces, self.rooms)  # type: ignore[arg-type]

    async def _cards(self, actors: Iterable[int], **_: Any) -> dict[ActorId, ActorCard]:
        return {ActorId(one): self.cards[ActorId(one)] for one in actors}

    def message(self, one: Message) -> Any:
        return self.telling._message(self.bot, one, self.known)


def emitted(value: object) -> Json:
    """As it goes over the wire."""
    found: Json = msgspec.json.decode(msgspec.json.encode(value))
    return found


@settings(max_examples=100, deadline=None)
@given(BOT, CARDS, ROOMS, st.lists(MESSAGE, min_size=1, max_size=3))
def test_messages(
    bot: Bot, cards: dict[ActorId, ActorCard], rooms: dict[ChatId, chats.Chat], found: list[Message]
) -> None:
    world = World(bot, cards, rooms)
    world.known.replies |= {(one.chat, seq): one for one in found for seq in (1, 2)}
    for one in found:
        told = emitted(world.message(one))
        reference.checked_message(told)
        assert ("sender" in told) == (one.chat != CHANNEL)
        assert ("stat" in told) == (one.chat == CHANNEL)
        assert ("user_id" in told["recipient"]) == (one.chat == 1)


@settings(max_examples=50, deadline=None)
@given(BOT, CARDS, ROOMS, MESSAGE, st.booleans(), MOMENT)
def test_updates(
    bot: Bot,
    cards: dict[ActorId, ActorCard],
    rooms: dict[ChatId, chats.Chat],
    message: Message,
    flag: bool,
    at: int,
) -> None:
    world = World(bot, cards, rooms)
    form, who = world.forming, cards[ActorId(1)]
    told = world.message(message)
    chat = asyncio.run(_chat(world, rooms[ChatId(2)], flag))
    callback = Callback(timestamp=at, callback_id="c", payload="", user=world.telling._user(who, at=at))
    locale = "ru" if flag else msgspec.UNSET
    updates: list[wire.Update] = [
        wire.MessageUpdate(update_type="message_created", timestamp=at, message=told, user_locale=locale),
        form._removed(rooms[ChatId(message.chat)], message),
        form.about_bot("bot_added", bot.id, -2, who=who, at=at, is_channel=flag),
        form.about_dialog("bot_started", bot.id, ChatId(1), who=who, at=at, payload="p" if flag else msgspec.UNSET),
        form.about_dialog("dialog_muted", bot.id, ChatId(1), who=who, at=at, muted_until=at, locale=locale),
        form.user_added(bot.id, -2, who, 5 if flag else None, at=at, is_channel=flag),
        form.user_removed(bot.id, -2, who, 5 if flag else None, at=at),
        MessageCallback(update_type="message_callback", timestamp=at, callback=callback, message=told),
        MessageChatCreated(update_type="message_chat_created", timestamp=at, chat=chat, message_id="mid.1"),
    ]
    for update in updates:
        reference.checked_update(emitted(update))


async def _chat(world: World, card: chats.Chat, full: bool) -> Any:
    joined = {ActorId(1): datetime.now(UTC)} if full else {}
    return await world.rooms._shown(world.bot, Peopled(card, ActorId(1) if full else None, joined))


@settings(max_examples=50, deadline=None)
@given(BOT, CARDS, ROOMS, st.booleans(), st.sampled_from(["owner", "admin", "member"]), st.integers(0, 255))
def test_chats_members_and_the_bot_itself(
    bot: Bot, cards: dict[ActorId, ActorCard], rooms: dict[ChatId, chats.Chat], full: bool, role: Any, rights: int
) -> None:
    world = World(bot, cards, rooms)
    for card in rooms.values():
        reference.checked_chat(emitted(asyncio.run(_chat(world, card, full))))
        rows = [MemberRow(actor, role, rights, datetime.now(UTC)) for actor in cards]
        for member in asyncio.run(world.members._shown(bot.id, card, rows)):
            reference.checked_member(emitted(member))
    me = emitted(bot_info(bot, at=5, avatar=world.faces.of_bot(bot)))
    commands = me.pop("commands", [{"name": "x"}])
    reference.checked_user(me, reference.USER_WITH_PHOTO)
    assert commands
