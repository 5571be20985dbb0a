"""Who looks at a plan is told when its figures change, and only then."""

import asyncio
from collections.abc import Awaitable
from typing import cast

import pytest

from tests.rollout.world import make_body
from tests.support.live import Live
from veche.ground.bus import MemoryBus
from veche.ground.ids import PersonId
from veche.ground.socket import Gateway
from veche.rollout.hears import Watching

pytestmark = pytest.mark.asyncio(loop_scope="package")

UNIT = "Департамент связи и информатизации"


async def test_the_fifth_is_seen_by_who_looks(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live.server.messenger.rollout.watching, "pause", 0.0)
    body = await make_body(live)
    await body.unit(UNIT, 11)
    await body.begin()
    wave = await body.wave(UNIT)
    async with body.admin.socket() as socket:
        report = await socket.ask("get_rollout", plan=body.plan)
        assert "invited" not in report["people"] or report["people"]["invited"] == 0
        await body.start(wave)
        while (await socket.ask("get_rollout", plan=body.plan))["people"].get("invited") != 10:
            await socket.event("rollout", lambda event: event["plan"] == body.plan)
        await body.come(wave, *body.posts[UNIT][:5])
        while (await socket.ask("get_rollout", plan=body.plan))["people"].get("signed_in") != 5:
            await socket.event("rollout", lambda event: event["plan"] == body.plan)


class Told:
    """A gateway that notes whom it told, and leaves to the test what is to run."""

    def __init__(self) -> None:
        self.people: list[int] = []
        self.works: asyncio.Queue[Awaitable[None]] = asyncio.Queue()

    def tell(self, person: int, frame: bytes) -> None:
        assert frame
        self.people.append(person)

    def flush(self) -> None:
        pass

    def run(self, work: Awaitable[None]) -> None:
        self.works.put_nowait(work)

    async def turn(self) -> None:
        await (await self.works.get())


async def test_nobody_is_told_of_what_does_not_show() -> None:
    figures = [b"5 of 20"]

    async def digest(plan: int) -> bytes:
        assert plan == 7
        return figures[0]

    told = Told()
    watching = Watching(cast(Gateway, told), MemoryBus(), digest=digest, pause=0.0)
    before = watching.moment
    watching.hear_people()
    watching.looked(PersonId(1), 7, since=before)
    await told.turn()
    assert told.people == [1], "what happened while it was read for him he has perhaps not seen"
    watching.hear_people()
    await told.turn()
    assert told.people == [1]
    figures[0] = b"10 of 20"
    watching.hear_people()
    watching.hear_people()
    await told.turn()
    assert told.people == [1, 1]
    await watching.changed(8)
    await watching.changed(7)
    await told.turn()
    assert told.people == [1, 1, 1]
    assert told.works.empty(), "what happens together is read once, and what nobody looks at is not read"
