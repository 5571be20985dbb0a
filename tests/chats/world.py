"""A small world to test chats in: people, posts, and what was announced."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec import UNSET, Struct

from veche.chats.actions import Chats
from veche.chats.events import Event, ServiceLine
from veche.chats.model import Access
from veche.chats.store.access import rights_of
from veche.chats.store.heads import lock_heads, take_versions
from veche.chats.wire import Chat, MembershipCard
from veche.ground.clock import FixedClock
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.ids import ActorId, ChatId, DeviceId, Ids, PersonId
from veche.identity import add_actor
from veche.identity.actions import Limits
from veche.trust import Gate

Heard = TypeVar("Heard", bound=Struct)


class World:
    def __init__(self, db: Database) -> None:
        self.db = db
        self.clock = FixedClock()
        self.ids = Ids(self.clock)
        self.events: list[Struct] = []
        self.limits = Limits(db, self.clock)
        self.gate = Gate(db, contacts=nobody)
        self.chats = Chats(
            db=db, ids=self.ids, clock=self.clock, announce=self.events.append, limits=self.limits, gate=self.gate
        )

    async def person(self, name: str = "Анна Лебедева") -> Asker:
        """A person, ready to ask."""
        number = self.ids.new()
        async with self.db.transaction() as conn:
            await add_actor(conn, ActorId(number), kind="person", name=name)
            await conn.execute(
                "INSERT INTO identity_people (id, login, created_at) VALUES ($1, $2, $3)",
                number,
                f"user{number % 10**12}",
                self.clock.now(),
            )
        return Asker(PersonId(number), DeviceId(1))

    async def people(self, count: int) -> list[Asker]:
        return [await self.person(f"Участник {number}") for number in range(count)]

    async def post(self, holder: Asker | None = None, *, title: str = "Начальник отдела") -> ActorId:
        """A post, held by somebody or vacant."""
        organisation, unit, post, holding = (self.ids.new() for _ in range(4))
        now = self.clock.now()
        async with self.db.transaction() as conn:
            await conn.execute("INSERT INTO directory_organisations VALUES ($1, 'Мэрия', $2)", organisation, now)
            await conn.execute(
                "INSERT INTO directory_units (id, organisation_id, name, created_at) VALUES ($1, $2, 'Отдел', $3)",
                unit,
                organisation,
                now,
            )
            await add_actor(conn, ActorId(post), kind="post", name="", title=title, vacant=holder is None)
            await conn.execute(
                "INSERT INTO directory_posts (id, unit_id, title, created_at) VALUES ($1, $2, $3, $4)",
                post,
                unit,
                title,
                now,
            )
            if holder is not None:
                await conn.execute(
                    "INSERT INTO directory_holdings (id, post_id, person_id, since) VALUES ($1, $2, $3, $4)",
                    holding,
                    post,
                    holder.person,
                    now,
                )
        return ActorId(post)

    async def dismiss(self, post: ActorId) -> None:
        await self.db.execute("UPDATE directory_holdings SET until = $2 WHERE post_id = $1", post, self.clock.now())

    async def group(self, owner: Asker, *others: Asker, mode: str = "ordinary", title: str = "Дороги") -> ChatId:
        """A group; what was announced so far is forgotten."""
        members = [me(other) for other in others]
        chat = await self.chats.opening.create_group(owner, title=title, members=members, mode=mode)  # type: ignore[arg-type]
        self.events.clear()
        return ChatId(chat.id)

    async def channel(self, owner: Asker, *others: Asker, title: str = "Новости") -> ChatId:
        chat = await self.chats.opening.create_channel(owner, title=title, members=[me(other) for other in others])
        self.events.clear()
        return ChatId(chat.id)

    async def write(self, chat: ChatId, count: int = 1) -> None:
        """As if messages were written: the head moves."""
        async with self.db.transaction() as conn:
            await lock_heads(conn, [chat])
            await take_versions(conn, [(chat, count, count)], self.clock.now())

    async def access(self, chat: ChatId, who: Asker) -> Access | None:
        return (await rights_of(self.db, [(chat, me(who))])).get((chat, me(who)))

    async def crowd(self, chat: ChatId, count: int) -> None:
        """Fill a chat with members by plain SQL."""
        start = (1 << 50) + await self.db.fetchval("SELECT count(*) FROM identity_actors")
        now = self.clock.now()
        await self.db.execute(
            "INSERT INTO identity_actors (id, kind, name, version, words)"
            " SELECT $1::bigint + n, 'person', 'Житель ' || n, 1, ''::tsvector FROM generate_series(1, $2::int) n",
            start,
            count,
        )
        await self.db.execute(
            "INSERT INTO chats_members (chat_id, actor_id, role, joined_at, version, chat_version)"
            " SELECT $3, $1::bigint + n, 2, $4::timestamptz + n * interval '1 ms', 1, 0"
            " FROM generate_series(1, $2::int) n",
            start,
            count,
            chat,
            now,
        )
        await self.db.execute("UPDATE chats_chats SET members_count = members_count + $2 WHERE id = $1", chat, count)
        await self.db.execute("ANALYZE chats_members, chats_chats, chats_heads, identity_actors")

    def heard(self, kind: type[Heard]) -> list[Heard]:
        """The events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]

    async def lines(self) -> list[ServiceLine]:
        """The service lines asked for so far."""
        rows = await self.db.fetch("SELECT payload FROM ground_outbox WHERE topic = 'chats.service' ORDER BY id")
        return [msgspec.json.decode(row["payload"], type=ServiceLine) for row in rows]

    async def count_is_right(self, chat: ChatId) -> None:
        """The number of members that is kept is the number there is."""
        kept, real = await self.db.fetchrow(  # type: ignore[misc]
            "SELECT members_count, (SELECT count(*) FROM chats_members WHERE chat_id = $1 AND left_at IS NULL)"
            " FROM chats_chats WHERE id = $1",
            chat,
        )
        assert kept == real


async def nobody(*_: object) -> set[ActorId]:
    """Nobody knows anybody here: what was written is kept by a domain above."""
    return set()


def me(asker: Asker) -> ActorId:
    """The asker as a member."""
    return ActorId(asker.person)


def mine(chat: Chat) -> MembershipCard:
    """The membership on a card that has one."""
    assert chat.membership is not UNSET
    return chat.membership


def decode_again(event: Event) -> object:
    """An event after a way over the bus."""
    return msgspec.json.decode(msgspec.json.encode(event), type=Event)
