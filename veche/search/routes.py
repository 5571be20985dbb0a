"""Commands of search: parse → one action → wire."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from veche.chats import Chat
from veche.ground.commands import Asker, Command
from veche.ground.errors import TooMany
from veche.identity import ActorCard, Limit
from veche.messages import Message
from veche.search import wire
from veche.search.actions import Search

TAG = "search"
# Least reach: search is there to find something, not to copy everything.
SEARCH = Limit(name="search", burst=60, seconds=2)
SEARCH_DAY = Limit(name="search_day", burst=3000, seconds=29)
NAMES = Limit(name="search_names", burst=60, seconds=3)
NAMES_DAY = Limit(name="search_names_day", burst=1500, seconds=57)


class Limits(Protocol):
    """Who counts how often somebody asks."""

    async def take(self, limit: Limit, key: object, *, times: int = 1) -> None: ...


_CHAT, _PERSON = 180388626433, 180388626434
_MESSAGE = Message(
    chat=_CHAT, seq=42, version=57, sender=_PERSON, at=1795420800000, text="Благоустройство двора начнём в марте."
)
_FOUND = wire.FoundMessages(
    hits=[wire.Hit(_MESSAGE, [(0, 15)], before=wire.Neighbour(41, _PERSON, 1795420790000, "Когда начнём?"))],
    next="1722.0",
    words=["благоустройство"],
)
_CARD = Chat(
    id=_CHAT,
    kind="group",
    mode="ordinary",
    title="Отдел благоустройства",
    about="",
    members_count=12,
    member_rights=1,
    version=57,
    seq=42,
    changed=3,
    created_by=_PERSON,
    last_at=1795420800000,
)
_PUBLIC = wire.PublicChat(
    id=180388626499, kind="channel", title="Новости города", about="Коротко о важном", members_count=5120, code="2av0k1"
)
_WHO = wire.FoundPerson(ActorCard(id=_PERSON, kind="person", name="Соколова Анна Петровна"))  # type: ignore[arg-type]
_UNIT = wire.FoundUnit(180388626440, "Отдел благоустройства", 180388626441, "Администрация города", ["Департамент"])
_POST = ActorCard(id=180388626442, kind="post", name="Соколова Анна Петровна", title="Начальник")  # type: ignore[arg-type]


Alarm = Callable[[Asker], Awaitable[None]]


def commands(search: Search, limits: Limits, *, alarm: Alarm) -> list[Command[Any, Any]]:
    """`alarm`: somebody has looked up so many names in a day that he seems to copy the directory."""
    finder, people = search.finder, search.people
    take_names = _taking_names(limits, alarm)

    async def search_messages(asker: Asker, request: wire.SearchMessages) -> wire.FoundMessages:
        await limits.take(SEARCH, asker.person)
        await limits.take(SEARCH_DAY, asker.person)
        return await finder.find(asker, request)

    async def find_chats(asker: Asker, request: wire.FindChats) -> wire.FoundChats:
        await take_names(asker)
        return await people.find_chats(asker, request.query, request.as_)

    async def search_everywhere(asker: Asker, request: wire.SearchEverywhere) -> wire.FoundEverywhere:
        await take_names(asker)
        chats = await people.find_chats(asker, request.query, request.as_)
        asked = wire.SearchMessages(query=request.query, as_=request.as_)
        found = await finder.find(asker, asked) if request.query.strip() else wire.FoundMessages(hits=[])
        return wire.FoundEverywhere(chats.chats, chats.public, await people.find_people(request.query), found)

    return [
        _in_directory(search, take_names),
        Command(
            name="search_messages",
            summary="Find messages by words in all their forms, in the chats that one is in now.",
            tag=TAG,
            request=wire.SearchMessages,
            answer=wire.FoundMessages,
            run=search_messages,
            example=wire.SearchMessages(query="благоустройство двора", kind="photo"),
            answer_example=_FOUND,
            errors=("search_empty", "chat_not_found", "not_your_post", "bad_cursor", "too_many_requests"),
        ),
        Command(
            name="find_chats",
            summary="Find one's own chats and public ones by name, forgiving slips, layouts and spellings.",
            tag=TAG,
            request=wire.FindChats,
            answer=wire.FoundChats,
            run=find_chats,
            example=wire.FindChats(query="ghbtvyfz"),
            answer_example=wire.FoundChats(chats=[_CARD], public=[_PUBLIC]),
            errors=("not_your_post", "too_many_requests"),
        ),
        Command(
            name="search_everywhere",
            summary="Chats, people, posts and messages in one answer: at most 20 of each, no list of anything.",
            tag=TAG,
            request=wire.SearchEverywhere,
            answer=wire.FoundEverywhere,
            run=search_everywhere,
            example=wire.SearchEverywhere(query="соколова"),
            answer_example=wire.FoundEverywhere([_CARD], [_PUBLIC], [_WHO], _FOUND),
            errors=("not_your_post", "too_many_requests"),
        ),
    ]


def _taking_names(limits: Limits, alarm: Alarm) -> Alarm:
    async def take(asker: Asker) -> None:
        await limits.take(NAMES, asker.person)
        try:
            await limits.take(NAMES_DAY, asker.person)
        except TooMany:
            await alarm(asker)
            raise

    return take


def _in_directory(search: Search, take_names: Alarm) -> Command[Any, Any]:
    async def search_directory(asker: Asker, request: wire.SearchDirectory) -> wire.FoundInDirectory:
        await take_names(asker)
        return await search.people.find_in_directory(request.query, request.organisation)

    return Command(
        name="search_directory",
        summary="Find units by name, and posts by holder, title and unit, forgiving slips and layouts.",
        tag=TAG,
        request=wire.SearchDirectory,
        answer=wire.FoundInDirectory,
        run=search_directory,
        example=wire.SearchDirectory(query="jnltk ,kfujecnhjqcndf"),
        answer_example=wire.FoundInDirectory([_UNIT], [wire.FoundPost(_POST, _UNIT)]),
        errors=("too_many_requests",),
    )
