"""Mentions that wait to be read, settings on all devices, and chats that come back from the archive."""

import pytest

from tests.support.live import Live, Refusal


def naming(actor: int) -> list[dict[str, object]]:
    return [{"type": "mention", "offset": 0, "length": 5, "actor": actor}]


async def test_who_is_named_or_answered_is_told_until_he_has_read(live: Live) -> None:
    anna, boris, vera = [await live.person(name) for name in ("Анна Лебедева", "Борис Ильин", "Вера Орлова")]
    group = await live.group(anna, boris)
    async with boris.socket() as told:
        await anna.ask("send_message", chat=group, cid="1", text="Борис, гляньте", entities=naming(boris.id))
        event = await told.event("mention")
        seq = event["seq"]
        assert event == {"ev": "mention", "actor": boris.id, "chat": group, "seq": seq}
        mine = await boris.ask("send_message", chat=group, cid="1", text="Гляну")
        await anna.ask("send_message", chat=group, cid="2", text="Спасибо", reply_to=mine["seq"])
        answered = (await told.event("mention"))["seq"]
        await anna.ask("send_message", chat=group, cid="3", text="Вера, а вы?", entities=naming(vera.id))
        await live.server.messenger.notices.hearing.turn()
    assert (await boris.ask("list_mentions"))["mentions"] == [{"chat": group, "seqs": [seq, answered]}]
    await boris.ask("mark_read", chat=group, seq=seq)
    assert (await boris.ask("list_mentions"))["mentions"] == [{"chat": group, "seqs": [answered]}]
    assert (await vera.ask("list_mentions"))["mentions"] == [], "she is not in the group"
    await boris.ask("mark_read", chat=group, seq=answered)
    assert (await boris.ask("list_mentions"))["mentions"] == []
    assert await live.database.fetchval("SELECT count(*) FROM notices_mentions") == 0


async def test_an_archived_chat_comes_back_with_a_message_unless_it_is_muted(live: Live) -> None:
    anna, boris = await live.person("Анна Лебедева"), await live.person("Борис Ильин")
    loud, muted = await live.dialog(anna, boris), await live.group(anna, boris)
    await boris.ask("set_mute", chat=muted, until=4_000_000_000_000)
    for chat in (loud, muted):
        await boris.ask("set_archived", chat=chat, on=True)
    async with boris.socket() as told:
        for chat in (loud, muted):
            await anna.ask("send_message", chat=chat, cid=f"{chat}", text="Есть новости")
        event = await told.event("membership", lambda one: not one["chat"]["membership"]["archived"])
        assert event["chat"]["id"] == loud
    await live.server.messenger.notices.hearing.turn()
    assert [chat["id"] for chat in (await boris.ask("list_chats", archived=True))["chats"]] == [muted]


async def test_settings_follow_to_other_devices(live: Live) -> None:
    anna = await live.person("Анна Лебедева")
    async with anna.socket() as told:
        quiet = {"on": True, "start": 1290, "end": 420, "zone": "Europe/Moscow", "days": [0, 4]}
        answer = await anna.ask("set_notices", channels="nobody", quiet=quiet)
        assert (await told.event("settings"))["notices"] == answer["settings"]
        await anna.ask("set_privacy", last_seen="nobody")
        assert (await told.event("settings"))["privacy"]["last_seen"] == "nobody"
    async with anna.socket() as socket:
        await socket.ask("set_notices", sound=False)
        await socket.ask("set_privacy", read_marks=False)
    kept = (await anna.ask("get_notices"))["settings"]
    assert (kept["channels"], kept["quiet"]["start"], kept["sound"]) == ("nobody", 1290, False)


@pytest.mark.parametrize(
    ("quiet", "code"),
    [
        ({"on": True, "zone": "Mars/Olympus"}, "zone_unknown"),
        ({"on": True, "zone": "../etc/passwd"}, "zone_unknown"),
        ({"on": True, "start": 60, "end": 60}, "quiet_empty"),
        ({"on": True, "days": []}, "quiet_empty"),
        ({"on": True, "start": 1440}, "bad_fields"),
    ],
)
async def test_bad_quiet_hours(live: Live, quiet: dict[str, object], code: str) -> None:
    anna = await live.person("Анна Лебедева")
    with pytest.raises(Refusal) as refused:
        await anna.ask("set_notices", quiet=quiet)
    assert refused.value.code == code
