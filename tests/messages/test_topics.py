"""Topics of groups, comments under posts, views, readers, jump to date, slow mode, the admin log."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.support.live import Live, Refusal, Someone

Json = dict[str, Any]


async def say(who: Someone, chat: int, text: str, **fields: Any) -> int:
    return int((await who.ask("send_message", chat=chat, cid=f"{text}/{chat}", text=text, **fields))["seq"])


async def texts(who: Someone, chat: int, **fields: Any) -> list[str]:
    page = await who.ask("history", chat=chat, **fields)
    return [one.get("text", "") for one in page["messages"] if one.get("kind") != "service"]


async def channel(owner: Someone, *readers: Someone) -> int:
    made = await owner.ask("create_channel", title="Новости", members=[reader.id for reader in readers])
    return int(made["chat"]["id"])


async def test_a_topic_is_made_spoken_in_closed_and_counted(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    with pytest.raises(Refusal, match="topics_are_off"):
        await anna.ask("create_topic", chat=chat, title="Снег")
    changed = await anna.ask("update_chat", chat=chat, topics=True)
    assert changed["chat"]["topics"] is True
    with pytest.raises(Refusal, match="no_right"):
        await boris.ask("create_topic", chat=chat, title="Снег")
    async with boris.socket() as b:
        topic = await anna.ask("create_topic", chat=chat, title=" Снег  и лёд ", emoji="❄️")
        assert (await b.event("topic"))["topic"]["title"] == "Снег и лёд"
        await say(boris, chat, "Общее")
        seq = await say(boris, chat, "Лёд на Ленина", topic=topic["id"])
        heard = await b.event("message", lambda e: e["seq"] == seq)
        assert heard["topic"] == topic["id"]
    assert await texts(anna, chat, topic=topic["id"]) == ["Лёд на Ленина"]
    assert await texts(anna, chat, topic=0) == ["Общее"]
    (listed,) = (await boris.ask("list_topics", chat=chat))["topics"]
    assert (listed["seq"], listed["count"]) == (seq, 1)
    await anna.ask("edit_topic", chat=chat, topic=topic["id"], closed=True, title="Снег")
    with pytest.raises(Refusal, match="topic_closed"):
        await say(boris, chat, "Поздно", topic=topic["id"])
    with pytest.raises(Refusal, match="topic_not_found"):
        await say(boris, chat, "Мимо", topic=404)
    await anna.ask("delete_messages", chat=chat, seqs=[seq], for_everyone=True)
    (listed,) = (await boris.ask("list_topics", chat=chat))["topics"]
    assert (listed["title"], listed.get("count", 0), listed["closed"]) == ("Снег", 0, True)


async def test_comments_stand_under_a_post_and_are_counted(live: Live) -> None:
    anna, boris, vera = [await live.person() for _ in range(3)]
    news = await channel(anna, boris, vera)
    seq = await say(anna, news, "Открыт каток")
    with pytest.raises(Refusal, match="comments_are_off"):
        await boris.ask("open_comments", chat=news, seq=seq)
    card = (await anna.ask("update_chat", chat=news, comments=True))["chat"]
    async with vera.socket() as v:
        opened = await boris.ask("open_comments", chat=news, seq=seq)
        assert opened == await boris.ask("open_comments", chat=news, seq=seq)
        assert opened == {"chat": card["comments_chat"], "topic": seq}
        await say(boris, opened["chat"], "Ура", topic=seq)
        post = await v.event("message", lambda e: e["seq"] == seq and e.get("comments") == 1)
        assert post["text"] == "Открыт каток"
        second = await say(boris, opened["chat"], "А прокат?", topic=seq)
        await v.event("message", lambda e: e["seq"] == seq and e.get("comments") == 2)
        await boris.ask("delete_messages", chat=opened["chat"], seqs=[second], for_everyone=True)
        await v.event("message", lambda e: e["seq"] == seq and e.get("comments") == 1)
    with pytest.raises(Refusal, match="chat_not_found"):
        await vera.ask("history", chat=opened["chat"])  # who did not open comments is not in their group
    listed = (await boris.ask("list_chats"))["chats"]
    assert opened["chat"] not in [one["id"] for one in listed]
    (mine,) = [(await boris.ask("get_chat", chat=opened["chat"]))["chat"]["membership"]]
    assert mine["muted_until"] > 4_000_000_000_000  # comments under other posts wake nobody
    (owner_role,) = [
        (await anna.ask("get_chat", chat=one["chat"]))["chat"]["membership"]["role"]
        for one in [await anna.ask("open_comments", chat=news, seq=seq)]
    ]
    assert owner_role == "owner"
    await anna.ask("delete_messages", chat=news, seqs=[seq], for_everyone=True)
    with pytest.raises(Refusal, match="topic_closed"):
        await say(boris, opened["chat"], "Уже нет", topic=seq)


async def test_who_leaves_a_channel_leaves_its_comments(live: Live) -> None:
    anna, boris, stranger = [await live.person() for _ in range(3)]
    news = await channel(anna, boris)
    seq = await say(anna, news, "Новость")
    await anna.ask("update_chat", chat=news, comments=True)
    opened = await boris.ask("open_comments", chat=news, seq=seq)
    with pytest.raises(Refusal, match="chat_not_found"):
        await stranger.ask("open_comments", chat=news, seq=seq)
    await anna.ask("remove_member", chat=news, actor=boris.id)
    with pytest.raises(Refusal, match="chat_not_found"):
        await say(boris, opened["chat"], "Ещё здесь?", topic=seq)
    assert await live.database.fetchval("SELECT members_count FROM chats_chats WHERE id = $1", opened["chat"]) == 0


async def test_features_belong_where_they_make_sense(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    group, news, dialog = await live.group(anna, boris), await channel(anna), await live.dialog(anna, boris)
    for chat, fields, code in (
        (group, {"comments": True}, "only_in_channels"),
        (news, {"topics": True}, "only_in_groups"),
        (news, {"slow_mode": 10}, "only_in_groups"),
        (dialog, {"slow_mode": 10}, "not_in_dialog"),
    ):
        with pytest.raises(Refusal, match=code):
            await anna.ask("update_chat", chat=chat, **fields)
    with pytest.raises(Refusal, match="no_right"):
        await boris.ask("update_chat", chat=group, slow_mode=10)


async def test_in_slow_mode_a_member_waits_and_admins_do_not(live: Live) -> None:
    anna, boris, vera = [await live.person() for _ in range(3)]
    chat = await live.group(anna, boris, vera)
    await anna.ask("update_chat", chat=chat, slow_mode=60)
    await say(boris, chat, "Раз")
    with pytest.raises(Refusal, match="slow_mode") as refused:
        await say(boris, chat, "Два")
    assert 50 <= refused.value.error["retry_after"] <= 60
    assert (await boris.ask("send_message", chat=chat, cid=f"Раз/{chat}", text="Раз"))["duplicate"]
    for number in range(3):
        await say(anna, chat, f"Владелец {number}")
    # Many at once, in one batch and over several: one gets through.
    async with vera.socket() as v:
        outcomes = await asyncio.gather(
            *(v.ask("send_message", chat=chat, cid=f"v{number}", text=f"{number}") for number in range(10)),
            return_exceptions=True,
        )
    assert sum(isinstance(outcome, dict) for outcome in outcomes) == 1
    await live.database.execute("UPDATE chats_members SET spoke_at = spoke_at - interval '61 s'")
    await say(boris, chat, "Три")
    await anna.ask("update_chat", chat=chat, slow_mode=0)
    await say(boris, chat, "Четыре")
    assert "Два" not in await texts(anna, chat)


async def test_a_post_counts_each_person_once(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    news, group = await channel(anna, boris), await live.group(anna, boris)
    seq, elsewhere = await say(anna, news, "Новость"), await say(anna, group, "Не новость")
    phone = await boris.another_device()
    for who in (boris, boris, phone, anna):
        await who.ask("view_messages", chat=news, seqs=[seq, 404])
    await boris.ask("view_messages", chat=group, seqs=[elsewhere])
    await live.server.messenger.messages.views.stop()
    await phone.ask("view_messages", chat=news, seqs=[seq])
    await live.server.messenger.messages.views.stop()
    assert (await anna.ask("get_views", chat=news, seqs=[seq, 404]))["views"] == {str(seq): 2}
    assert (await anna.ask("get_views", chat=group, seqs=[elsewhere]))["views"] == {}
    stranger = await live.person()
    for command in ("view_messages", "get_views"):
        with pytest.raises(Refusal, match="chat_not_found"):
            await stranger.ask(command, chat=news, seqs=[seq])


async def test_who_has_read_is_known_in_small_chats(live: Live) -> None:
    anna, boris, vera = [await live.person() for _ in range(3)]
    chat = await live.group(anna, boris, vera)
    seq = await say(anna, chat, "Прочтите")
    assert (await anna.ask("message_readers", chat=chat, seq=seq))["readers"] == []
    await boris.ask("mark_read", chat=chat, seq=seq)
    late = await live.person()
    await anna.ask("add_members", chat=chat, actors=[late.id])
    await late.ask("mark_read", chat=chat, seq=seq)  # he was not there when it was said
    assert (await anna.ask("message_readers", chat=chat, seq=seq))["readers"] == [{"actor": boris.id}]
    news = await channel(anna, boris)
    post = await say(anna, news, "Новость")
    with pytest.raises(Refusal, match="too_many_readers"):
        await anna.ask("message_readers", chat=news, seq=post)
    with pytest.raises(Refusal, match="message_not_found"):
        await anna.ask("message_readers", chat=chat, seq=404)


async def test_a_date_leads_to_its_first_message(live: Live) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    seqs = [await say(anna, chat, f"{number}") for number in range(9)]
    for number, seq in enumerate(seqs):
        await live.database.execute(
            "UPDATE messages_messages SET sent_at = '2026-11-01'::timestamptz + $3 * interval '1 day'"
            " WHERE chat_id = $1 AND (seq = $2 OR $3 = 0)",
            chat,
            seq,
            number,
        )
    fifth = 1_793_491_200_000 + 4 * 86_400_000  # 2026-11-01 and four days
    page = await anna.ask("history", chat=chat, at=fifth - 1000, limit=2)
    assert [one["text"] for one in page["messages"]] == ["3", "4"]
    assert (await texts(anna, chat, at=1, limit=3))[0] == "0"
    assert "8" in await texts(anna, chat, at=fifth * 2, limit=2)
    with pytest.raises(Refusal, match="bad_page"):
        await anna.ask("history", chat=chat, at=fifth, before=3)


async def test_those_who_run_a_chat_see_what_was_done(live: Live) -> None:
    anna, boris, vera = [await live.person() for _ in range(3)]
    chat = await live.group(anna, boris, vera, title="Дороги")
    await anna.ask("update_chat", chat=chat, title="Дороги и мосты", slow_mode=5)
    await anna.ask("set_role", chat=chat, actor=boris.id, role="admin")
    seq = await say(vera, chat, "Лишнее")
    await boris.ask("pin_message", chat=chat, seq=seq, on=True)
    await boris.ask("delete_messages", chat=chat, seqs=[seq], for_everyone=True)
    await anna.ask("remove_member", chat=chat, actor=vera.id)
    entries = (await boris.ask("list_admin_log", chat=chat))["entries"]
    acts = ["member_removed", "messages_deleted", "message_pinned", "role", "slow_mode", "title"]
    assert [entry["act"] for entry in entries] == acts
    assert entries[1]["details"] == {"seqs": [seq], "senders": [vera.id]}
    assert entries[-1]["details"] == {"old": "Дороги", "new": "Дороги и мосты"}
    assert "Лишнее" not in str(entries)
    older = (await boris.ask("list_admin_log", chat=chat, before=entries[3]["id"]))["entries"]
    assert [entry["act"] for entry in older] == acts[4:]
    mine = await say(boris, chat, "Своё")
    await boris.ask("delete_messages", chat=chat, seqs=[mine], for_everyone=True)
    assert len((await boris.ask("list_admin_log", chat=chat))["entries"]) == len(entries)
    await anna.ask("set_role", chat=chat, actor=boris.id, role="member")
    with pytest.raises(Refusal, match="no_right"):
        await boris.ask("list_admin_log", chat=chat)
    with pytest.raises(Refusal, match="chat_not_found"):
        await vera.ask("list_admin_log", chat=chat)


async def test_reactions_are_listed_by_emoji_and_in_pages(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    seq = await say(anna, chat, "Как вам?")
    for who, emoji in ((anna, "👍"), (boris, "👍"), (boris, "🔥")):
        await who.ask("react", chat=chat, seq=seq, emoji=emoji, on=True)
    everyone = (await anna.ask("list_reactions", chat=chat, seq=seq))["reactions"]
    assert len(everyone) == 3
    fires = (await anna.ask("list_reactions", chat=chat, seq=seq, emoji="🔥"))["reactions"]
    assert [one["actor"] for one in fires] == [boris.id]
    first = (await anna.ask("list_reactions", chat=chat, seq=seq, limit=1))["reactions"]
    rest = (await anna.ask("list_reactions", chat=chat, seq=seq, before=first[0]["at"]))["reactions"]
    assert len(rest) <= 2
