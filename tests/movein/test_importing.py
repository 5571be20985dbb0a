"""A group comes along into a server that runs: what it says afterwards, twice, broken off, undone."""

from pathlib import Path

import pytest

from tests.movein.world import ANNA, BORIS, TWIN, bring, history, message, service, stored, write_export, write_photo
from tests.support.live import Live, Refusal
from veche.ground.errors import BadInput, Conflict, Unavailable
from veche.movein import Reading
from veche.movein.actions import importing
from veche.movein.actions.planning import Task

DAY = 86_400


async def test_a_group_with_all_that_belongs_to_it(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    write_photo(tmp_path, "photos/photo_1.jpg")
    poll = {"question": "Когда?", "closed": False, "total_voters": 3}
    poll["answers"] = [{"text": "Утром", "voters": 2}, {"text": "Вечером", "voters": 1}]
    reacted = {"type": "emoji", "emoji": "👍", "count": 5, "recent": [{"from": BORIS[0], "from_id": BORIS[1]}]}
    link = {"type": "text_link", "text": "туда", "href": "https://x.example/"}
    rich = ["Смотрите ", {"type": "bold", "text": "сюда"}, " и ", link]
    edited = {"edited_unixtime": "1744449000", "edited": "2025-04-12T12:10:00"}
    write_export(
        tmp_path,
        [
            service(1, "create_group", title="Двор", members=["Кто-то"]),
            message(2, text=rich, reactions=[reacted]),
            message(3, BORIS, "Согласен", reply_to_message_id=2, **edited),
            message(4, TWIN, "", photo="photos/photo_1.jpg"),
            message(5, text="", poll=poll),
            message(6, BORIS, "Новость", forwarded_from="Городская газета"),
            message(7, text="Место", location_information={"latitude": 59.9, "longitude": 30.3}, place_name="Арка"),
            service(8, "pin_message", message_id=3),
            message(9, (None, "user9"), "Я удалился"),
            service(10, "never_heard_of_it"),
        ],
    )
    async with chief.socket() as socket:
        done = await bring(live, tmp_path)
        joined = await socket.event("membership")
        assert joined["chat"]["id"] == done.chat, "the open socket learns of the group"
    assert (done.state, done.total, done.done, done.files, done.refused) == ("done", 10, 10, 1, 0)
    await live.server.messenger.search.settle()

    *said, arrival = await _with_arrival(live, chief, done.chat)
    assert [one["at"] for one in said] == [(1_744_448_400 + number * 60) * 1000 for number in range(1, 11)]
    assert {one.get("moved") for one in said} == {"telegram"}
    assert arrival["service"]["act"] == "moved_in"
    assert arrival["service"]["title"] == "Telegram"
    made, first, answer, photo, asked, forwarded, place, pinning, gone, unknown = said
    assert made["service"]["act"] == "moved"
    assert made["service"]["title"] == "создаёт группу «Двор»"
    assert first["text"] == "Смотрите сюда и туда"
    assert [one["type"] for one in first["entities"]] == ["bold", "link"]
    assert first["reactions"] == [{"emoji": "👍", "count": 5, "recent": [answer["sender"]]}]
    assert (answer["reply_to"], answer["pinned"], answer["edited_at"]) == (first["seq"], True, 1_744_449_000_000)
    [shown] = photo["attachments"]
    assert (shown["type"], shown["width"], shown["height"]) == ("photo", 60, 40)
    assert photo["sender"] != answer["sender"], "two of one name are two people"
    shown_poll = asked["attachments"][0]["poll"]
    assert [(one["text"], one["votes"]) for one in shown_poll["options"]] == [("Утром", 2), ("Вечером", 1)]
    assert shown_poll["closed"]
    assert forwarded["origin"]["name"] == "Городская газета"
    assert (place["attachments"][0]["type"], place["attachments"][0]["title"]) == ("place", "Арка")
    assert pinning["service"]["title"] == "закрепляет сообщение"
    assert "never_heard_of_it" in unknown["service"]["title"]
    cards = (await chief.ask("get_actors", ids=[answer["sender"], gone["sender"]]))["actors"]
    assert [(one["kind"], one["name"], one["deactivated"]) for one in cards] == [
        ("moved", BORIS[0], True),
        ("moved", "удалённый аккаунт", True),
    ]
    await _is_like_any_other(live, chief, done.chat, first=first, forwarded=forwarded, file=shown["file"])


async def _is_like_any_other(live: Live, chief, chat, *, first, forwarded, file) -> None:
    assert (await chief.ask("get_chat", chat=chat))["chat"]["title"] == "Двор на Садовой"
    await chief.ask("send_message", chat=chat, cid="1", text="Теперь мы здесь")
    await chief.ask("react", chat=chat, seq=first["seq"], emoji="👍", on=True)
    again = (await history(chief, chat))[first["seq"] - 1]
    assert again["reactions"][0]["count"] == 6, "those whom nobody names go on counting"
    found = await chief.ask("search_messages", query="туда")
    assert [hit["message"]["seq"] for hit in found["hits"]] == [first["seq"]]
    jump = await chief.ask("history", chat=chat, at=(1_744_448_400 + 6 * 60) * 1000, limit=3)
    assert forwarded["seq"] in [one["seq"] for one in jump["messages"]]
    answer = await live.http.get(f"/media/files/{file}", headers={"Authorization": f"Bearer {chief.token}"})
    assert answer.status_code == 200


async def _with_arrival(live: Live, who, chat):
    """The line about the arrival is written by the outbox."""
    async with who.socket() as socket:
        found = await history(who, chat)
        if found[-1].get("service", {}).get("act") != "moved_in":
            await socket.event("message", lambda event: event["message"]["chat"] == chat)
            found = await history(who, chat)
    return found


async def test_topics_come_along_as_topics(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    write_export(
        tmp_path,
        [
            service(1, "topic_created", title="Стройка"),
            message(2, BORIS, "Начинаем", reply_to_message_id=1),
            message(3, ANNA, "Отлично", reply_to_message_id=2),
            message(4, ANNA, "Мимо тем"),
        ],
    )
    done = await bring(live, tmp_path)
    [topic] = (await chief.ask("list_topics", chat=done.chat))["topics"]
    assert (topic["title"], topic["count"]) == ("Стройка", 2)
    by_text = {one.get("text"): one for one in await history(chief, done.chat)}
    assert by_text["Начинаем"]["topic"] == topic["id"]
    assert "reply_to" not in by_text["Начинаем"]
    assert by_text["Отлично"]["topic"] == topic["id"]
    assert "topic" not in by_text["Мимо тем"]


async def test_order_is_that_of_time_and_nothing_is_from_the_future(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    late = message(1, text="потом", date_unixtime="4000000000")
    unsupported = {"id": 9, "type": "unsupported"}
    write_export(tmp_path, [late, message(5, text="раньше"), message(3, text="ещё раньше"), unsupported])
    done = await bring(live, tmp_path)
    said = [one for one in await history(chief, done.chat) if one.get("moved")]
    texts = [one["text"] for one in said]
    assert texts.index("ещё раньше") < texts.index("раньше") < texts.index("потом")
    assert [one["at"] for one in said] == sorted(one["at"] for one in said)
    assert said[-1]["at"] <= live.server.messenger.clock.ms()


async def test_a_second_run_changes_nothing(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    write_export(tmp_path / "one", [message(number) for number in range(1, 8)])
    first = await bring(live, tmp_path / "one")
    moved = "SELECT count(*) FROM messages_messages WHERE sender_id <> $1"
    before = await live.database.fetchval(moved, chief.id)
    write_export(tmp_path / "two", [message(number) for number in range(1, 20)])
    second = await bring(live, tmp_path / "two")
    assert (second.id, second.state) == (first.id, "done")
    assert await live.database.fetchval(moved, chief.id) == before
    assert await live.database.fetchval("SELECT count(*) FROM chats_chats WHERE kind = 'group'") == 1


async def test_a_crash_in_the_middle_leaves_nothing_twice(
    live: Live, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chief = await live.person("Администратор", administrator=True)
    monkeypatch.setattr(importing, "BATCH", 10)
    write_export(tmp_path, [message(number, text=f"№ {number}") for number in range(1, 51)])
    histories = live.server.messenger.messages.moving
    append = histories.append
    calls = 0

    async def dies(*given, **named) -> None:
        nonlocal calls
        calls += 1
        await append(*given, **named)
        if calls == 3:
            raise Unavailable("unavailable")  # after the rows, before the commit

    monkeypatch.setattr(histories, "append", dies)
    with pytest.raises(Unavailable):
        await bring(live, tmp_path)
    assert (await live.database.fetchval("SELECT done FROM movein_imports")) == 20
    assert (await chief.ask("list_chats"))["chats"] == [], "nobody is in a group that is not complete"
    done = await bring(live, tmp_path)
    assert (done.state, done.done) == ("done", 50)
    texts = [one["text"] for one in await history(chief, done.chat) if one.get("moved")]
    assert texts == [f"№ {number}" for number in range(1, 51)]


async def test_two_at_once_do_not_write_twice(live: Live, tmp_path: Path) -> None:
    await live.person("Администратор", administrator=True)
    write_export(tmp_path, [message(number) for number in range(1, 8)])
    movein = live.server.messenger.movein
    one = await movein.planning.begin_here(
        await live.database.fetchval("SELECT id FROM identity_people"),
        tmp_path,
        chat="",
        title="",
        reading=Reading("ru"),
        allow_cut=False,
    )
    await movein.importing.run(one.id, seconds=-1)
    stale = await stored(live, one.id)
    assert stale.done == 7
    await movein.importing.run(one.id)
    assert (await stored(live, one.id)).state == "done"
    assert stale.chat is not None
    with pytest.raises(Conflict):  # somebody who read the count before that
        await movein.importing._append(stale, stale.chat, [], [], actors={}, done=0)


async def test_undone_it_is_gone_for_everybody(live: Live, tmp_path: Path) -> None:
    chief, anna = await live.person("Администратор", administrator=True), await live.person("Соколова Анна Петровна")
    write_photo(tmp_path, "photos/photo_1.jpg")
    write_export(tmp_path, [message(1, text="неповторимое"), message(2, photo="photos/photo_1.jpg", text="")])
    done = await bring(live, tmp_path)
    await chief.ask("add_members", chat=done.chat, actors=[anna.id])
    await anna.ask("send_message", chat=done.chat, cid="1", text="И я здесь")
    await live.server.messenger.search.settle()
    async with anna.socket() as socket:
        with pytest.raises(Refusal, match="administrators_only"):
            await anna.ask("undo_import", **{"import": done.id})
        assert (await chief.ask("undo_import", **{"import": done.id}))["import"]["state"] == "undoing"
        assert (await socket.event("gone"))["chat"] == done.chat
    await live.server.messenger.movein.undoing.work(Task(done.id))
    assert (await stored(live, done.id)).state == "undone"
    with pytest.raises(Refusal, match="chat_not_found"):
        await anna.ask("history", chat=done.chat)
    for table in ("messages_messages", "messages_files", "search_parts", "movein_placeholders", "movein_messages"):
        assert await live.database.fetchval(f"SELECT count(*) FROM {table}") == 0, table
    assert await live.database.fetchval("SELECT count(*) FROM identity_actors WHERE kind = 'moved'") == 0
    assert await live.database.fetchval("SELECT title FROM chats_chats WHERE id = $1", done.chat) == ""
    await live.server.messenger.media.sweeper.once()
    assert await live.database.fetchval("SELECT count(*) FROM media_files") == 0
    again = await bring(live, tmp_path)
    assert (again.state, again.id != done.id) == ("done", True), "what was undone may come again"


async def test_after_a_day_it_stays(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    write_export(tmp_path, [message(1)])
    done = await bring(live, tmp_path)
    await live.database.execute("UPDATE movein_imports SET undo_until = now() - interval '1 minute'")
    with pytest.raises(Refusal, match="import_stays"):
        await chief.ask("undo_import", **{"import": done.id})
    await live.server.messenger.movein.importing.expire(Task(done.id))
    assert await live.database.fetchval("SELECT count(*) FROM movein_messages") == 0
    assert not any((live.data / "movein").iterdir())


async def test_a_file_that_is_refused_leaves_its_line(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "photo_1.jpg").write_bytes(b"\xff\xd8\xff" + b"no picture" * 40)
    write_export(tmp_path, [message(1, text="Смотрите", photo="photos/photo_1.jpg", width=60, height=40)])
    done = await bring(live, tmp_path)
    [said, *_] = await history(chief, done.chat)
    if done.refused:
        assert said["text"] == "Смотрите\nФотография, 60×40"
    else:  # the checks let it through as what it is: a file
        assert said["attachments"][0]["type"] == "file"


async def test_a_cut_file_is_said_and_taken_only_when_allowed(live: Live, tmp_path: Path) -> None:
    await live.person("Администратор", administrator=True)
    write_export(tmp_path, [message(number) for number in range(1, 20)])
    whole = (tmp_path / "result.json").read_bytes()
    (tmp_path / "result.json").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadInput) as caught:
        await bring(live, tmp_path)
    assert caught.value.code == "movein_cut"
    assert caught.value.details["messages"] in range(5, 12)
    done = await bring(live, tmp_path, allow_cut=True)
    assert done.done == caught.value.details["messages"]
