"""What bots are told, and how they fetch it."""

import asyncio

import pytest

from tests.bots.stand import BotStand, kinds, say, with_messages
from tests.bots.talk import without_nulls
from tests.support.live import Live, Someone
from veche.bots.actions import happenings
from veche.bots.model.mids import mid_of
from veche.bots.model.updates import TYPES
from veche.chats import model
from veche.ground.bus import MemoryBus, MemoryHub
from veche.ground.db import Database


async def test_a_dialog_begins_with_bot_started_and_goes_on_with_messages(stand: BotStand) -> None:
    anna, bot = await stand.live.person("Анна Викторовна Соколова"), await stand.bot()
    chat = await stand.dialog(anna, bot)
    await say(anna, chat, "Здравствуйте")
    started, created = await bot.updates(2)
    assert started["update_type"] == "bot_started"
    assert (started["chat_id"], started["user_id"]) == (chat, anna.id)
    assert started["user"]["name"] == "Анна Викторовна Соколова"
    assert started["user_locale"] == "ru"
    assert "payload" not in started
    assert created["update_type"] == "message_created"
    message = created["message"]
    assert message["body"]["text"] == "Здравствуйте"
    assert message["sender"]["user_id"] == anna.id
    assert message["sender"]["first_name"] == "Анна Викторовна"
    assert message["recipient"] == {"chat_id": chat, "chat_type": "dialog", "user_id": bot.id}
    assert created["timestamp"] == message["timestamp"]


async def test_a_start_with_a_payload_is_told_at_every_start(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    first = await anna.ask("start_bot", bot=bot.id, payload="from_poster")
    await anna.ask("start_bot", bot=bot.id)
    await say(anna, first["chat"]["id"], "Привет")
    updates = await bot.updates(3)
    assert kinds(updates) == ["bot_started", "bot_started", "message_created"]
    assert updates[0]["payload"] == "from_poster"
    assert "payload" not in updates[1]
    refused = await anna.post("start_bot", bot=bot.id, payload="нельзя так")
    assert refused.json()["error"]["code"] == "bot_payload"
    nobody = await anna.post("start_bot", bot=anna.id)
    assert nobody.json()["error"]["code"] == "bot_not_there"


async def test_edits_and_deletions_are_told_and_reactions_are_not(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.dialog(anna, bot)
    first, second = await say(anna, chat, "Раз"), await say(anna, chat, "Два")
    updates = await bot.updates(3)
    mids = [update["message"]["body"]["mid"] for update in updates[1:]]
    await anna.ask("edit_message", chat=chat, seq=first, text="Раз, и хватит")
    (edited,) = await bot.updates(1, marker=bot.marker)
    assert (edited["update_type"], edited["message"]["body"]["mid"]) == ("message_edited", mids[0])
    assert edited["message"]["body"]["text"] == "Раз, и хватит"
    await anna.ask("react", chat=chat, seq=first, emoji="👍", on=True)
    await anna.ask("pin_message", chat=chat, seq=second, on=True)
    await bot.nothing_new()
    await anna.ask("delete_messages", chat=chat, seqs=[second], for_everyone=True)
    (removed,) = await bot.updates(1, marker=bot.marker)
    assert removed["update_type"] == "message_removed"
    assert (removed["message_id"], removed["chat_id"], removed["user_id"]) == (mids[1], chat, anna.id)


async def test_what_was_deleted_before_it_was_told_is_not_told(
    stand: BotStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.dialog(anna, bot)
    await say(anna, chat, "Первое")
    await bot.updates(2)
    updates = stand.bots.updates
    await stand.settle()
    monkeypatch.setattr(updates, "hear", lambda changed: None)
    seq = await say(anna, chat, "Тайна")
    await say(anna, chat, "Второе")
    await anna.ask("delete_messages", chat=chat, seqs=[seq], for_everyone=True)
    monkeypatch.undo()
    await updates.look_at_all()
    (told,) = await bot.updates(1, marker=bot.marker)
    assert told["message"]["body"]["text"] == "Второе"
    await bot.nothing_new()


async def test_a_bot_is_not_told_what_it_did_itself(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.dialog(anna, bot)
    await say(anna, chat, "Привет")
    await bot.updates(2)
    sent = await bot.ok("POST", "/messages", chat_id=chat, json={"text": "Здравствуйте"})
    mid = sent["message"]["body"]["mid"]
    await bot.ok("PUT", "/messages", message_id=mid, json={"text": "Здравствуйте!"})
    await bot.ok("DELETE", "/messages", message_id=mid)
    await bot.nothing_new()


async def test_in_a_group_only_admins_that_may_read_everything_hear(stand: BotStand) -> None:
    anna, boris, bot = await stand.live.person(), await stand.live.person(), await stand.bot()
    chat = await stand.live.group(anna, boris)
    await anna.ask("add_members", chat=chat, actors=[bot.id])
    await say(boris, chat, "Тайна")
    (added,) = await bot.updates(1)
    assert added["update_type"] == "bot_added"
    assert (added["chat_id"], added["user_id"], added["is_channel"]) == (-chat, anna.id, False)
    plain = await anna.post("set_bot_reading", chat=chat, bot=bot.id, on=True)
    assert plain.json()["error"]["code"] == "bot_no_admin"
    await anna.ask("set_role", chat=chat, actor=bot.id, role="admin", rights=255)
    await say(boris, chat, "Ещё одна тайна")
    await bot.nothing_new()
    stranger = await boris.post("set_bot_reading", chat=chat, bot=bot.id, on=True)
    assert stranger.json()["error"]["code"] == "no_right"
    await anna.ask("set_bot_reading", chat=chat, bot=bot.id, on=True)
    assert await anna.ask("list_chat_bots", chat=chat) == {"bots": [{"bot": bot.id, "reads_all": True, "hears": True}]}
    await say(boris, chat, "Это можно")
    (told,) = await bot.updates(1, marker=bot.marker)
    assert told["message"]["body"]["text"] == "Это можно"
    assert told["message"]["recipient"] == {"chat_id": -chat, "chat_type": "chat"}
    assert "user_locale" not in told
    await anna.ask("set_role", chat=chat, actor=bot.id, role="member")
    await say(boris, chat, "Снова тайна")
    await bot.nothing_new()


async def test_a_bot_in_a_room_that_promises_secrecy_hears_nothing(stand: BotStand, database: Database) -> None:
    """There are no such rooms yet; when they come, this is decided already."""
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.group(anna, bot)
    await database.execute("ALTER TABLE chats_chats DROP CONSTRAINT chats_chats_mode_check")
    await database.execute("UPDATE chats_chats SET mode = 'recorded' WHERE id = $1", chat)
    await bot.updates(1)
    await say(anna, chat, "Между нами")
    await bot.nothing_new()


async def test_comings_goings_and_titles_of_a_group(stand: BotStand) -> None:
    anna, boris, bot = await stand.live.person("Анна"), await stand.live.person("Борис"), await stand.bot()
    chat = await stand.group(anna, bot)
    await bot.updates(1)
    await anna.ask("add_members", chat=chat, actors=[boris.id])
    await anna.ask("update_chat", chat=chat, title="Благоустройство")
    await boris.ask("leave_chat", chat=chat)
    await anna.ask("add_members", chat=chat, actors=[boris.id])
    await anna.ask("remove_member", chat=chat, actor=boris.id)
    came, titled, left, again, out = await bot.updates(5, marker=bot.marker)
    assert (came["update_type"], came["user_id"], came["inviter_id"]) == ("user_added", boris.id, anna.id)
    assert came["is_channel"] is False
    assert (titled["update_type"], titled["title"], titled["user_id"]) == (
        "chat_title_changed",
        "Благоустройство",
        anna.id,
    )
    assert left["update_type"] == "user_removed"
    assert "admin_id" not in left
    assert again["update_type"] == "user_added"
    assert (out["update_type"], out["user_id"], out["admin_id"]) == ("user_removed", boris.id, anna.id)


async def test_a_bot_is_told_that_it_was_put_out(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.group(anna, bot)
    await bot.updates(1)
    await anna.ask("remove_member", chat=chat, actor=bot.id)
    (removed,) = await bot.updates(1, marker=bot.marker)
    assert (removed["update_type"], removed["chat_id"], removed["user_id"]) == ("bot_removed", -chat, anna.id)
    await say(anna, chat, "Теперь без него")
    await bot.nothing_new()


async def test_a_muted_and_a_blocked_dialog(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.dialog(anna, bot)
    await say(anna, chat, "Привет")
    await bot.updates(2)
    await anna.ask("set_mute", chat=chat, until=4_000_000_000_000)
    await anna.ask("set_mute", chat=chat, until=None)
    muted, unmuted = await bot.updates(2, marker=bot.marker)
    assert (muted["update_type"], muted["muted_until"]) == ("dialog_muted", 4_000_000_000_000)
    assert unmuted["update_type"] == "dialog_unmuted"
    await anna.ask("block_actor", actor=bot.id)
    (stopped,) = await bot.updates(1, marker=bot.marker)
    assert (stopped["update_type"], stopped["user_id"]) == ("bot_stopped", anna.id)


async def test_updates_of_readers_in_a_channel(stand: BotStand) -> None:
    anna, boris, bot = await stand.live.person(), await stand.live.person(), await stand.bot()
    chat = (await anna.ask("create_channel", title="Новости города"))["chat"]["id"]
    await anna.ask("add_members", chat=chat, actors=[bot.id])
    await anna.ask("set_role", chat=chat, actor=bot.id, role="admin", rights=255)
    await anna.ask("set_bot_reading", chat=chat, bot=bot.id, on=True)
    await anna.ask("add_members", chat=chat, actors=[boris.id])
    await stand.settle()
    seq = await say(anna, chat, "Отключение воды")
    added, came, post = await bot.updates(3)
    assert (added["update_type"], added["is_channel"]) == ("bot_added", True)
    assert (came["update_type"], came["user_id"], came["is_channel"]) == ("user_added", boris.id, True)
    assert came["inviter_id"] == anna.id
    assert "sender" not in post["message"], "posts of a channel are not signed"
    assert post["message"]["stat"] == {"views": 0}
    await boris.ask("view_messages", chat=chat, seqs=[seq])
    await stand.live.server.messenger.messages.views.stop()
    seen = await bot.get(f"/messages/{post['message']['body']['mid']}")
    assert seen["stat"] == {"views": 1}
    await boris.ask("leave_chat", chat=chat)
    (left,) = await bot.updates(1, marker=bot.marker)
    assert (left["update_type"], left["user_id"], "admin_id" in left) == ("user_removed", boris.id, False)


async def test_comings_and_goings_in_a_large_group(stand: BotStand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its history has no line for them; many at once are told in pieces, each once, and not to who did it."""
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.group(anna, bot)
    await bot.updates(1)
    monkeypatch.setattr(model, "QUIET_ABOVE", 1)
    monkeypatch.setattr(happenings, "AT_ONCE", 2)
    people = [await stand.live.person() for _ in range(5)]
    await anna.ask("add_members", chat=chat, actors=[one.id for one in people])
    came = await bot.updates(5, marker=bot.marker)
    assert {one["update_type"] for one in came} == {"user_added"}
    assert sorted(one["user_id"] for one in came) == sorted(one.id for one in people)
    assert all(one["inviter_id"] == anna.id and one["is_channel"] is False for one in came)
    await bot.ok("DELETE", f"/chats/{-chat}/members", user_id=people[0].id)
    await people[1].ask("leave_chat", chat=chat)
    (left,) = await bot.updates(1, marker=bot.marker)
    assert (left["update_type"], left["user_id"]) == ("user_removed", people[1].id)
    await bot.nothing_new()


COMMENTS = "comment_created,comment_edited,comment_removed"


async def _discussed(stand: BotStand, anna: Someone) -> tuple[int, int, str]:
    """A channel of Anna's with comments: the channel, the seq of its post, its name for bots."""
    channel: int = (await anna.ask("create_channel", title="Новости двора"))["chat"]["id"]
    await anna.ask("update_chat", chat=channel, comments=True)
    post = await anna.ask("send_message", chat=channel, cid="post", text="Парк откроется в мае")
    return channel, post["seq"], mid_of(-channel, post["at"], post["seq"])


async def test_comments_are_told_as_under_their_post(stand: BotStand) -> None:
    anna, boris, bot = await stand.live.person("Анна"), await stand.live.person("Борис"), await stand.bot()
    channel, seq, post = await _discussed(stand, anna)
    await anna.ask("add_members", chat=channel, actors=[bot.id, boris.id])
    group = (await boris.ask("open_comments", chat=channel, seq=seq))["chat"]
    await say(boris, group, "Пока бот не читает", topic=seq)
    await anna.ask("set_role", chat=channel, actor=bot.id, role="admin", rights=255)
    await anna.ask("set_bot_reading", chat=channel, bot=bot.id, on=True)
    first = await say(boris, group, "В каком мае?", topic=seq)
    (created,) = await bot.updates(1, types=COMMENTS)
    message = created["message"]
    assert (created["update_type"], message["body"]["text"]) == ("comment_created", "В каком мае?")
    assert message["recipient"] == {"chat_id": -channel, "chat_type": "channel", "post_id": post}
    assert (message["sender"]["user_id"], created["timestamp"]) == (boris.id, message["timestamp"])
    mid = message["body"]["mid"]
    assert await bot.get(f"/messages/{post}/comments/{mid}") == message
    assert (await bot.get(f"/messages/{post}/comments", comment_ids=mid))["messages"] == [message]
    await bot.ok("POST", f"/messages/{post}/comments", json={"text": "В этом", "link": {"type": "reply", "mid": mid}})
    await boris.ask("edit_message", chat=group, seq=first, text="В этом мае?")
    (edited,) = await bot.updates(1, marker=bot.marker, types=COMMENTS)
    assert (edited["update_type"], edited["message"]["body"]["mid"]) == ("comment_edited", mid)
    assert edited["message"]["body"]["text"] == "В этом мае?"
    await boris.ask("react", chat=group, seq=first, emoji="👍", on=True)
    await boris.ask("delete_messages", chat=group, seqs=[first], for_everyone=True)
    (removed,) = await bot.updates(1, marker=bot.marker, types=COMMENTS)
    without_nulls([created, edited, removed])
    assert removed == {
        "update_type": "comment_removed",
        "timestamp": removed["timestamp"],
        "chat_id": -channel,
        "message_id": mid,
        "user_id": boris.id,
        "post_id": post,
    }
    await say(boris, group, "Для тех, кто назвал", topic=seq)
    await bot.nothing_new()
    await anna.ask("set_role", chat=channel, actor=bot.id, role="member")
    last = bot.marker
    await say(boris, group, "Тайна", topic=seq)
    await stand.settle()
    told = (await bot.get("/updates", marker=last, timeout=0, types=COMMENTS))["updates"]
    assert [one["message"]["body"]["text"] for one in told] == ["Для тех, кто назвал"]


async def test_comments_that_were_missed_are_told_later(stand: BotStand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Comments are switched on when the bot is there already, and what it did to a comment it is not told."""
    anna, bot = await stand.live.person("Анна"), await stand.bot()
    channel: int = (await anna.ask("create_channel", title="Новости двора"))["chat"]["id"]
    await anna.ask("add_members", chat=channel, actors=[bot.id])
    await anna.ask("set_role", chat=channel, actor=bot.id, role="admin", rights=255)
    await anna.ask("set_bot_reading", chat=channel, bot=bot.id, on=True)
    await anna.ask("update_chat", chat=channel, comments=True)
    seq = await say(anna, channel, "Парк откроется в мае")
    group = (await anna.ask("open_comments", chat=channel, seq=seq))["chat"]
    updates = stand.bots.updates
    await stand.settle()
    monkeypatch.setattr(updates, "hear", lambda changed: None)
    for text in ("Раз", "Два"):
        await say(anna, group, text, topic=seq)
    monkeypatch.undo()
    await updates.look_at_all()
    told = await bot.updates(2, types=COMMENTS)
    assert [one["message"]["body"]["text"] for one in told] == ["Раз", "Два"]
    post, mid = told[0]["message"]["recipient"]["post_id"], told[0]["message"]["body"]["mid"]
    await bot.ok("DELETE", f"/messages/{post}/comments", comment_id=mid)
    await updates.settle()
    assert (await bot.get("/updates", marker=bot.marker, timeout=0, types=COMMENTS))["updates"] == []


# -- nothing is lost


async def test_what_was_said_while_nobody_listened_is_told_at_the_start(database: Database) -> None:
    live = Live(database)
    await live.start()
    stand = BotStand(live)
    anna, bot = await live.person(), await stand.bot()
    chat = await stand.dialog(anna, bot)
    await say(anna, chat, "Раз")
    await bot.updates(2)
    await stand.bots.updates.stop()  # as if the process had died between the commit and the writing
    await say(anna, chat, "Два")
    await anna.ask("add_members", chat=await live.group(anna), actors=[bot.id])
    await database.execute("DELETE FROM bots_rooms WHERE chat_id <> $1", chat)
    await stand.close()
    await live.stop()
    again = Live(database, cell=1)
    await again.start()
    stand = BotStand(again)
    bot.stand = stand
    updates = await bot.updates(2, marker=bot.marker)
    texts = [update["message"]["body"]["text"] for update in updates if update["update_type"] == "message_created"]
    assert texts == ["Два"]
    assert "bot_added" in kinds(updates)
    await stand.close()
    await again.stop()


async def test_two_processes_tell_each_update_once(database: Database) -> None:
    hub = MemoryHub()
    first, second = Live(database, bus=MemoryBus(hub)), Live(database, bus=MemoryBus(hub), cell=1)
    await first.start()
    await second.start()
    one, other = BotStand(first), BotStand(second)
    try:
        anna, bot = await first.person(), await one.bot()
        chat = await one.dialog(anna, bot)
        bot.stand = other
        waiting = asyncio.create_task(bot.updates(3))
        for text in ("Раз", "Два"):
            await say(anna, chat, text)
        updates = await waiting
        assert kinds(updates) == ["bot_started", "message_created", "message_created"]
        await bot.nothing_new()
    finally:
        await one.close()
        await other.close()
        await first.stop()
        await second.stop()


async def test_updates_are_forgotten_after_a_day(stand: BotStand, database: Database) -> None:
    bot, _, _ = await with_messages(stand, 2)
    await database.execute("UPDATE bots_updates SET created_at = created_at - interval '25 hours' WHERE number < 3")
    await stand.bots.updates.sweep()
    found = await bot.get("/updates")
    assert len(found["updates"]) == 1
    assert found["marker"] == 4


async def test_no_update_has_a_null_and_all_have_what_is_required(stand: BotStand) -> None:
    anna, boris, bot = await stand.live.person(), await stand.live.person("Борис"), await stand.bot()
    chat = await stand.group(anna, bot)
    await anna.ask("add_members", chat=chat, actors=[boris.id])
    seq = await say(boris, chat, "Слово")
    await say(boris, chat, "Ответ", reply_to=seq)
    await boris.ask("edit_message", chat=chat, seq=seq, text="Другое слово")
    await anna.ask("update_chat", chat=chat, title="Иначе")
    updates = await bot.updates(5)
    for update in updates:
        without_nulls(update)
        assert update["update_type"] in TYPES
        assert isinstance(update["timestamp"], int)
        for user in [update.get("user"), update.get("message", {}).get("sender")]:
            if user is not None:
                assert {"user_id", "first_name", "is_bot", "last_activity_time", "name"} <= user.keys()
