"""/chats: what a bot asks of chats, and what it does in them."""

from typing import Any

import httpx
import pytest

from tests.bots.stand import BotStand, Robot, say
from tests.bots.talk import refused, without_nulls
from tests.media.samples import picture
from tests.support.live import Json, Someone
from veche.ground.ids import ChatId
from veche.messages import Message

MEMBER = {
    *("user_id", "first_name", "is_bot", "last_activity_time", "name", "avatar_url", "full_avatar_url"),
    *("last_access_time", "is_owner", "is_admin", "join_time", "permissions"),
}


async def test_a_dialog(stand: BotStand) -> None:
    anna, bot = await stand.live.person("Анна Викторовна Соколова"), await stand.bot()
    chat = await stand.dialog(anna, bot)
    shown = await bot.get(f"/chats/{chat}")
    assert (shown["chat_id"], shown["type"], shown["status"]) == (chat, "dialog", "active")
    assert shown["participants_count"] == 2
    assert shown["is_public"] is False
    assert "title" not in shown
    other = shown["dialog_with_user"]
    assert (other["user_id"], other["name"], other["avatar_url"]) == (anna.id, "Анна Викторовна Соколова", "")
    without_nulls(shown)
    assert (await bot.get(f"/chats/{-chat}"))["chat_id"] == chat, "the sign does not decide what it is"


async def test_a_group_with_its_pin(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.group(anna, bot)
    await say(anna, chat, "Повестка")
    shown = await bot.get(f"/chats/{-chat}")
    assert (shown["chat_id"], shown["type"], shown["title"]) == (-chat, "chat", "Планёрка отдела")
    assert "pinned_message" not in shown
    assert await bot.get(f"/chats/{-chat}/pin") == {}
    told = (await bot.updates(2))[-1]["message"]
    assert await bot.ok("PUT", f"/chats/{-chat}/pin", json={"message_id": told["body"]["mid"], "notify": False}) == {
        "success": True
    }
    for pinned in (
        (await bot.get(f"/chats/{-chat}"))["pinned_message"],
        (await bot.get(f"/chats/{-chat}/pin"))["message"],
    ):
        assert pinned["body"]["text"] == "Повестка"
    mine = await bot.ok("POST", "/messages", chat_id=-chat, json={"text": "Первое моё"})
    next_ = await bot.ok("POST", "/messages", chat_id=-chat, json={"text": "Второе моё"})
    for message in (mine, next_):
        await bot.ok("PUT", f"/chats/{-chat}/pin", json={"message_id": message["message"]["body"]["mid"]})
    pins = (await anna.ask("list_pinned", chat=chat))["messages"]
    assert [one["text"] for one in pins] == ["Повестка", "Второе моё"], "its own pin is replaced, others stay"
    await bot.ok("DELETE", f"/chats/{-chat}/pin")
    assert (await bot.get(f"/chats/{-chat}/pin"))["message"]["body"]["text"] == "Повестка"


async def test_strangers_learn_nothing(stand: BotStand) -> None:
    anna, bot, other = await stand.live.person(), await stand.bot(), await stand.bot("Другой")
    chat = await stand.group(anna, bot)
    for method, path in (
        ("GET", f"/chats/{-chat}"),
        ("GET", f"/chats/{-chat}/members"),
        ("GET", f"/chats/{-chat}/members/me"),
        ("GET", f"/chats/{-chat}/pin"),
        ("DELETE", f"/chats/{-chat}/members/me"),
        ("GET", "/chats/123456789"),
        ("GET", "/chats/@town_news"),
    ):
        status, code, ours = await refused(other, method, path)
        assert (status, code, ours) == (404, "chat.not.found", "chat_not_found"), path


async def test_all_chats_in_pages(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    made = [await stand.dialog(anna, bot), await stand.group(anna, bot), await stand.group(anna, bot)]
    await bot.updates(1)
    found, marker = [], None
    for _ in range(2):
        page = await bot.get("/chats", count=2, marker=marker)
        found += page["chats"]
        marker = page.get("marker")
    assert marker is None
    assert sorted(abs(chat["chat_id"]) for chat in found) == sorted(made)


async def test_members_and_admins(stand: BotStand) -> None:
    anna, boris, vera = [await stand.live.person(name) for name in ("Анна", "Борис", "Вера")]
    bot = await stand.bot()
    chat = await stand.group(anna, bot, boris, vera)
    path = f"/chats/{-chat}/members"
    first = await bot.get(path, count=2)
    rest = await bot.get(path, count=10, marker=first["marker"])
    members = first["members"] + rest["members"]
    assert [one["user_id"] for one in members][:2] == [anna.id, bot.id]
    assert {one["user_id"] for one in members} == {anna.id, bot.id, boris.id, vera.id}
    assert "marker" not in rest
    for member in members:
        assert member.keys() >= MEMBER
        without_nulls(member)
    owner, itself, plain = members[0], members[1], members[2]
    assert owner["is_owner"] is True
    assert owner["permissions"][:2] == ["read_all_messages", "add_remove_members"]
    assert itself["username"] == bot.username
    assert (plain["is_admin"], plain["permissions"]) == (False, [])
    named = await bot.get(path, user_ids=f"{vera.id},{boris.id},1")
    assert {one["user_id"] for one in named["members"]} == {vera.id, boris.id}
    assert await bot.get(f"{path}/me") == itself
    admins = await bot.get(f"{path}/admins")
    assert [one["user_id"] for one in admins["members"]] == [anna.id, bot.id]


async def test_a_plain_member_does_not_list_people(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.live.group(anna)
    await anna.ask("add_members", chat=chat, actors=[bot.id])
    for path in ("members", "members/admins", "pin"):
        assert await refused(bot, "GET", f"/chats/{-chat}/{path}") == (403, "access.denied", "bot_no_admin")
    assert (await bot.get(f"/chats/{-chat}/members/me"))["permissions"] == []
    assert (await refused(bot, "PATCH", f"/chats/{-chat}", json={"title": "Моё"}))[2] == "no_right"


async def test_admins_are_made_and_unmade(stand: BotStand) -> None:
    anna, boris, bot, other = (
        await stand.live.person(),
        await stand.live.person(),
        await stand.bot(),
        await stand.bot("Другой"),
    )
    chat = await stand.group(anna, bot, boris)
    await anna.ask("add_members", chat=chat, actors=[other.id])
    path = f"/chats/{-chat}/members/admins"
    admins = [
        {"user_id": boris.id, "permissions": ["write", "pin_message", "can_call"]},
        {"user_id": other.id, "permissions": ["read_all_messages", "write"], "alias": "Дежурный"},
    ]
    await bot.ok("POST", path, json={"admins": admins, "marker": None})
    shown = {one["user_id"]: one for one in (await bot.get(path))["members"]}
    assert shown[boris.id]["permissions"] == ["read_all_messages", "pin_message", "write"]
    assert shown[other.id]["permissions"] == ["read_all_messages", "write"]
    assert shown[other.id]["alias"] == "Дежурный"
    await bot.ok("POST", path, json={"admins": [{"user_id": other.id, "permissions": ["write"]}]})
    assert (await other.get(f"/chats/{-chat}/members/me"))["permissions"] == ["write"]
    assert (await refused(bot, "POST", path, json={"admins": [{"user_id": boris.id, "permissions": ["rule"]}]}))[
        2
    ] == "bot_permission"
    assert (await refused(bot, "POST", path, json={"admins": [{"user_id": 5, "permissions": ["write"]}]}))[0] == 404
    assert (await refused(bot, "DELETE", f"{path}/{anna.id}"))[2] == "owner_untouchable"
    await bot.ok("DELETE", f"{path}/{boris.id}")
    assert {one["user_id"] for one in (await bot.get(path))["members"]} == {anna.id, bot.id, other.id}


async def test_members_come_and_go(stand: BotStand) -> None:
    anna, boris, vera = [await stand.live.person() for _ in range(3)]
    bot = await stand.bot()
    chat = await stand.group(anna, bot)
    path = f"/chats/{-chat}/members"
    await stand.dialog(boris, bot)
    await stand.dialog(vera, bot)
    added = await bot.ok("POST", path, json={"user_ids": [boris.id, 17]})
    assert added["success"] is False
    assert added["failed_user_ids"] == [17]
    assert added["failed_user_details"] == [{"error_code": "add.participant.not.found", "user_ids": [17]}]
    assert await bot.ok("POST", path, json={"user_ids": [vera.id]}) == {"success": True}
    await bot.ok("DELETE", path, user_id=boris.id, block="true")
    await bot.ok("DELETE", path, json={"user_id": vera.id})
    assert {one["user_id"] for one in (await bot.get(path))["members"]} == {anna.id, bot.id}
    assert (await refused(bot, "DELETE", path))[2] == "bot_parameter"
    assert await bot.ok("DELETE", f"{path}/me") == {"success": True}
    assert (await refused(bot, "GET", f"/chats/{-chat}"))[0] == 404


async def test_title_and_description(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.group(anna, bot)
    wanted = {"title": "Новое имя", "description": "О делах", "notify": 1}
    changed = await bot.ok("PATCH", f"/chats/{-chat}", json=wanted)
    assert (changed["title"], changed["description"]) == ("Новое имя", "О делах")
    emptied = await bot.ok("PATCH", f"/chats/{-chat}", json={"description": ""})
    assert "description" not in emptied
    assert (await refused(bot, "PATCH", f"/chats/{-chat}", json={"title": "я" * 201}))[0] == 400


async def test_owner_people_and_count(stand: BotStand) -> None:
    anna, boris, bot = await stand.live.person(), await stand.live.person(), await stand.bot()
    chat = await stand.group(anna, bot, boris)
    await say(anna, chat, "Повестка")
    shown = await bot.get(f"/chats/{-chat}")
    assert shown["owner_id"] == anna.id
    assert shown["participants"].keys() == {str(anna.id), str(boris.id), str(bot.id)}
    assert all(at > 1_700_000_000_000 for at in shown["participants"].values())
    head = (await anna.ask("get_chat", chat=chat))["chat"]["seq"]
    assert shown["messages_count"] == head
    (listed,) = (await bot.get("/chats"))["chats"]
    assert (listed["owner_id"], "participants" in listed) == (anna.id, False)
    await anna.ask("set_role", chat=chat, actor=bot.id, role="member")
    plain = await bot.get(f"/chats/{-chat}")
    assert plain.keys().isdisjoint({"participants", "messages_count"}), "for those who run it"
    dialog = await stand.dialog(anna, bot)
    assert (await bot.get(f"/chats/{dialog}"))["participants"].keys() == {str(anna.id), str(bot.id)}
    assert "owner_id" not in await bot.get(f"/chats/{dialog}")


async def test_a_pin_is_seen_at_once_and_asked_for_once(stand: BotStand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some clients ask for the chat at every update: while nothing happens in it that is one statement."""
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.group(anna, bot)
    first, second = [await say(anna, chat, text) for text in ("Раз", "Два")]
    await stand.settle()
    for seq in (first, second):
        await anna.ask("pin_message", chat=chat, seq=seq, on=True)
        assert (await bot.get(f"/chats/{-chat}"))["pinned_message"]["body"]["text"] == (
            "Раз" if seq == first else "Два"
        )
    await anna.ask("edit_message", chat=chat, seq=second, text="Два с половиной")
    assert (await bot.get(f"/chats/{-chat}"))["pinned_message"]["body"]["text"] == "Два с половиной"
    asked: list[int] = []
    reader = stand.live.server.messenger.reader
    newest_pinned = reader.newest_pinned

    async def counting(chat: ChatId) -> Message | None:
        asked.append(chat)
        return await newest_pinned(chat)

    monkeypatch.setattr(reader, "newest_pinned", counting)
    for _ in range(3):
        await bot.get(f"/chats/{-chat}")
    assert asked == []
    await anna.ask("pin_message", chat=chat, seq=second, on=False)
    assert (await bot.get(f"/chats/{-chat}"))["pinned_message"]["body"]["text"] == "Раз"


async def test_a_chat_is_remembered_until_something_happens_there(
    stand: BotStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed before the question is in the answer, whoever did it."""
    anna, boris, bot = await stand.live.person(), await stand.live.person(), await stand.bot()
    chat = await stand.group(anna, bot)
    await stand.settle()
    reading = stand.live.server.messenger.chats.reading
    peopled_of, asked = reading.peopled_of, []

    async def counting(*which: Any, most: int) -> Any:
        asked.append(which)
        return await peopled_of(*which, most=most)

    monkeypatch.setattr(reading, "peopled_of", counting)

    async def seen() -> Json:
        return await bot.get(f"/chats/{-chat}")

    before = await seen()
    for _ in range(3):
        assert await seen() == before
    assert len(asked) <= 2
    await anna.ask("update_chat", chat=chat, title="Иначе")
    assert (await seen())["title"] == "Иначе"
    await anna.ask("add_members", chat=chat, actors=[boris.id])
    assert str(boris.id) in (await seen())["participants"]
    count = (await seen())["messages_count"]
    await say(boris, chat, "Слово")
    assert (await seen())["messages_count"] > count
    await boris.ask("leave_chat", chat=chat)
    assert (await seen())["participants_count"] == 2
    await anna.ask("add_members", chat=chat, actors=[boris.id])
    await anna.ask("set_role", chat=chat, actor=boris.id, role="owner")
    await anna.ask("leave_chat", chat=chat)
    assert (await seen())["owner_id"] == boris.id
    await boris.ask("remove_member", chat=chat, actor=bot.id)
    assert (await refused(bot, "GET", f"/chats/{-chat}"))[0] == 404


async def test_a_look_that_was_overtaken_is_not_remembered(stand: BotStand, monkeypatch: pytest.MonkeyPatch) -> None:
    """The title changes while the bot's question is on its way to the database and back."""
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.group(anna, bot)
    await stand.settle()
    reading = stand.live.server.messenger.chats.reading
    peopled_of = reading.peopled_of
    stand.bots.glances.forget([chat])

    async def slowly(*which: Any, most: int) -> Any:
        found = await peopled_of(*which, most=most)
        monkeypatch.undo()
        await anna.ask("update_chat", chat=chat, title="Иначе")
        return found

    monkeypatch.setattr(reading, "peopled_of", slowly)
    await bot.get(f"/chats/{-chat}")
    assert (await bot.get(f"/chats/{-chat}"))["title"] == "Иначе"


async def test_an_owner_ends_a_chat_for_everybody(stand: BotStand) -> None:
    anna, boris, bot, other = [
        await stand.live.person(),
        await stand.live.person(),
        await stand.bot(),
        await stand.bot(),
    ]
    chat = await stand.group(anna, bot, boris)
    await anna.ask("add_members", chat=chat, actors=[other.id])
    path = f"/chats/{-chat}"
    assert (await refused(bot, "DELETE", path))[2] == "no_right"
    assert (await refused(bot, "DELETE", f"/chats/{await stand.dialog(anna, bot)}"))[2] == "not_in_dialog"
    await other.updates(1)
    await anna.ask("set_role", chat=chat, actor=bot.id, role="owner")
    async with boris.socket() as socket:
        assert await bot.ok("DELETE", path) == {"success": True}
        assert (await socket.event("gone"))["chat"] == chat
    assert (await refused(bot, "GET", path))[0] == 404
    for person in (anna, boris):
        assert (await person.post("get_chat", chat=chat)).json()["error"]["code"] == "chat_not_found"
    (told,) = await other.updates(1, marker=other.marker)
    assert (told["update_type"], told["user_id"]) == ("bot_removed", bot.id)


async def test_an_owner_ends_a_channel_with_its_comments(stand: BotStand) -> None:
    anna, boris, bot = await stand.live.person(), await stand.live.person(), await stand.bot()
    chat = (await anna.ask("create_channel", title="Новости"))["chat"]["id"]
    await anna.ask("update_chat", chat=chat, comments=True)
    await anna.ask("add_members", chat=chat, actors=[bot.id, boris.id])
    seq = await say(anna, chat, "Открытие парка")
    group = (await boris.ask("open_comments", chat=chat, seq=seq))["chat"]
    await anna.ask("set_role", chat=chat, actor=bot.id, role="owner")
    assert await bot.ok("DELETE", f"/chats/{-chat}") == {"success": True}
    for gone in (chat, group):
        assert (await boris.post("history", chat=gone)).json()["error"]["code"] == "chat_not_found"


async def test_the_picture_of_a_chat(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.group(anna, bot)
    assert "icon" not in await bot.get(f"/chats/{-chat}")
    given = await bot.ok("POST", "/uploads", type="image")
    async with httpx.AsyncClient(timeout=60) as client:
        uploaded = (await client.post(given["url"], files={"data": ("двор.png", picture("PNG"))})).json()
    seen = set()
    for icon in ({"token": uploaded["token"]}, {"photos": uploaded["photos"]}):
        changed = await bot.ok("PATCH", f"/chats/{-chat}", json={"icon": icon})
        assert changed["icon"] == (await bot.get(f"/chats/{-chat}"))["icon"]
        photo = (await anna.ask("get_chat", chat=chat))["chat"]["photo"]
        assert photo not in seen
        seen.add(photo)
        async with httpx.AsyncClient(timeout=60) as client:
            shown = await client.get(changed["icon"]["url"])
        assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    path, icon = f"/chats/{-chat}", {"icon": {"token": uploaded["token"]}}
    assert (await refused(bot, "PATCH", path, json={"icon": {}}))[2] == "bot_attachment_empty"
    assert (await refused(await _other(stand, anna, chat), "PATCH", path, json=icon))[2] == "file_not_found"
    dialog = await stand.dialog(anna, bot)
    assert (await refused(bot, "PATCH", f"/chats/{dialog}", json=icon))[2] == "not_in_dialog"
    await anna.ask("set_role", chat=chat, actor=bot.id, role="admin", rights=1)
    assert (await refused(bot, "PATCH", path, json=icon))[2] == "no_right"
    assert (await anna.ask("get_chat", chat=chat))["chat"]["photo"] == photo


async def test_the_picture_of_the_bot_itself(stand: BotStand) -> None:
    """By the old PATCH /me; everybody sees it at once."""
    anna, bot = await stand.live.person(), await stand.bot()
    given = await bot.ok("POST", "/uploads", type="image")
    async with httpx.AsyncClient(timeout=60) as client:
        uploaded = (await client.post(given["url"], files={"data": ("лицо.png", picture("PNG"))})).json()
        me = await bot.ok("PATCH", "/me", json={"photo": {"token": uploaded["token"]}})
        assert me["avatar_url"] == me["full_avatar_url"] == (await bot.get("/me"))["avatar_url"]
        shown = await client.get(me["avatar_url"])
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/jpeg")
    (card,) = (await anna.ask("get_actors", ids=[bot.id]))["actors"]
    assert card["photo"] > 0
    assert (await refused(bot, "PATCH", "/me", json={"photo": {}}))[2] == "bot_attachment_empty"


async def _other(stand: BotStand, anna: Someone, chat: int) -> Robot:
    """Another bot that may change the picture: the tokens of the first are not for it."""
    other = await stand.bot("Другой")
    await anna.ask("add_members", chat=chat, actors=[other.id])
    await anna.ask("set_role", chat=chat, actor=other.id, role="admin", rights=255)
    return other


async def test_actions(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    chat = await stand.dialog(anna, bot)
    async with anna.socket() as socket:
        for action in ("typing_on", "sending_photo", "sending_video", "sending_audio", "sending_file"):
            assert await bot.ok("POST", f"/chats/{chat}/actions", json={"action": action}) == {"success": True}
            event = await socket.event("typing")
            assert (event["chat"], event["actor"]) == (chat, bot.id)
    for action in ("mark_seen", "typing_off"):
        assert await bot.ok("POST", f"/chats/{chat}/actions", json={"action": action}) == {"success": True}
    assert (await refused(bot, "POST", f"/chats/{chat}/actions", json={"action": "dancing"}))[2] == "bot_action"
