"""Subscriptions of open sockets when what happened is heard late, twice, or not at all."""

from __future__ import annotations

import asyncio

import pytest

from tests.support.live import Live, Someone
from veche.chats import events
from veche.directory.events import PostHolderChanged
from veche.ground.errors import Unavailable
from veche.ground.ids import PersonId, PostId
from veche.ground.socket import Connection


def socket_of(live: Live, who: Someone) -> Connection:
    """The server's end of the only socket of somebody."""
    (connection,) = live.server.messenger.gateway.audience(who.id)
    return connection


async def test_a_joining_that_is_heard_after_the_leaving_lets_nobody_listen(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    async with boris.socket() as socket:
        chat = await live.group(anna, boris)
        card = (await socket.event("membership", lambda event: event["chat"]["id"] == chat))["chat"]
        heard = []
        presence = live.server.messenger.presence
        hear = presence.hear_chats

        async def listen(event: events.Event) -> None:
            heard.append(event)
            await hear(event)

        live.server.messenger._herald.hear_chats = listen
        await anna.ask("remove_member", chat=chat, actor=boris.id)
        await socket.event("gone")
        left = next(event for event in heard if isinstance(event, events.MemberLeft))
        changed = next(event for event in heard if isinstance(event, events.ChatChanged))
        late = events.MembershipChanged(boris.id, left.version - 1, changed.chat, joined=True)
        await presence.hear_chats(late)
        assert chat not in socket_of(live, boris).topics
        await presence.hear_chats(events.MembershipChanged(boris.id, left.version + 1, changed.chat, joined=True))
        assert chat in socket_of(live, boris).topics
    assert card["membership"]["actor"] == boris.id


async def test_a_post_that_has_passed_on_does_not_come_back_to_who_is_heard_late(live: Live) -> None:
    chief, boris = await live.person(administrator=True), await live.person()
    city = (await chief.ask("create_organisation", name="Мэрия"))["organisation"]
    unit = (await chief.ask("create_unit", organisation=city, name="Отдел"))["unit"]
    post = (await chief.ask("create_post", unit=unit, title="Начальник"))["post"]
    async with boris.socket() as socket:
        await chief.ask("appoint", post=post, person=boris.id)
        await socket.event("actors")
        await chief.ask("dismiss", post=post)
        await socket.event("actors")
        late = PostHolderChanged(post=PostId(post), old=None, new=PersonId(boris.id))
        await live.server.messenger.presence.hear_directory(late)
        assert post not in socket_of(live, boris).topics


async def test_two_gaps_at_once_are_one_after_the_other_for_each_socket(live: Live) -> None:
    people = [await live.person() for _ in range(3)]
    async with people[0].socket() as one, people[1].socket() as two, people[2].socket() as three:
        presence = live.server.messenger.presence
        await asyncio.gather(*(presence.look_again() for _ in range(4)))
        for socket in (one, two, three):
            await socket.event("resync")
        assert presence._opening == {}


async def test_a_gap_without_a_database_sends_everybody_away_to_come_back(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await live.person()
    async with anna.socket() as socket:

        async def away(*_: object) -> None:
            raise Unavailable("unavailable")

        monkeypatch.setattr("veche.identity.live_devices", away)
        await live.server.messenger.presence.look_again()
        assert await socket.closed() == 1013
