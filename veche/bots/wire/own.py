"""What our own client asks about bots. Times are milliseconds since 1970 UTC."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from veche.bots.model.bots import Bot, BotCommand, Kind, Live, State
from veche.chats import Chat
from veche.ground.ids import MAX_ID

Id = Annotated[int, Meta(ge=1, le=MAX_ID)]
Name = Annotated[str, Meta(min_length=1, max_length=256)]
About = Annotated[str, Meta(max_length=4_000)]
Purpose = Annotated[str, Meta(max_length=8_000)]
Username = Annotated[str, Meta(max_length=64)]


class Nothing(Struct, frozen=True, forbid_unknown_fields=True):
    pass


class MyBot(Struct, frozen=True, kw_only=True):
    """A bot as its author sees it. `kind`: of its key; `key_at`: since when it has one, absent without; `live`: whether
    a live key was asked for and granted; `note`: why an administrator said no or stopped it."""

    id: int
    name: str
    username: str
    about: str
    commands: list[BotCommand]
    state: State
    kind: Kind
    live: Live
    created_at: int
    note: str | UnsetType = UNSET
    key_at: int | UnsetType = UNSET
    photo: int | UnsetType = UNSET
    owner: int | UnsetType = UNSET
    organisation: int | UnsetType = UNSET


class MyBots(Struct, frozen=True):
    """`may_make`: whether one more can be made; `by`: who may here; `review`: a live key needs an administrator."""

    bots: list[MyBot]
    may_make: bool
    by: str
    review: bool


class CreateBot(Struct, frozen=True, forbid_unknown_fields=True):
    """Without `username` one is made of the name. `purpose`: for whoever decides, where somebody does."""

    name: Name
    username: Username = ""
    about: About = ""
    purpose: Purpose = ""


class BotKey(Struct, frozen=True):
    """`token`: shown this once; absent where an administrator has to agree first."""

    bot: MyBot
    token: str | UnsetType = UNSET


class AboutBot(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id


class BotAnswer(Struct, frozen=True):
    bot: MyBot


class SetBotPhoto(Struct, frozen=True, forbid_unknown_fields=True):
    """`file`: one's own upload with the purpose `avatar`; absent: no picture."""

    bot: Id
    file: Id | None = None


class ChangeBot(Struct, frozen=True, forbid_unknown_fields=True):
    """What is absent stays."""

    bot: Id
    name: Name | UnsetType = UNSET
    about: About | UnsetType = UNSET
    commands: Annotated[list[BotCommand], Meta(max_length=64)] | UnsetType = UNSET


class RotateKey(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id
    kind: Kind


class AskLive(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id
    purpose: Purpose


class SetTeam(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id
    people: Annotated[list[Id], Meta(max_length=100)]


class Team(Struct, frozen=True):
    people: list[int]


class Hour(Struct, frozen=True):
    """`hour`: when it began. `took_ms`: of all requests but polls together; `slowest`: the longest of them."""

    hour: int
    requests: int
    errors: int
    limited: int
    updates: int
    took_ms: int
    slowest: int


class Webhook(Struct, frozen=True):
    """`failing_since`: it has not answered well since then."""

    url: str
    made_at: int
    types: list[str] | UnsetType = UNSET
    failing_since: int | UnsetType = UNSET


class GetMyBot(Struct, frozen=True, forbid_unknown_fields=True):
    """`hours`: figures of so many hours back."""

    bot: Id
    hours: Annotated[int, Meta(ge=1, le=720)] = 24


class MyBotPage(Struct, frozen=True):
    """`waiting`: updates that the bot has not fetched. `polling`: one of its polls is open on this server now."""

    bot: MyBot
    team: list[int]
    hours: list[Hour]
    webhooks: list[Webhook]
    waiting: int
    polling: bool


class ListDeliveries(Struct, frozen=True, forbid_unknown_fields=True):
    """The newest first; `before`: the number of the last one of the page before."""

    bot: Id
    before: Id | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class BotDelivery(Struct, frozen=True, kw_only=True):
    """One update to one address. `number`: of the update; `round`: repeated so many times; `status`: what the address
    answered; `next_at`: when it is tried again; `kept`: it can be sent once more."""

    number: int
    round: int
    chat: int
    state: str
    attempts: int
    made_at: int
    kept: bool
    type: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    status: int | UnsetType = UNSET
    error: str | UnsetType = UNSET
    took_ms: int | UnsetType = UNSET
    last_at: int | UnsetType = UNSET
    next_at: int | UnsetType = UNSET


class Deliveries(Struct, frozen=True):
    deliveries: list[BotDelivery]


class Replay(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id
    numbers: Annotated[list[Id], Meta(min_length=1, max_length=100)]


class Replayed(Struct, frozen=True):
    """How many deliveries that makes; 0 where the updates are forgotten or no address is there."""

    count: int


class RemoveWebhook(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id
    url: Annotated[str, Meta(max_length=2_048)]


class ListBots(Struct, frozen=True, forbid_unknown_fields=True):
    """`waiting`: only those about which something is to be decided. `after`: the last one of the page before."""

    waiting: bool = True
    after: Annotated[int, Meta(ge=0, le=MAX_ID)] = 0
    limit: Annotated[int, Meta(ge=1, le=100)] = 50


class ListedBot(Struct, frozen=True):
    bot: MyBot
    purpose: str


class ListedBots(Struct, frozen=True):
    bots: list[ListedBot]


class ReviewBot(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id
    approve: bool
    note: Purpose = ""


class SuspendBot(Struct, frozen=True, forbid_unknown_fields=True):
    bot: Id
    on: bool
    note: Purpose = ""


class StartBot(Struct, frozen=True, forbid_unknown_fields=True):
    """`payload`: what a link carries along."""

    bot: Id
    payload: Annotated[str, Meta(max_length=512)] = ""


class Started(Struct, frozen=True):
    chat: Chat


class GetBot(Struct, frozen=True, forbid_unknown_fields=True):
    """By its number or its name."""

    bot: Id | UnsetType = UNSET
    username: Username | UnsetType = UNSET


class BotCard(Struct, frozen=True, kw_only=True):
    """A bot as everybody may see it."""

    id: int
    name: str
    username: str
    about: str
    commands: list[BotCommand]
    photo: int | UnsetType = UNSET
    owner: int | UnsetType = UNSET
    organisation: int | UnsetType = UNSET


class BotCardAnswer(Struct, frozen=True):
    bot: BotCard


class SetReading(Struct, frozen=True, forbid_unknown_fields=True):
    """May a bot that is an admin of the chat read everything in it?"""

    chat: Id
    bot: Id
    on: bool


class BotInChat(Struct, frozen=True):
    """`reads_all`: it may read everything; `hears`: and does, as an admin."""

    bot: int
    reads_all: bool
    hears: bool


class ListChatBots(Struct, frozen=True, forbid_unknown_fields=True):
    chat: Id


class ChatBots(Struct, frozen=True):
    bots: list[BotInChat]


def my_bot(bot: Bot, *, key_at: int | None = None) -> MyBot:
    return MyBot(
        id=bot.id,
        name=bot.name,
        username=bot.username,
        about=bot.about,
        commands=list(bot.commands),
        state=bot.state,
        kind=bot.kind,
        live=bot.live,
        created_at=bot.created_at,
        note=bot.note or UNSET,
        key_at=UNSET if key_at is None else key_at,
        photo=UNSET if bot.photo is None else bot.photo,
        owner=UNSET if bot.owner is None else bot.owner,
        organisation=UNSET if bot.organisation is None else bot.organisation,
    )


def bot_card(bot: Bot) -> BotCard:
    return BotCard(
        id=bot.id,
        name=bot.name,
        username=bot.username,
        about=bot.about,
        commands=list(bot.commands),
        photo=UNSET if bot.photo is None else bot.photo,
        owner=UNSET if bot.owner is None else bot.owner,
        organisation=UNSET if bot.organisation is None else bot.organisation,
    )
