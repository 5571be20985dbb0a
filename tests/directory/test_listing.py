"""The directory is for finding somebody, not for copying: who walks through it is stopped, and it is told."""

from __future__ import annotations

import pytest

from tests.support.live import Live, Refusal, Someone
from veche.directory.model import READ
from veche.search.routes import NAMES_DAY


async def heard_by(someone: Someone) -> list[str]:
    return [one["kind"] for one in (await someone.ask("list_safety_notices"))["notices"]]


async def recorded(live: Live, who: Someone) -> list[int]:
    rows = await live.database.fetch(
        "SELECT actor FROM ground_audit WHERE act = 'directory.listed' AND subject = $1", f"person:{who.id}"
    )
    return [row["actor"] for row in rows]


async def test_who_walks_through_units_on_several_devices_is_stopped_and_administrators_hear_of_it_once(
    live: Live,
) -> None:
    chief, anna = await live.person("Администратор", administrator=True), await live.person("Анна Лебедева")
    city = (await chief.ask("create_organisation", name="Мэрия"))["organisation"]
    unit = (await chief.ask("create_unit", organisation=city, name="Архив"))["unit"]
    post = (await chief.ask("create_post", unit=unit, title="Архивариус"))["post"]
    phone = await anna.another_device()
    await anna.ask("get_unit", unit=unit)
    await live.identity.limits.take(READ, anna.id, times=READ.burst - 2)
    await phone.ask("get_post_card", post=post)
    for device, command, fields in (
        (anna, "get_unit", {"unit": unit}),
        (phone, "get_unit", {"unit": unit}),
        (phone, "get_post_card", {"post": post}),
        (anna, "list_organisations", {}),
    ):
        with pytest.raises(Refusal, match="too_many_requests"):
            await device.ask(command, **fields)
    assert await heard_by(chief) == ["directory_listed"], "told once, not for every try"
    assert await recorded(live, anna) == [anna.id]
    assert "directory_listed" not in await heard_by(anna)
    await chief.ask("get_unit", unit=unit)


async def test_who_looks_up_name_after_name_all_day_is_told_of_too(live: Live) -> None:
    chief, anna = await live.person("Администратор", administrator=True), await live.person("Анна Лебедева")
    phone = await anna.another_device()
    await live.identity.limits.take(NAMES_DAY, anna.id, times=NAMES_DAY.burst - 1)
    await anna.ask("search_everywhere", query="аб")
    for device, command in ((phone, "search_everywhere"), (anna, "find_chats")):
        with pytest.raises(Refusal, match="too_many_requests"):
            await device.ask(command, query="ав")
    assert await heard_by(chief) == ["directory_listed"]
    assert await recorded(live, anna) == [anna.id]
