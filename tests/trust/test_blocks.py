"""Blocks and privacy over a live server: who may come near whom, and what he learns."""

import pytest

from tests.support.live import Live, Refusal


async def talked(live: Live, *names: str):
    """Two people who both wrote in their dialog."""
    anna, boris = [await live.person(name) for name in names or ("Анна Лебедева", "Борис Ильин")]
    chat = (await anna.ask("open_dialog", **{"with": boris.id}))["chat"]["id"]
    await anna.ask("send_message", chat=chat, cid="1", text="Добрый день")
    await boris.ask("send_message", chat=chat, cid="2", text="Здравствуйте")
    return anna, boris, chat


async def refused(work) -> str:
    with pytest.raises(Refusal) as caught:
        await work
    return caught.value.code


async def test_a_block_closes_the_dialog_for_both_and_opens_again(live: Live) -> None:
    anna, boris, chat = await talked(live)
    async with boris.socket() as told:
        await anna.ask("block_actor", actor=boris.id)
        event = await told.event("membership")
        assert event["chat"]["membership"]["rights"] == 0, "his devices see that nothing can be written"
        for who in (anna, boris):
            assert await refused(who.ask("send_message", chat=chat, cid="3", text="Ау")) == "cannot_write_to"
        assert [one["actor"] for one in (await anna.ask("list_blocked"))["blocked"]] == [boris.id]
        assert (await boris.ask("list_blocked"))["blocked"] == []
        await anna.ask("unblock_actor", actor=boris.id)
        event = await told.event("membership", lambda one: one["chat"]["membership"]["rights"] != 0)
    await boris.ask("send_message", chat=chat, cid="4", text="Снова здесь")


async def test_the_dialog_stays_closed_while_the_other_one_blocks_too(live: Live) -> None:
    anna, boris, chat = await talked(live)
    await anna.ask("block_actor", actor=boris.id)
    await boris.ask("block_actor", actor=anna.id)
    await anna.ask("unblock_actor", actor=boris.id)
    assert await refused(anna.ask("send_message", chat=chat, cid="3", text="Ау")) == "cannot_write_to"
    await boris.ask("unblock_actor", actor=anna.id)
    await anna.ask("send_message", chat=chat, cid="4", text="Ау")


async def test_a_stranger_learns_the_same_from_a_block_and_from_a_setting(live: Live) -> None:
    anna, boris, vera = [await live.person(name) for name in ("Анна Лебедева", "Борис Ильин", "Вера Орлова")]
    await anna.ask("block_actor", actor=boris.id)
    await anna.ask("set_privacy", write_first="contacts", add_me="contacts")
    for stranger in (boris, vera):
        assert await refused(stranger.ask("open_dialog", **{"with": anna.id})) == "cannot_write_to"
        assert await refused(stranger.ask("create_group", title="Соседи", members=[anna.id])) == "cannot_add"
        group = (await stranger.ask("create_group", title="Соседи"))["chat"]["id"]
        assert await refused(stranger.ask("add_members", chat=group, actors=[anna.id])) == "cannot_add"
    assert await refused(anna.ask("open_dialog", **{"with": boris.id})) == "you_blocked"
    chat = (await anna.ask("open_dialog", **{"with": vera.id}))["chat"]["id"]
    await anna.ask("send_message", chat=chat, cid="1", text="Добрый день")
    assert await refused(vera.ask("add_members", chat=group, actors=[anna.id])) == "cannot_add", (
        "she did not answer yet"
    )
    await vera.ask("send_message", chat=chat, cid="1", text="Здравствуйте")
    await vera.ask("add_members", chat=group, actors=[anna.id])


@pytest.mark.parametrize("mine", ["everyone", "contacts", "nobody"])
async def test_last_seen_is_seen_by_those_who_show_theirs(live: Live, mine: str) -> None:
    anna, boris, _ = await talked(live)
    vera = await live.person("Вера Орлова")
    await anna.ask("set_privacy", last_seen=mine)
    await vera.ask("set_privacy", last_seen="everyone")
    for who in (anna, boris, vera):
        await who.ask("set_there", there=True)

    async def sees(one, other) -> bool:
        found = (await one.ask("get_presence", actors=[other.id]))["presence"]
        return bool(found) and found[0]["online"]

    assert await sees(boris, anna) == await sees(anna, boris) == (mine != "nobody")
    assert await sees(vera, anna) == await sees(anna, vera) == (mine == "everyone")
    await boris.ask("block_actor", actor=anna.id)
    assert not await sees(boris, anna)
    assert not await sees(anna, boris)


async def test_read_marks_are_told_if_both_tell_theirs(live: Live) -> None:
    anna, boris, chat = await talked(live)

    async def sees() -> int:
        return int((await anna.ask("get_chat", chat=chat))["peers_read_seq"])

    assert await sees() == 0
    await boris.ask("mark_read", chat=chat, seq=1)
    assert await sees() == 1
    await anna.ask("set_privacy", read_marks=False)
    assert await sees() == 0
    await anna.ask("set_privacy", read_marks=True)
    await boris.ask("set_privacy", read_marks=False)
    async with anna.socket() as a, boris.socket() as b:
        await boris.ask("mark_read", chat=chat, seq=2)
        await b.event("read")
        await boris.ask("send_message", chat=chat, cid="3", text="Прочли?")
        await a.event("message")
        assert not [event for event in a.events if event["ev"] == "read" and event["actor"] == boris.id]


async def test_bad_input_of_blocks(live: Live) -> None:
    anna = await live.person("Анна Лебедева")
    assert await refused(anna.ask("block_actor", actor=anna.id)) == "block_yourself"
    assert await refused(anna.ask("block_actor", actor=77)) == "actor_not_found"
    assert await refused(anna.ask("set_privacy", last_seen="enemies")) == "bad_fields"
