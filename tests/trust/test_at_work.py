"""A post shows colleagues that its holder is at it now, with its hat on: never when he was, never his evening."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import pytest
from msgspec import Struct

from tests.builders import Town, build_town
from tests.support.live import Json, Live, Socket, Someone
from veche.ground.clock import FixedClock, to_ms
from veche.ground.commands import Asker
from veche.ground.db import Database
from veche.ground.ids import ActorId, DeviceId, PersonId
from veche.trust.actions.base import Needs
from veche.trust.actions.privacy import There
from veche.trust.actions.watching import Watching
from veche.trust.events import Event, PersonThere
from veche.trust.model import ONLINE, Seen


class Office:
    """Anna holds a post, Boris another one of the same organisation, Vera one of another."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.chief: Someone
        self.anna: Someone
        self.boris: Someone
        self.vera: Someone
        self.city = 0
        self.post = 0
        self.desk = 0

    async def build(self) -> Office:
        self.chief = await self.live.person("Глава", administrator=True)
        self.anna, self.boris, self.vera = [await self.live.person(name) for name in ("Анна", "Борис", "Вера")]
        self.city, school = [await self._unit(name) for name in ("Мэрия", "Школа № 5")]
        self.post = await self.seat(self.city, "Начальник отдела", self.anna)
        self.desk = await self.seat(self.city, "Специалист", self.boris)
        await self.seat(school, "Директор", self.vera)
        await self.live.settle()
        return self

    async def sees(self, who: Someone) -> list[Json]:
        found: list[Json] = (await who.ask("get_presence", actors=[self.post]))["presence"]
        return found

    async def _unit(self, name: str) -> int:
        body = (await self.chief.ask("create_organisation", name=name))["organisation"]
        unit: int = (await self.chief.ask("create_unit", organisation=body, name="Отдел"))["unit"]
        return unit

    async def seat(self, unit: int, title: str, holder: Someone) -> int:
        post: int = (await self.chief.ask("create_post", unit=unit, title=title))["post"]
        await self.chief.ask("appoint", post=post, person=holder.id)
        return post


@pytest.fixture
async def office(live: Live) -> Office:
    return await Office(live).build()


async def told(socket: Socket, post: int) -> Json:
    return await socket.event("presence", lambda event: event["actor"] == post)


def left(socket: Socket, post: int) -> list[Json]:
    """What was told of the post and is not yet looked at."""
    return [event for event in socket.events if event["ev"] == "presence" and event["actor"] == post]


async def test_a_colleague_sees_it_and_a_stranger_does_not(office: Office) -> None:
    anna, boris, post = office.anna, office.boris, office.post
    async with boris.socket() as his, office.vera.socket() as other, anna.socket() as hers:
        for looker in (his, other, hers):
            assert (await looker.ask("get_presence", actors=[post]))["presence"] == []
        await hers.ask("set_there", there=True)
        assert await office.sees(boris) == [], "the evening at home"
        await hers.ask("set_there", there=True, **{"as": post})
        assert await told(his, post) == {"ev": "presence", "actor": post, "online": True}
        assert await office.sees(boris) == [{"actor": post, "online": True}]
        assert await office.sees(office.vera) == await office.sees(office.chief) == await office.sees(anna) == []
        async with (await anna.another_device()).socket() as phone:
            await phone.ask("set_there", there=True)
            await hers.ask("set_there", there=True)
            assert await told(his, post) == {"ev": "presence", "actor": post}, "without a time"
            await phone.ask("set_there", there=True, **{"as": post})
            await hers.ask("set_there", there=False)
            await phone.ask("set_there", there=False)
        assert [(await told(his, post)).get("online", False) for _ in range(2)] == [True, False]
        assert await office.sees(boris) == []
        await other.ask("list_devices")
        assert left(his, post) == left(other, post) == []


async def test_who_hides_his_own_shows_nothing_and_sees_nothing(office: Office) -> None:
    anna, boris, post = office.anna, office.boris, office.post
    async with boris.socket() as his, anna.socket() as hers:
        await hers.ask("set_there", there=True, **{"as": post})
        seen = [{"actor": post, "online": True}]
        assert await office.sees(boris) == seen
        await hers.ask("set_privacy", last_seen="nobody")
        assert await told(his, post) == {"ev": "presence", "actor": post}
        assert await office.sees(boris) == []
        await hers.ask("set_there", there=False)
        await hers.ask("set_there", there=True, **{"as": post})
        await hers.ask("set_privacy", last_seen="contacts")
        assert await office.sees(boris) == seen, "colleagues need no dialog"
        await boris.ask("set_privacy", last_seen="nobody")
        assert await office.sees(boris) == []
        await boris.ask("set_privacy", last_seen="everyone")
        await anna.ask("block_actor", actor=boris.id)
        assert await office.sees(boris) == []
        await his.ask("list_devices")
        assert left(his, post) == []


async def test_nothing_of_the_former_holder_is_shown_at_the_post(office: Office) -> None:
    chief, anna, boris, vera, post = office.chief, office.anna, office.boris, office.vera, office.post
    async with boris.socket() as his, anna.socket() as hers:
        await hers.ask("set_there", there=True, **{"as": post})
        assert await office.sees(boris) == [{"actor": post, "online": True}]
        await chief.ask("dismiss", post=post)
        assert await told(his, post) == {"ev": "presence", "actor": post}
        assert await office.sees(boris) == []
        await chief.ask("appoint", post=post, person=vera.id)
        await office.live.settle()
        assert await office.sees(boris) == []
        await hers.ask("set_there", there=False)
        await hers.ask("set_there", there=True, **{"as": post})
        assert await office.sees(boris) == []
        assert left(his, post) == []
        await vera.ask("set_there", there=True, **{"as": post})
        assert (await told(his, post))["online"]
        assert await office.sees(anna) == [], "she is no colleague any more"


async def test_who_stands_in_is_not_the_holder(office: Office) -> None:
    chief, anna, boris, post = office.chief, office.anna, office.boris, office.post
    await office.seat(office.city, "Глава", chief)
    now = to_ms(office.live.server.messenger.clock.now())
    await chief.ask("substitute", post=post, substitute=office.desk, since=now, until=now + 86_400_000)
    await office.live.settle()
    await boris.ask("set_there", there=True, **{"as": post})
    assert await office.sees(chief) == [], "the card names the holder"
    await anna.ask("set_there", there=True, **{"as": post})
    assert await office.sees(chief) == await office.sees(boris) == [{"actor": post, "online": True}]


async def test_what_comes_round_late_undoes_nothing(office: Office) -> None:
    """What this process said it hears once more from its herald, maybe after more was said."""
    trust, anna, boris, post = office.live.server.messenger.trust, office.anna, office.boris, office.post
    asker = Asker(person=PersonId(anna.id), device=DeviceId(1))
    said: list[Struct] = []
    trust._announce = said.append
    async with boris.socket() as his:
        await office.sees(boris)
        for hat in (post, None):
            trust.there.say(asker, there=True, post=hat)
        for event in said:
            trust.hear(event)
        await his.ask("list_devices")
        assert [event.get("online", False) for event in left(his, post)] == [True, False]


class Process:
    """One of several: what it announces, and whom it tells."""

    def __init__(self, clock: FixedClock, db: Database | None = None) -> None:
        self.said: list[PersonThere] = []
        self.told: list[tuple[int, Seen]] = []
        self.watching = Watching(lambda person, seen: self.told.append((person, seen)))
        needs = Needs(
            db=db,  # type: ignore[arg-type]
            ids=None,  # type: ignore[arg-type]
            clock=clock,
            announce=self.said.append,  # type: ignore[arg-type]
            limits=None,  # type: ignore[arg-type]
            contacts=nobody,
            dialogs=None,  # type: ignore[arg-type]
            witness=None,  # type: ignore[arg-type]
        )
        self.there = There(needs, self.watching)


async def nobody(*_: object) -> set[ActorId]:
    return set()


def test_another_process_hears_the_hat_and_a_silent_device_takes_it_off() -> None:
    clock = FixedClock()
    here, afar = Process(clock), Process(clock)
    anna, boris, post = Asker(person=PersonId(1), device=DeviceId(11)), 2, 9
    afar.watching.asked(boris, [1, post], now=clock.now(), holders={ActorId(post): ActorId(1)})

    def say(device: int, hat: int | None) -> None:
        here.there.say(msgspec.structs.replace(anna, device=DeviceId(device)), there=True, post=hat)
        afar.there.heard(msgspec.json.decode(msgspec.json.encode(here.said[-1]), type=Event))

    say(11, post)
    assert sorted(seen.actor for _, seen in afar.told) == [1, post]
    clock.step(ONLINE.total_seconds() - 1)
    say(12, None)
    clock.step(2)
    say(12, None)
    assert afar.told[2:] == [(boris, Seen(post, False))]
    assert (afar.there.is_here(1), afar.there.is_at(1, post)) == (True, False)
    say(12, 77)
    assert len(afar.told) == 3, "what is not his post tells nobody"


@pytest.fixture
async def town(database: Database) -> Town:
    return await build_town(database)


async def test_the_question_costs_the_same_however_many_posts(town: Town) -> None:
    process = Process(FixedClock(), town.database)
    boris = await town.person("Борис")
    await town.post("Специалист", holder=boris)
    posts = []
    for number in range(12):
        anna = await town.person(f"Анна {number}")
        posts.append(await town.post("Инспектор", holder=anna))
        process.there.say(anna, there=True, post=posts[-1])

    async def cost(asked: Iterable[int]) -> tuple[int, int]:
        before = town.database.queries
        found = await process.there.seen(boris, [ActorId(post) for post in asked])
        return len(found), town.database.queries - before

    one = await cost(posts[:1])
    assert one[0] == 1
    assert await cost(posts) == (12, one[1])
