"""A person deletes himself: out at once, nothing of him left but what he told others, and that under no name."""

from __future__ import annotations

import pytest

from tests.support.live import PASSWORD, Live, Refusal, Someone
from veche.ground.ids import PersonId
from veche.keep.actions.erasing import Task
from veche.messages.actions import wiping


async def prove(someone: Someone) -> None:
    await someone.ask("prove", password=PASSWORD)


async def delete(live: Live, someone: Someone) -> None:
    await prove(someone)
    await someone.ask("delete_myself", login=someone.login)
    await live.server.messenger.erasing.work(Task(someone.id))


async def test_nothing_of_him_is_left_but_words_under_no_name(live: Live) -> None:
    anna, boris = await live.person("Анна Викторовна Соколова"), await live.person("Борис")
    dialog = await live.dialog(anna, boris)
    await anna.ask("send_message", chat=dialog, cid="1", text="Прощайте")
    await anna.ask("set_draft", chat=dialog, text="недописано")
    await anna.ask("block_actor", actor=boris.id)
    await delete(live, anna)
    async with boris.socket() as b:
        history = await b.ask("history", chat=dialog)
        assert [message["text"] for message in history["messages"]] == ["Прощайте"]
        card = (await b.ask("get_actors", ids=[anna.id]))["actors"][0]
        assert (card["name"], card["deactivated"]) == ("Удалённый аккаунт", True)
        assert (await b.ask("find_people", query="Соколова"))["actors"] == []
    left = []
    for table, column in await person_columns(live):
        if await live.database.fetchval(f"SELECT EXISTS (SELECT FROM {table} WHERE {column} = $1)", anna.id):
            left.append(f"{table}.{column}")
    # What stays: the number, what he said and where, and that he ended his account.
    allowed = {
        "ground_audit.actor",
        "identity_actors.id",
        "identity_people.id",
        "chats_chats.created_by",
        "chats_chats.dialog_low",
        "chats_chats.dialog_high",
        "chats_members.actor_id",
        "messages_messages.sender_id",
    }
    assert set(left) <= allowed
    for table in ("identity_people", "identity_actors"):
        text = await live.database.fetchval(f"SELECT row_to_json(t)::text FROM {table} t WHERE id = $1", anna.id)
        assert "Соколова" not in text
        assert anna.login not in text


async def person_columns(live: Live) -> list[tuple[str, str]]:
    """Every column of the database that could hold a person's number."""
    rows = await live.database.fetch(
        "SELECT c.relname AS table, a.attname AS column FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0"
        " AND a.atttypid = 'bigint'::regtype AND NOT a.attisdropped"
        " AND c.relname NOT LIKE 'search%' AND a.attname NOT IN ('seq', 'version', 'chat_version', 'read_seq', 'size')"
    )
    return [(row["table"], row["column"]) for row in rows]


async def test_what_he_wrote_goes_for_everyone_if_he_wishes_it(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dialogs and groups, a stretch at a time; official chats keep it, what others wrote stays."""
    await live.server.messenger.jobs.stop()  # the steps are taken here, one by one
    monkeypatch.setattr(wiping, "READ", 3)
    monkeypatch.setattr(wiping, "LOOKS", 2)
    anna, boris = await live.person("Анна Викторовна Соколова"), await live.person("Борис")
    dialog, group = await live.dialog(anna, boris), await live.group(anna, boris)
    official = (await anna.ask("create_group", title="Приказы", mode="official", members=[boris.id]))["chat"]["id"]
    for chat in (dialog, group, official):
        for number in range(8):
            who = anna if number % 2 else boris
            await who.ask("send_message", chat=chat, cid=f"{number}", text=f"слово {number}")
    await prove(anna)
    await anna.ask("delete_myself", login=anna.login, with_messages=True)
    task, steps = Task(anna.id, (0, 0)), 0
    async with boris.socket() as b:
        while task.wipe is not None:
            place = await live.server.messenger.messages.wiping.step(PersonId(anna.id), task.wipe)
            task, steps = Task(anna.id, place), steps + 1
        assert steps > 2, "one step is bounded"
        await live.server.messenger.erasing.work(task)
        for chat, left in ((dialog, 4), (group, 4), (official, 8)):
            page = (await b.ask("history", chat=chat))["messages"]
            said = [one for one in page if one.get("kind") != "service"]
            assert len([one for one in said if not one.get("deleted")]) == left
            assert all(one["sender"] == anna.id for one in said if one.get("deleted"))
            assert not any("слово" in one.get("text", "") for one in said if one.get("deleted"))


async def test_the_work_goes_on_where_it_was(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    await live.server.messenger.jobs.stop()
    monkeypatch.setattr(wiping, "READ", 2)
    monkeypatch.setattr(wiping, "LOOKS", 1)
    anna, boris = await live.person("Анна"), await live.person("Борис")
    dialog = await live.dialog(anna, boris)
    for number in range(5):
        await anna.ask("send_message", chat=dialog, cid=f"{number}", text="слово")
    erasing = live.server.messenger.erasing
    await erasing.work(Task(anna.id, (0, 0)))
    left = await live.database.fetchval("SELECT payload->'wipe'->>1 FROM ground_jobs WHERE kind = 'keep.erase'")
    assert int(left) == 2


async def test_he_is_out_at_once_and_the_login_is_free(live: Live) -> None:
    anna = await live.person("Анна")
    async with anna.socket() as socket:
        await prove(anna)
        await anna.ask("delete_myself", login=anna.login)
        await socket.event("signed_out")
    with pytest.raises(Refusal) as refused:
        await anna.ask("me")
    assert refused.value.code == "signed_out"
    again = await live.identity.people.add(anna.login, name="Другая Анна", password=PASSWORD)
    assert again != anna.id


async def test_groups_are_left_and_keep_an_owner(live: Live) -> None:
    anna, boris, vera = [await live.person(name) for name in ("Анна", "Борис", "Вера")]
    chat = await live.group(anna, boris, vera)
    await anna.ask("set_role", chat=chat, actor=vera.id, role="admin")
    alone = await live.group(anna)
    await delete(live, anna)
    members = (await boris.ask("list_members", chat=chat))["members"]
    assert {member["actor"]: member["role"] for member in members} == {vera.id: "owner", boris.id: "member"}
    assert await live.database.fetchval("SELECT members_count FROM chats_chats WHERE id = $1", alone) == 0


async def test_an_archive_of_his_data_goes_too(live: Live) -> None:
    anna = await live.person("Анна")
    number = (await anna.ask("ask_export"))["id"]
    while (await anna.ask("list_exports"))["exports"][0]["state"] != "ready":
        await live.server.messenger.jobs.once()
    await delete(live, anna)
    assert not live.server.messenger.exporting.path(number).exists()


async def test_the_rest_may_be_done_twice(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    await live.group(anna, boris)
    await delete(live, anna)
    await live.server.messenger.erasing.work(Task(anna.id))


@pytest.mark.parametrize(("login", "proved", "code"), [("", True, "login_differs"), (None, False, "proof_needed")])
async def test_not_by_a_slip(live: Live, login: str | None, proved: bool, code: str) -> None:
    anna = await live.person("Анна")
    await live.database.execute("UPDATE identity_devices SET proved_at = NULL")
    if proved:
        await prove(anna)
    with pytest.raises(Refusal) as refused:
        await anna.ask("delete_myself", login=anna.login if login is None else login)
    assert refused.value.code == code
    assert (await anna.ask("me"))["name"] == "Анна"


async def test_the_last_administrator_stays(live: Live) -> None:
    anna = await live.person("Анна", administrator=True)
    await prove(anna)
    with pytest.raises(Refusal) as refused:
        await anna.ask("delete_myself", login=anna.login)
    assert refused.value.code == "last_administrator"
