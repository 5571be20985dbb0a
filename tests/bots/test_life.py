"""The life of a bot in our own client: made, keys of three kinds, reviewed, stopped, ended."""

import asyncio

import pytest
from msgspec import Struct

from tests.bots.stand import BotStand, Robot, say
from tests.bots.talk import refused
from tests.media.samples import picture
from tests.media.uploader import Uploader
from tests.support.live import Json, Live, Refusal, Someone
from veche.bots.actions.pace import Bucket
from veche.bots.actions.seal import Seal
from veche.bots.model.bots import Bot
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.errors import TooMany, Unavailable
from veche.ground.ids import BotId


async def code(person: Someone, command: str, **fields: object) -> str:
    with pytest.raises(Refusal) as refusal:
        await person.ask(command, **fields)
    return refusal.value.code


def robot(stand: BotStand, made: Json) -> Robot:
    bot = made["bot"]
    return Robot(stand, bot=BotId(bot["id"]), username=bot["username"], token=made["token"])


async def other(database: Database, tmp_path, **settings: object) -> BotStand:
    live = Live(database, settings=Settings(data=tmp_path / "own", bot_requests=1_000, bot_sends=1_000, **settings))  # type: ignore[arg-type]
    await live.start()
    return BotStand(live)


async def found(stand: BotStand, person: Someone) -> list[int]:
    """What both searches find by the name that the bots here have."""
    await stand.settle()
    await stand.live.server.messenger.search.settle()
    by_beginnings = [one["id"] for one in (await person.ask("find_people", query="Справка"))["actors"]]
    forgiving = [one["card"]["id"] for one in (await person.ask("search_everywhere", query="Справка"))["people"]]
    assert by_beginnings == forgiving
    return by_beginnings


async def end(stand: BotStand) -> None:
    await stand.close()
    await stand.live.stop()


async def test_somebody_makes_a_bot_and_runs_it(stand: BotStand) -> None:
    anna, stranger = await stand.live.person(), await stand.live.person()
    made = await anna.ask("create_bot", name="Запись на приём", about="Записывает")
    bot = made["bot"]
    assert (bot["kind"], bot["state"], bot["username"]) == ("trial", "active", "zapis_na_priyom_bot")
    assert (await robot(stand, made).get("/me"))["description"] == "Записывает"
    listed = await anna.ask("list_my_bots")
    assert [one["id"] for one in listed["bots"]] == [bot["id"]]
    assert (listed["may_make"], listed["by"], listed["review"]) == (True, "everyone", False)
    assert "token" not in str(listed)
    again = await anna.ask("create_bot", name="Запись на приём")
    assert again["bot"]["username"] == "zapis_na_priyom1_bot"
    assert await code(anna, "create_bot", name="Х", username=bot["username"].upper()) == "bot_username_taken"
    assert await code(anna, "create_bot", name="Х", username="no") == "bot_username"
    changed = await anna.ask("change_bot", bot=bot["id"], name="Приём", commands=[{"name": "start"}])
    assert (changed["bot"]["name"], changed["bot"]["commands"]) == ("Приём", [{"name": "start"}])
    card = await stranger.ask("get_bot", username=bot["username"])
    assert card["bot"]["name"] == "Приём"
    for command in ("get_my_bot", "revoke_bot_key", "delete_bot"):
        assert await code(stranger, command, bot=bot["id"]) == "bot_not_found"
    assert await code(stranger, "rotate_bot_key", bot=bot["id"], kind="live") == "bot_not_found"
    found = await stranger.ask("find_people", query="Приём")
    assert bot["id"] in [one["id"] for one in found["actors"]]
    await anna.ask("delete_bot", bot=bot["id"])
    assert bot["id"] not in [one["id"] for one in (await stranger.ask("find_people", query="Приём"))["actors"]]
    assert await code(stranger, "open_dialog", **{"with": bot["id"]}) == "actor_deactivated"
    assert await code(anna, "get_bot", bot=bot["id"]) == "bot_not_there"
    assert (await robot(stand, made).call("GET", "/me")).status_code == 401


async def test_a_trial_key_talks_to_its_team_alone(stand: BotStand) -> None:
    anna, boris, vera = [await stand.live.person(name) for name in ("Анна", "Борис", "Вера")]
    made = await anna.ask("create_bot", name="Проба")
    bot = robot(stand, made)
    await anna.ask("set_bot_team", bot=bot.id, people=[boris.id])
    assert await code(anna, "set_bot_team", bot=bot.id, people=[7]) == "actor_not_found"
    assert await code(vera, "start_bot", bot=bot.id) == "bot_not_for_you"
    assert await code(vera, "open_dialog", **{"with": bot.id}) == "bot_not_for_you"
    started = await boris.ask("start_bot", bot=bot.id)
    await bot.ok("POST", "/messages", chat_id=started["chat"]["id"], json={"text": "Привет"})
    group = await stand.live.group(anna, boris, vera)
    assert await code(vera, "add_members", chat=group, actors=[bot.id]) == "cannot_add"
    await anna.ask("add_members", chat=group, actors=[bot.id])
    await anna.ask("set_role", chat=group, actor=bot.id, role="admin", rights=255)
    await anna.ask("set_bot_reading", chat=group, bot=bot.id, on=True)
    assert await refused(bot, "POST", "/messages", chat_id=-group, json={"text": "Всем"}) == (
        403,
        "access.denied",
        "bot_on_trial",
    )
    await say(vera, group, "Посторонние слова")
    await say(boris, group, "Слова команды")
    updates = await bot.updates(3)
    texts = [one["message"]["body"]["text"] for one in updates if one["update_type"] == "message_created"]
    assert texts == ["Слова команды"]
    live = robot(stand, await anna.ask("rotate_bot_key", bot=bot.id, kind="live"))
    await live.ok("POST", "/messages", chat_id=-group, json={"text": "Всем"})
    await vera.ask("start_bot", bot=bot.id)


async def test_a_bot_begins_a_dialog_with_nobody(stand: BotStand) -> None:
    anna, bot = await stand.live.person(), await stand.bot()
    assert (await refused(bot, "POST", "/messages", user_id=anna.id, json={"text": "Реклама"}))[0] == 404


async def test_a_live_key_after_a_review(database: Database, tmp_path) -> None:
    stand = await other(database, tmp_path, bots_review=True)
    try:
        chief, anna = await stand.live.person(administrator=True), await stand.live.person()
        made = await anna.ask("create_bot", name="Справка")
        bot = made["bot"]["id"]
        assert await code(anna, "rotate_bot_key", bot=bot, kind="live") == "bot_needs_review"
        assert await code(anna, "ask_live_key", bot=bot, purpose=" ") == "bot_purpose"
        asked = await anna.ask("ask_live_key", bot=bot, purpose="Отвечает на вопросы о справках")
        assert asked["bot"]["live"] == "asked"
        assert await code(anna, "list_bots") == "administrators_only"
        assert await code(anna, "review_bot", bot=bot, approve=True) == "administrators_only"
        (waiting,) = (await chief.ask("list_bots"))["bots"]
        assert waiting["purpose"] == "Отвечает на вопросы о справках"
        refusal = await chief.ask("review_bot", bot=bot, approve=False, note="Уточните, какие справки")
        assert (refusal["bot"]["live"], refusal["bot"]["note"]) == ("refused", "Уточните, какие справки")
        assert await code(chief, "review_bot", bot=bot, approve=True) == "bot_not_waiting"
        await anna.ask("ask_live_key", bot=bot, purpose="О составе семьи")
        await chief.ask("review_bot", bot=bot, approve=True)
        assert (await anna.ask("rotate_bot_key", bot=bot, kind="live"))["bot"]["kind"] == "live"
        audit = await database.fetch("SELECT act FROM ground_audit WHERE act LIKE 'bots.%' ORDER BY id")
        assert [row["act"] for row in audit] == ["bots.add", "bots.review", "bots.review", "bots.rotate_key"]
    finally:
        await end(stand)


async def test_bots_by_approval(database: Database, tmp_path) -> None:
    stand = await other(database, tmp_path, bots_by="approval")
    try:
        chief, anna = await stand.live.person(administrator=True), await stand.live.person()
        made = await anna.ask("create_bot", name="Справка", purpose="О составе семьи")
        assert "token" not in made
        assert made["bot"]["state"] == "waiting"
        bot = made["bot"]["id"]
        refusal = (await anna.ask("create_bot", name="Справка о погоде"))["bot"]["id"]
        await chief.ask("review_bot", bot=refusal, approve=False, note="Такая уже есть")
        assert await code(anna, "rotate_bot_key", bot=bot, kind="trial") == "bot_not_active"
        assert await found(stand, anna) == []
        assert {one["id"] for one in (await anna.ask("list_my_bots"))["bots"]} == {bot, refusal}
        await chief.ask("review_bot", bot=bot, approve=True)
        assert await found(stand, anna) == [bot]
        assert (await anna.ask("rotate_bot_key", bot=bot, kind="trial"))["token"].startswith("vbot_")
    finally:
        await end(stand)


async def test_bots_by_people_with_a_post(database: Database, tmp_path) -> None:
    stand = await other(database, tmp_path, bots_by="organisation", bots_per_person=1)
    try:
        chief, anna = await stand.live.person(administrator=True), await stand.live.person()
        assert await code(anna, "create_bot", name="Справка") == "bots_not_for_you"
        assert (await anna.ask("list_my_bots"))["may_make"] is False
        organisation = (await chief.ask("create_organisation", name="Администрация"))["organisation"]
        unit = (await chief.ask("create_unit", organisation=organisation, name="Приёмная"))["unit"]
        post = (await chief.ask("create_post", unit=unit, title="Секретарь"))["post"]
        await chief.ask("appoint", post=post, person=anna.id)
        made = await anna.ask("create_bot", name="Справка")
        assert made["bot"]["organisation"] == organisation
        assert await code(anna, "create_bot", name="Вторая") == "too_many_bots"
    finally:
        await end(stand)


async def test_an_administrator_stops_a_bot(stand: BotStand) -> None:
    chief, anna = await stand.live.person(administrator=True), await stand.live.person()
    bot = robot(stand, await anna.ask("create_bot", name="Реклама"))
    await chief.ask("suspend_bot", bot=bot.id, on=True, note="Рассылает рекламу")
    assert (await bot.call("GET", "/me")).status_code == 401
    assert await code(anna, "rotate_bot_key", bot=bot.id, kind="trial") == "bot_not_active"
    assert (await anna.ask("get_my_bot", bot=bot.id))["bot"]["note"] == "Рассылает рекламу"
    await chief.ask("suspend_bot", bot=bot.id, on=False)
    assert (await bot.get("/me"))["user_id"] == bot.id


async def test_the_bot_of_somebody_who_was_put_out_talks_no_more(stand: BotStand) -> None:
    chief, anna = await stand.live.person(administrator=True), await stand.live.person()
    bot = robot(stand, await anna.ask("create_bot", name="Чей-то"))
    assert (await bot.call("GET", "/me")).status_code == 200
    await chief.ask("deactivate_person", person=anna.id)
    stand.bots.roster.forget(bot.id)  # what another process would find after half a minute
    assert (await bot.call("GET", "/me")).status_code == 401


async def test_figures_for_the_author(stand: BotStand) -> None:
    anna = await stand.live.person()
    bot = await stand.bot(owner=anna.id)
    await bot.get("/me")
    await bot.call("GET", "/chats/17")
    started = await anna.ask("start_bot", bot=bot.id)
    await bot.updates(1)
    await say(anna, started["chat"]["id"], "Привет")
    await stand.settle()
    page = await anna.ask("get_my_bot", bot=bot.id)
    (hour,) = page["hours"]
    assert (hour["requests"], hour["errors"], hour["limited"]) == (3, 1, 0)
    assert hour["updates"] >= 2
    assert hour["slowest"] <= hour["took_ms"] < 5_000
    assert (page["waiting"], page["polling"], page["webhooks"]) == (1, False, [])


def test_a_token_is_sealed_for_one_bot() -> None:
    seal = Seal(lambda: b"k" * 32)
    closed = seal.close("слово", bot=BotId(1), purpose="token")
    assert seal.open(closed, bot=BotId(1), purpose="token") == "слово"
    for bot, purpose, key in ((2, "token", b"k"), (1, "webhook", b"k"), (1, "token", b"x")):
        with pytest.raises(Unavailable):
            Seal(lambda key=key: key * 32).open(closed, bot=BotId(bot), purpose=purpose)  # type: ignore[misc]


def test_a_bucket_lets_through_what_was_promised() -> None:
    now = 0.0
    bucket = Bucket(2, code="bot_too_fast", clock=lambda: now)
    for _ in range(2):
        bucket.take("чат")
    with pytest.raises(TooMany) as refusal:
        bucket.take("чат")
    assert refusal.value.retry_after == 1
    bucket.take("другой чат")
    now = 0.5
    bucket.take("чат")


async def test_what_happened_while_a_bot_was_stopped(stand: BotStand) -> None:
    chief, anna = await stand.live.person(administrator=True), await stand.live.person()
    bot = robot(stand, await anna.ask("create_bot", name="Вернётся"))
    chat = (await anna.ask("start_bot", bot=bot.id))["chat"]["id"]
    await bot.updates(1)
    await chief.ask("suspend_bot", bot=bot.id, on=True)
    await say(anna, chat, "Ты где?")
    await chief.ask("suspend_bot", bot=bot.id, on=False)
    (told,) = await bot.updates(1, marker=bot.marker)
    assert told["message"]["body"]["text"] == "Ты где?"


async def test_what_was_changed_is_so_before_anybody_is_told(stand: BotStand, monkeypatch: pytest.MonkeyPatch) -> None:
    """Announcements are told in turn; the next question must not be answered out of what was remembered."""
    anna = await stand.live.person()
    bot = robot(stand, await anna.ask("create_bot", name="Приём"))
    await stand.dialog(anna, bot)
    await bot.get("/me")
    await stand.settle()
    herald, told = stand.live.server.messenger._herald, asyncio.Event()
    tell = herald._tell

    async def later(event: Struct) -> None:
        await told.wait()
        await tell(event)

    monkeypatch.setattr(herald, "_tell", later)
    try:
        await bot.ok("PATCH", "/me", json={"name": "Приём граждан", "commands": [{"name": "start"}]})
        me = await bot.get("/me")
        assert (me["name"], me["commands"]) == ("Приём граждан", [{"name": "start"}])
        await anna.ask("revoke_bot_key", bot=bot.id)
        assert (await bot.call("GET", "/me")).status_code == 401
    finally:
        told.set()


async def test_a_key_taken_away_while_it_is_looked_up_is_not_remembered(
    stand: BotStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await stand.live.person()
    bot = robot(stand, await anna.ask("create_bot", name="Приём"))
    await stand.settle()
    roster = stand.bots.roster
    there = roster._owner_is_there

    async def meanwhile(found: Bot) -> bool:
        monkeypatch.undo()
        await anna.ask("revoke_bot_key", bot=bot.id)
        await stand.settle()
        return await there(found)

    monkeypatch.setattr(roster, "_owner_is_there", meanwhile)
    roster.forget(bot.id)
    await bot.get("/subscriptions")  # it came before; the next one does not
    assert (await bot.call("GET", "/me")).status_code == 401


async def test_an_author_sets_the_picture_of_his_bot(stand: BotStand) -> None:
    anna, stranger = await stand.live.person(), await stand.live.person()
    bot = robot(stand, await anna.ask("create_bot", name="Приём"))
    photo = (await Uploader(anna).upload(picture(), name="лицо.jpg", purpose="avatar"))["id"]
    assert (await anna.ask("set_bot_photo", bot=bot.id, file=photo))["bot"]["photo"] == photo
    address = (await bot.get("/me"))["avatar_url"]
    assert (await stand.http.get(address)).headers["content-type"] == "image/jpeg"
    (card,) = (await stranger.ask("get_actors", ids=[bot.id]))["actors"]
    assert card["photo"] == photo
    assert await code(stranger, "set_bot_photo", bot=bot.id) == "bot_not_found"
    own = (await Uploader(stranger).upload(picture(), name="чужое.jpg", purpose="avatar"))["id"]
    assert await code(anna, "set_bot_photo", bot=bot.id, file=own) == "file_not_found"
    assert "photo" not in (await anna.ask("set_bot_photo", bot=bot.id))["bot"]
    assert (await bot.get("/me"))["avatar_url"] == ""
