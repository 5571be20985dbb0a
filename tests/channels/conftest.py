"""A region with a town below it; the town's press office applies for a channel."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.live import Json, Live, Refusal, Someone
from veche.ground.clock import Clock
from veche.ground.db import Database

INN, OGRN = "7707083893", "1027700132195"
WHY = "Приложите положение о пресс-службе с подписью главы."


class LeapingClock(Clock):
    """The wall clock, moved by what a test says."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead

    def leap(self, **step: float) -> None:
        self.ahead += timedelta(**step)


async def refused(work) -> str:
    with pytest.raises(Refusal) as caught:
        await work
    return caught.value.code


@dataclass
class Desk:
    """`region` decides for the town, `country` for the region; `press` holds the town's post."""

    live: Live
    clock: LeapingClock
    chief: Someone
    country: Someone
    region: Someone
    press: Someone
    anna: Someone
    bodies: dict[str, int]
    post: int

    async def draft(self, by: Someone | None = None, **changes: Any) -> Json:
        fields: Json = {
            "as": self.post,
            "title": "Администрация Верхнеозёрска",
            "name": "verkhneozersk",
            "inn": INN,
            "ogrn": OGRN,
            "samples": ["В субботу с 9:00 до 18:00 не будет воды."],
        }
        answer = await (by or self.press).ask("set_channel_application", **{**fields, **changes})
        view: Json = answer["application"]
        return view

    async def waiting(self, **changes: Any) -> Json:
        draft = await self.draft(**changes)
        answer = await self.press.ask("submit_channel_application", application=draft["card"]["id"])
        card: Json = answer["application"]["card"]
        return card

    async def decide(self, card: Json, verdict: str, by: Someone | None = None, reason: str = "") -> Json:
        answer = await (by or self.region).ask(
            "decide_channel_application",
            application=card["id"],
            edition=card["edition"],
            verdict=verdict,
            reason=reason,
        )
        decided: Json = answer["application"]["card"]
        return decided

    async def approved(self, **changes: Any) -> Json:
        return await self.decide(await self.waiting(**changes), "approved")

    async def refusal(self, **changes: Any) -> Json:
        return await self.decide(await self.waiting(**changes), "refused", reason=WHY)

    async def appeal(self, card: Json) -> Json:
        answer = await self.press.ask("appeal_channel_application", application=card["id"], reason=WHY)
        appealed: Json = answer["application"]["card"]
        return appealed

    async def view(self, card: Json, by: Someone | None = None) -> Json:
        answer = await (by or self.press).ask("get_channel_application", application=card["id"])
        view: Json = answer["application"]
        return view

    async def turn(self) -> None:
        await self.live.server.messenger.channels.turning.once()

    async def told(self, person: Someone) -> list[str]:
        """What was left for a person, the oldest first."""
        rows = await self.live.database.fetch(
            "SELECT kind FROM identity_notices WHERE person_id = $1 AND kind LIKE 'channel%' ORDER BY id", person.id
        )
        return [row["kind"] for row in rows]

    async def leap(self, **step: float) -> None:
        """The clock leaps, and everybody signs in again: sessions end after months."""
        self.clock.leap(**step)
        for name in ("chief", "country", "region", "press", "anna"):
            setattr(self, name, await getattr(self, name).another_device())

    async def post_in(self, body: int, title: str, holder: Someone) -> int:
        unit = (await self.chief.ask("create_unit", organisation=body, name="Аппарат"))["unit"]
        post: int = (await self.chief.ask("create_post", unit=unit, title=title))["post"]
        await self.chief.ask("appoint", post=post, person=holder.id)
        return post

    async def seal(self, chat: int) -> str | None:
        seal: str | None = await self.live.database.fetchval("SELECT seal FROM chats_chats WHERE id = $1", chat)
        return seal


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    clock = LeapingClock()
    live = Live(database, clock=clock)
    await live.start()
    chief = await live.person("Администратор", administrator=True)
    people = [await live.person(name) for name in ("Страна", "Область", "Тимофеева Ольга Львовна", "Соколова Анна")]
    country, region, press, anna = people
    names = {
        "country": "Правительство страны",
        "region": "Правительство области",
        "town": "Администрация Верхнеозёрска",
    }
    bodies: dict[str, int] = {}
    above: int | None = None
    for key, name in names.items():
        bodies[key] = (await chief.ask("create_organisation", name=name))["organisation"]
        if above is not None:
            await chief.ask("set_body_above", organisation=bodies[key], above=above)
        above = bodies[key]
    for key, person in (("country", country), ("region", region)):
        await chief.ask("give_administration", organisation=bodies[key], person=person.id)
    desk = Desk(live, clock, chief, country, region, press, anna, bodies, post=0)
    desk.post = await desk.post_in(bodies["town"], "Начальник пресс-службы", press)
    yield desk
    await live.stop()
