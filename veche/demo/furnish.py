"""Puts the demonstration into an installation, through the domains' own actions, as if people had done it.

It may be repeated: what is there already is found and left alone, so a start that broke off goes on where it ended.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from msgspec import Struct

from veche import directory
from veche.app import Messenger, Site
from veche.chats.events import SERVICE_TOPIC
from veche.demo.script import ChatPlan, City, Line, load_chats, load_city, marked
from veche.directory.wire import (
    AppointRequest,
    CreateOrganisationRequest,
    CreatePostRequest,
    CreateUnitRequest,
    GetUnitRequest,
)
from veche.ground import outbox
from veche.ground.bus import MemoryBus
from veche.ground.clock import Clock
from veche.ground.commands import Asker, Visitor
from veche.ground.errors import Conflict, Refused
from veche.ground.ids import ActorId, ChatId, DeviceId, OrganisationId, PostId, Seq, UnitId
from veche.ground.up import Ground
from veche.identity.actions import Passwords
from veche.identity.wire import SignInRequest, UpdateProfileRequest
from veche.messages import Historian
from veche.messages.wire import EditMessage, PinMessage, React, SendMessage

PASSWORD = "озеро-башня-липа"
COMPLETE = "Демонстрационный город собран полностью."
LOCAL = timezone(timedelta(hours=3))
"""Верхнеозёрск lives by Moscow time."""


class SignIn(Struct, frozen=True):
    """What a visitor of the demonstration may sign in with."""

    login: str
    password: str
    name: str
    title: str
    administrator: bool


class TravellingClock(Clock):
    """Shows the moment at which the story is."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


async def furnish(ground: Ground, *, passwords: Passwords | None = None) -> list[SignIn]:
    """Fill an empty installation with the demonstration, before the server starts; answers who can sign in.

    Raises: demo_not_empty, where real people are already: the demonstration's passwords are known to everybody.
    """
    city, now = load_city(), ground.clock.now().astimezone(LOCAL)
    clock = TravellingClock((now - timedelta(days=7)).astimezone(UTC))
    # The past is written with the story's clock; ids come from the real one, so that they stay unique.
    past = Ground(settings=ground.settings, db=ground.db, bus=MemoryBus(), clock=clock, ids=ground.ids)
    messenger = Messenger(past, site=Site(), passwords=passwords)
    messenger.sender.start()
    try:
        builder = Builder(messenger, clock, city)
        if not await builder.is_complete():
            await builder.build(load_chats(city, now=now))
    finally:
        await messenger.sender.stop()
        messenger.identity.close()
    titles = {post.holder: post.title for post in city.posts.values()}
    return [
        SignIn(
            login=login,
            password=PASSWORD,
            name=city.people[login],
            title=titles.get(login, ""),
            administrator=login == city.administrator,
        )
        for login in city.shown
    ]


class Builder:
    """Builds the city step by step."""

    def __init__(self, messenger: Messenger, clock: TravellingClock, city: City) -> None:
        self._messenger = messenger
        self._clock = clock
        self._city = city
        self._people: dict[str, Asker] = {}
        self._posts: dict[str, PostId] = {}
        handlers = {
            SERVICE_TOPIC: Historian(messenger.sender).hear_service,
            directory.many.STRUCTURE_TOPIC: messenger.chats.filler.hear_structure,
        }
        self._outbox = outbox.Worker(messenger.db, handlers=handlers)

    async def is_complete(self) -> bool:
        identity, login = self._messenger.identity, self._city.administrator
        if not await identity.people.any_administrator():
            return False
        try:
            asker = await self._sign_in(login)
        except Refused as error:
            raise Conflict("demo_not_empty") from error
        return (await identity.profile.me(asker)).about == COMPLETE

    async def build(self, chats: Iterable[ChatPlan]) -> None:
        # The administrator comes first: who repeats after a break is known by him.
        for login in sorted(self._city.people, key=lambda login: login != self._city.administrator):
            self._people[login] = await self._person(login)
        await self._organisation()
        for number, plan in enumerate(chats):
            await self._chat(plan, number)
        done = UpdateProfileRequest(about=COMPLETE)
        await self._messenger.identity.profile.update(self._administrator, done)

    @property
    def _administrator(self) -> Asker:
        return self._people[self._city.administrator]

    # -- people and posts

    async def _person(self, login: str) -> Asker:
        administrator = login == self._city.administrator
        try:
            person = await self._messenger.identity.people.add(
                login, name=self._city.people[login], password=PASSWORD, administrator=administrator
            )
        except Conflict:
            return await self._sign_in(login)
        return Asker(person=person, device=DeviceId(0), administrator=administrator)

    async def _sign_in(self, login: str) -> Asker:
        """Who a person of an earlier attempt is; the session ends at once."""
        identity = self._messenger.identity
        _, token = await identity.signing_in.sign_in(Visitor(), SignInRequest(login=login, password=PASSWORD))
        asker = await identity.authenticate(token)
        await identity.signing_in.sign_out(asker)
        return asker

    async def _organisation(self) -> None:
        tree, asker = self._messenger.directory.tree, self._administrator
        listed = {one.name: one for one in (await tree.organisations(asker)).organisations}
        found = listed.get(self._city.organisation)
        if found is None:
            request = CreateOrganisationRequest(name=self._city.organisation)
            organisation, tops = await tree.create_organisation(asker, request), dict[str, UnitId]()
        else:
            organisation, tops = found.id, {unit.name: unit.id for unit in found.units}
        units: dict[str, UnitId] = {}
        for key, plan in self._city.units.items():
            parent = units[plan.parent] if plan.parent else None
            units[key] = await self._unit(plan.name, tops, organisation=organisation, parent=parent)
        for key, unit in units.items():
            await self._posts_of(key, unit)

    async def _unit(
        self, name: str, tops: dict[str, UnitId], *, organisation: OrganisationId, parent: UnitId | None
    ) -> UnitId:
        tree, asker, there = self._messenger.directory.tree, self._administrator, tops
        if parent is not None:
            shown = await tree.unit(asker, GetUnitRequest(unit=parent))
            there = {unit.name: unit.id for unit in shown.units}
        if name in there:
            return there[name]
        return await tree.create_unit(asker, CreateUnitRequest(organisation=organisation, name=name, parent=parent))

    async def _posts_of(self, key: str, unit: UnitId) -> None:
        directory, asker = self._messenger.directory, self._administrator
        shown = await directory.tree.unit(asker, GetUnitRequest(unit=unit))
        there = {post.title: post for post in shown.posts}
        for name, plan in self._city.posts.items():
            if plan.unit != key:
                continue
            known = there.get(plan.title)
            if known is None:
                post = await directory.posts.create(asker, CreatePostRequest(unit=unit, title=plan.title))
            else:
                post = known.id
            self._posts[name] = post
            if plan.holder and (known is None or known.holder is None):
                holder = self._people[plan.holder].person
                await directory.posts.appoint(asker, AppointRequest(post=post, person=holder))

    # -- conversations

    def _speaker(self, who: str) -> tuple[Asker, ActorId]:
        """The person behind a member, and the member."""
        if not who.startswith("@"):
            asker = self._people[who]
            return asker, ActorId(asker.person)
        holder = self._city.posts[who[1:]].holder
        if holder is None:
            raise ValueError(f"{who} is vacant")
        return self._people[holder], ActorId(self._posts[who[1:]])

    async def _chat(self, plan: ChatPlan, number: int) -> None:
        self._at(plan.lines[0].at - timedelta(minutes=30))
        chat = await self._room(plan)
        await self._outbox.settle()
        said: list[Seq] = []
        for index, line in enumerate(plan.lines):
            said.append(await self._say(chat, line, said, cid=f"demo-{number}-{index}"))
        await self._read(chat, plan, said)

    async def _room(self, plan: ChatPlan) -> ChatId:
        opening = self._messenger.chats.opening
        asker, actor = self._speaker(plan.owner)
        members = [self._speaker(who)[1] for who in plan.members]
        if plan.kind == "dialog":
            return ChatId((await opening.open_dialog(asker, members[0], as_=actor)).id)
        _, there, _ = await self._messenger.chats.reading.list_chats(
            asker, actor=actor, archived=False, after=None, limit=100
        )
        for chat in there:
            if chat.title == plan.title:
                return ChatId(chat.id)
        create = opening.create_group if plan.kind == "group" else opening.create_channel
        made = await create(asker, title=plan.title, about=plan.about, members=members, mode=plan.mode, as_=actor)
        return ChatId(made.id)

    async def _say(self, chat: ChatId, line: Line, said: list[Seq], *, cid: str) -> Seq:
        self._at(line.at)
        asker, actor = self._speaker(line.who)
        text, entities = marked(line.text)
        sent = await self._messenger.speaker.send(
            asker,
            SendMessage(
                chat=chat,
                cid=cid,
                text=text,
                entities=entities,
                reply_to=said[line.reply_to - 1] if line.reply_to else None,
                as_=actor,
            ),
        )
        if not sent.duplicate:
            await self._happen(chat, line, Seq(sent.seq), asker=asker, actor=actor)
        return Seq(sent.seq)

    async def _happen(self, chat: ChatId, line: Line, seq: Seq, *, asker: Asker, actor: ActorId) -> None:
        """What was done with a message after it was said."""
        changer = self._messenger.changer
        if line.pinned:
            await changer.pin(asker, PinMessage(chat=chat, seq=seq, on=True, as_=actor))
        if line.edited:
            text, entities = marked(line.edited)
            self._at(line.at + timedelta(minutes=2))
            await changer.edit(asker, EditMessage(chat=chat, seq=seq, text=text, entities=entities, as_=actor))
        for step, (emoji, who) in enumerate(line.reactions, start=1):
            self._at(line.at + timedelta(seconds=20 * step))
            reader, as_ = self._speaker(who)
            await changer.react(reader, React(chat=chat, seq=seq, emoji=emoji, on=True, as_=as_))

    async def _read(self, chat: ChatId, plan: ChatPlan, said: list[Seq]) -> None:
        """Everybody has read up to the last lines, and what he said himself."""
        self._at(plan.lines[-1].at)
        shared = said[len(said) - 1 - plan.unread]
        own = {line.who: seq for line, seq in zip(plan.lines, said, strict=True)}
        for who in dict.fromkeys([plan.owner, *plan.members]):
            asker, actor = self._speaker(who)
            mark = max(shared, own.get(who, Seq(0)))
            await self._messenger.chats.read_marks.mark_read(asker, chat, mark, as_=actor)

    def _at(self, at: datetime) -> None:
        self._clock.at = at.astimezone(UTC)


def sign_in_table(sign_ins: Iterable[SignIn], *, heading: str) -> str:
    """The sign-ins as lines for a terminal."""
    rows = [(one.login, one.password, one.name, one.title) for one in sign_ins]
    login, name = (max(len(row[column]) for row in rows) for column in (0, 2))
    lines = [f"  {row[0]:<{login}}  {row[1]}  {row[2]:<{name}}  {row[3]}".rstrip() for row in rows]
    return "\n".join([heading, *lines])
