"""What stands on the stand: three people, a bot of the first one, and a group with all of them.

It may be repeated on the same folder: then all of it is found, with the same token."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from veche import chats
from veche.app import Messenger, Site
from veche.ground.commands import Asker, Visitor
from veche.ground.failure import CannotStart
from veche.ground.ids import ActorId, ChatId, DeviceId, PersonId
from veche.ground.up import Ground
from veche.identity.wire import SignInRequest

MEMORY: Final = "stand.json"
"""In the data folder, readable by its owner alone."""


class Sample(Struct, frozen=True):
    """Somebody to be."""

    login: str
    name: str
    password: str


class Stand(Struct, frozen=True):
    """What the author has to know. It is remembered beside the data, since a token is shown only once."""

    people: list[Sample]
    bot: int
    username: str
    bot_name: str
    token: str
    group: int
    group_title: str


NAMES: Final = {
    "ru": (
        ("anna", "Соколова Анна Петровна"),
        ("boris", "Константинопольский Борис Всеволодович"),
        ("vera", "Ким Вера"),
    ),
    "en": (
        ("anna", "Anna Sokolova"),
        ("boris", "Boris Konstantinopolsky"),
        ("vera", "Vera Kim"),
    ),
}
GROUP: Final = {"ru": "Проба бота", "en": "Trying the bot"}


async def furnish(ground: Ground, *, name: str, locale: str) -> Stand:
    """Everything that is not there yet. Raises: stand_not_empty, where somebody else's data are."""
    memory = ground.settings.data / MEMORY
    if memory.is_file():
        return msgspec.json.decode(memory.read_bytes(), type=Stand)
    messenger = Messenger(ground, site=Site())
    messenger.sender.start()
    try:
        if await messenger.identity.people.any_administrator():
            raise CannotStart("stand_not_empty", folder=str(ground.settings.data))
        stand = await _build(messenger, name=name, locale=locale)
    finally:
        await messenger.sender.stop()
        messenger.identity.close()
    _remember(memory, stand)
    return stand


async def _build(messenger: Messenger, *, name: str, locale: str) -> Stand:
    people: list[Sample] = []
    ids: list[PersonId] = []
    for login, full_name in NAMES[locale]:
        sample = Sample(login=login, name=full_name, password=secrets.token_urlsafe(18))
        person = await messenger.identity.people.add(
            login, name=full_name, password=sample.password, administrator=not people
        )
        people.append(sample)
        ids.append(person)
    author = Asker(person=ids[0], device=DeviceId(0), administrator=True, locale=locale)
    bot, token = await messenger.bots.life.add(name, owner=ids[0])
    group = await messenger.chats.opening.create_group(
        author, title=GROUP[locale], about="", members=[ActorId(one) for one in (*ids[1:], bot.id)], mode="ordinary"
    )
    await messenger.chats.managing.set_role(
        author, ChatId(group.id), bot.actor, role="admin", rights=chats.Rights.ADMIN
    )
    return Stand(
        people=people,
        bot=bot.id,
        username=bot.username,
        bot_name=bot.name,
        token=token,
        group=group.id,
        group_title=GROUP[locale],
    )


def _remember(memory: Path, stand: Stand) -> None:
    opened = os.open(memory, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(msgspec.json.format(msgspec.json.encode(stand)))


async def session(messenger: Messenger, sample: Sample, *, user_agent: str) -> str:
    """The token of a new session of a sample person."""
    request = SignInRequest(login=sample.login, password=sample.password)
    _, token = await messenger.identity.signing_in.sign_in(Visitor(user_agent=user_agent), request)
    return token
