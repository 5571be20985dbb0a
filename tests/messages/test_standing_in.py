"""Who stands in for a post hears and speaks as it, visibly; who left does neither, on any of his devices."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest

from tests.support.live import Live, Refusal, Someone
from veche.chats.model import MODES_TO_COME
from veche.ground.clock import to_ms


@dataclass
class Office:
    """A chief administrator, Anna at the head, Boris her deputy, and a citizen who wrote to the head."""

    live: Live
    chief: Someone
    anna: Someone
    boris: Someone
    citizen: Someone
    unit: int
    head: int
    deputy: int
    dialog: int

    @staticmethod
    async def make(live: Live) -> Office:
        chief = await live.person("Админ", administrator=True)
        anna, boris, citizen = await live.person("Анна"), await live.person("Борис"), await live.person("Житель")
        city = (await chief.ask("create_organisation", name="Мэрия"))["organisation"]
        unit = (await chief.ask("create_unit", organisation=city, name="Отдел"))["unit"]
        head = (await chief.ask("create_post", unit=unit, title="Начальник"))["post"]
        deputy = (await chief.ask("create_post", unit=unit, title="Заместитель"))["post"]
        await chief.ask("appoint", post=head, person=anna.id)
        await chief.ask("appoint", post=deputy, person=boris.id)
        dialog = (await citizen.ask("open_dialog", **{"with": head}))["chat"]["id"]
        return Office(live, chief, anna, boris, citizen, unit, head, deputy, dialog)

    async def say(self, who: Someone, cid: str, **more: object) -> dict[str, object]:
        return await who.ask("send_message", chat=self.dialog, cid=cid, text=f"Слово {cid}", **more)


async def test_a_substitute_hears_and_speaks_for_the_post_and_it_is_seen(live: Live) -> None:
    office = await Office.make(live)
    now = to_ms(live.server.messenger.clock.now())
    async with office.boris.socket() as socket, office.citizen.socket() as outside:
        await office.chief.ask("substitute", post=office.head, substitute=office.deputy, since=now, until=now + 9**7)
        hats = await socket.event("actors", lambda event: any(hat["id"] == office.head for hat in event["actors"]))
        assert hats["actors"][-1]["name"] == "Анна"
        await office.say(office.citizen, "1")
        assert (await socket.event("message"))["text"] == "Слово 1"
        await office.say(office.boris, "2", **{"as": office.head})
        heard = await outside.event("message", lambda event: event["sender"] == office.head)
        assert heard["by"] == "Борис"
        await office.say(office.anna, "3", **{"as": office.head})
        heard = await outside.event("message", lambda event: event.get("text") == "Слово 3")
        assert "by" not in heard
    page = await office.citizen.ask("history", chat=office.dialog)
    assert [message.get("by") for message in page["messages"]] == [None, "Борис", None]


async def test_dismissed_on_all_devices_at_once_and_nothing_private_is_touched(live: Live) -> None:
    office = await Office.make(live)
    private = await live.group(office.anna, office.citizen)
    await office.chief.ask("set_deputy", post=office.head, deputy=office.deputy)
    async with office.anna.socket() as one, office.anna.socket() as two, office.boris.socket() as deputy:
        await office.chief.ask("dismiss", post=office.head)
        for socket in (one, two):
            hats = await socket.event("actors", lambda event: len(event["actors"]) == 1)
            assert hats["actors"][0]["id"] == office.anna.id
        await deputy.event("actors", lambda event: any(hat["id"] == office.head for hat in event["actors"]))
        await office.say(office.citizen, "1")
        assert (await deputy.event("message"))["text"] == "Слово 1"
        # Her own chat is heard after it on the same sockets: what she had heard of the post would be there before.
        await office.citizen.ask("send_message", chat=private, cid="2", text="Личное")
        for socket in (one, two):
            # A service line of the group may be on its way; it has no words.
            heard = await socket.event("message", lambda event: "text" in event)
            assert heard["text"] == "Личное"
        with pytest.raises(Refusal, match="not_your_post"):
            await one.ask("send_message", chat=office.dialog, cid="3", text="Ещё я", **{"as": office.head})
        with pytest.raises(Refusal, match="chat_not_found"):
            await office.anna.ask("history", chat=office.dialog)
        await deputy.ask("send_message", chat=office.dialog, cid="4", text="Я за неё", **{"as": office.head})
    page = await office.citizen.ask("history", chat=office.dialog)
    assert page["messages"][-1]["by"] == "Борис"


PASSES_ON = {"ordinary": True, "official": True, "public": True}
"""Whether the next holder of a post reads what was said before him. A mode that is not here has no rule yet."""


@pytest.mark.parametrize("mode", PASSES_ON)
async def test_the_next_holder_reads_what_the_post_could_read(live: Live, mode: str) -> None:
    office = await Office.make(live)
    made = await office.anna.ask("create_group", title="Дороги", mode=mode, members=[], **{"as": office.head})
    chat = made["chat"]["id"]
    await office.anna.ask("send_message", chat=chat, cid="1", text="До него", **{"as": office.head})
    await office.chief.ask("dismiss", post=office.head)
    vera = await live.person("Вера")
    await office.chief.ask("appoint", post=office.head, person=vera.id)
    page = await vera.ask("history", chat=chat)
    assert ("До него" in [message.get("text") for message in page["messages"]]) is PASSES_ON[mode]
    with pytest.raises(Refusal, match="chat_not_found"):
        await office.anna.ask("history", chat=chat)


async def test_modes_without_a_rule_cannot_be_had(live: Live) -> None:
    """Private chats are to stay with the person who held their keys: until there are any, nobody can ask for one."""
    anna = await live.person("Анна")
    assert {"private", "recorded"} == MODES_TO_COME
    for mode in MODES_TO_COME:
        assert mode not in PASSES_ON
        with pytest.raises(Refusal, match="mode_not_available"):
            await anna.ask("create_group", title="Тайна", mode=mode, members=[])


async def test_many_devices_and_changes_at_once_end_right(live: Live) -> None:
    """Dismissals, appointments and substitutions in any order: whoever may act hears, whoever may not does not."""
    office = await Office.make(live)
    now = to_ms(live.server.messenger.clock.now())
    async with office.anna.socket() as anna, office.boris.socket() as boris:
        await asyncio.gather(
            office.chief.ask("substitute", post=office.head, substitute=office.deputy, since=now, until=now + 9**7),
            office.chief.ask("dismiss", post=office.head),
            office.chief.ask("set_deputy", post=office.head, deputy=office.deputy),
        )
        await live.server.messenger._herald.settle()
        await office.say(office.citizen, "1")
        assert (await boris.event("message"))["text"] == "Слово 1"
        assert not [event for event in anna.events if event.get("ev") == "message"]
