"""Who is told when somebody comes or goes."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.live import Live
from veche.trust.actions.watching import WATCHED_AT_ONCE, Watching
from veche.trust.model import WATCH, Seen

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
ANNA, BORIS, VERA = 1, 2, 3


@pytest.fixture
def told() -> list[tuple[int, Seen]]:
    return []


@pytest.fixture
def watching(told: list[tuple[int, Seen]]) -> Watching:
    return Watching(lambda person, seen: told.append((person, seen)))


def comes(watching: Watching, who: int, *, after: timedelta = timedelta(0)) -> None:
    watching.changed(who, online=True, at=None, now=NOW + after)


def test_those_are_told_who_asked_a_moment_ago(watching: Watching, told: list[tuple[int, Seen]]) -> None:
    watching.asked(ANNA, [BORIS], now=NOW)
    comes(watching, VERA)
    comes(watching, BORIS)
    assert told == [(ANNA, Seen(BORIS, True))]
    comes(watching, BORIS, after=WATCH)
    assert len(told) == 1
    watching.asked(ANNA, [BORIS], now=NOW + WATCH)
    comes(watching, BORIS, after=WATCH)
    assert len(told) == 2


def test_who_decides_anew_is_neither_told_nor_told_of(watching: Watching, told: list[tuple[int, Seen]]) -> None:
    watching.asked(ANNA, [BORIS], now=NOW)
    watching.asked(BORIS, [ANNA, VERA], now=NOW)
    watching.asked(VERA, [ANNA], now=NOW)
    turn = watching.turn
    watching.forget(BORIS)
    assert watching.turn > turn
    for one in (ANNA, BORIS, VERA):
        comes(watching, one)
    assert told == [(VERA, Seen(ANNA, True))]
    watching.part(ANNA, VERA)
    comes(watching, ANNA)
    assert len(told) == 1


def test_it_stays_bounded_and_leaves_nothing_behind(watching: Watching, told: list[tuple[int, Seen]]) -> None:
    watching.asked(ANNA, range(10, 10 + WATCHED_AT_ONCE + 5), now=NOW)
    comes(watching, 10)
    comes(watching, 14)
    assert told == []
    comes(watching, 15)
    assert len(told) == 1
    watching.sweep(now=NOW + WATCH)
    assert (watching._asked, watching._lookers) == ({}, {})


async def test_a_partner_is_told_at_once(live: Live) -> None:
    anna, boris, vera = await live.person("Анна"), await live.person("Борис"), await live.person("Вера")
    chat = await live.dialog(anna, boris)
    for who in (anna, boris):
        await who.ask("send_message", chat=chat, cid="1", text="да")
    async with anna.socket() as hers, boris.socket() as his, vera.socket() as other:
        assert (await hers.ask("get_presence", actors=[boris.id]))["presence"] == [{"actor": boris.id}]
        assert (await other.ask("get_presence", actors=[boris.id]))["presence"] == []
        await his.ask("set_there", there=True)
        assert await hers.event("presence") == {"ev": "presence", "actor": boris.id, "online": True}
        # A second device is no news, and one that goes does not take the other along.
        async with (await boris.another_device()).socket() as phone:
            await phone.ask("set_there", there=True)
            await phone.ask("set_there", there=False)
        await his.ask("set_there", there=False)
        gone = await hers.event("presence")
        assert (gone["actor"], gone.get("online", False), gone["seen"] > 0) == (boris.id, False, True)
        assert [event for event in other.events if event["ev"] == "presence"] == []


async def test_nothing_is_told_after_a_block_or_another_decision(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    chat = await live.dialog(anna, boris)
    for who in (anna, boris):
        await who.ask("send_message", chat=chat, cid="1", text="да")
    async with anna.socket() as hers, boris.socket() as his:
        await hers.ask("get_presence", actors=[boris.id])
        await his.ask("set_privacy", last_seen="nobody")
        await his.ask("set_there", there=True)
        await his.ask("set_there", there=False)
        await his.ask("set_privacy", last_seen="contacts")
        await hers.ask("get_presence", actors=[boris.id])
        await his.ask("block_actor", actor=anna.id)
        await hers.event("membership")  # the dialog closed: what parted them was told before
        await his.ask("set_there", there=True)
        await hers.ask("list_devices")
        assert [event for event in hers.events if event["ev"] == "presence"] == []
