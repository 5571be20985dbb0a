"""Drafts and folders: all devices follow, also those that were away."""

from typing import Any

import pytest

from tests.support.live import Live, Refusal


async def space(who, version: int = 0):
    """What a device that knows the actor's space up to `version` lacks."""
    return (await who.ask("sync", actors=[{"id": who.id, "version": version}], chats=[]))["actors"][0]


async def test_a_draft_follows_the_person_and_goes_when_it_is_sent(live: Live) -> None:
    anna, boris = await live.person("Анна Лебедева"), await live.person("Борис Ильин")
    chat = (await anna.ask("open_dialog", **{"with": boris.id}))["chat"]["id"]
    before = (await space(anna))["version"]
    async with anna.socket() as other, boris.socket() as stranger:
        bold = [{"type": "bold", "offset": 0, "length": 6}]
        kept = (await anna.ask("set_draft", chat=chat, text="Завтра в девять", entities=bold))["draft"]
        event = await other.event("draft")
        assert event["draft"] == kept
        assert event["version"] == before + 1
        assert (await space(anna, before))["drafts"] == [kept]
        await anna.ask("set_draft", chat=chat)
        gone = await other.event("draft")
        assert "text" not in gone["draft"]
        assert [one.get("text") for one in (await space(anna, before))["drafts"]] == [None], "the device that was away"
        assert not [event for event in stranger.events if event["ev"] == "draft"]


async def test_of_two_devices_the_later_word_counts(live: Live) -> None:
    anna, boris = await live.person("Анна Лебедева"), await live.person("Борис Ильин")
    chat = (await anna.ask("open_dialog", **{"with": boris.id}))["chat"]["id"]
    late = (await anna.ask("set_draft", chat=chat, text="Позже"))["draft"]
    early = (await anna.ask("set_draft", chat=chat, text="Раньше", at=late["at"] - 60_000))["draft"]
    assert early == late, "the answer tells what is in force"
    ahead = (await anna.ask("set_draft", chat=chat, text="Из будущего", at=late["at"] + 86_400_000))["draft"]
    assert ahead["at"] < late["at"] + 60_000, "a clock that runs ahead does not win for ever"
    assert (await anna.ask("set_draft", chat=chat, text="Сейчас"))["draft"]["text"] == "Сейчас"


async def test_nobody_keeps_a_draft_where_he_is_not(live: Live) -> None:
    anna, boris = await live.person("Анна Лебедева"), await live.person("Борис Ильин")
    chat = (await anna.ask("create_group", title="Дороги"))["chat"]["id"]
    with pytest.raises(Refusal, match="chat_not_found"):
        await boris.ask("set_draft", chat=chat, text="Пустите")


async def test_folders_are_made_changed_ordered_and_deleted(live: Live) -> None:
    anna = await live.person("Анна Лебедева")
    before = (await space(anna))["version"]
    async with anna.socket() as other:
        one = (await other.ask("save_folder", title=" Работа ", emoji="💼", kinds=["groups"]))["folders"]
        assert [(folder["title"], folder["kinds"]) for folder in one] == [("Работа", ["groups"])]
        event = await other.event("folders")
        assert event["folders"] == one
        two = (await anna.ask("save_folder", title="Дом", chats=[5], without=[5, 6]))["folders"]
        assert two[1]["without"] == [6], "named twice: it is in"
        first, second = two[0]["id"], two[1]["id"]
        assert (await anna.ask("order_folders", folders=[second]))["folders"][0]["id"] == second
        await anna.ask("save_folder", folder=first, title="Служба", kinds=["groups", "channels"], unread=True)
        await anna.ask("delete_folder", folder=second)
        assert [folder["title"] for folder in (await anna.ask("list_folders"))["folders"]] == ["Служба"]
    assert [folder["title"] for folder in (await space(anna, before))["folders"]] == ["Служба"]
    assert "folders" not in await space(anna, (await space(anna))["version"]), "nothing changed: nothing travels"


async def test_limits_of_folders(live: Live) -> None:
    anna = await live.person("Анна Лебедева")
    wrong: dict[str, dict[str, Any]] = {
        "folder_empty": {"title": "Пусто"},
        "name_empty": {"title": "  ", "kinds": ["groups"]},
        "text_too_long": {"title": "д" * 25, "kinds": ["groups"]},
        "name_bidi": {"title": "a\u202eb", "kinds": ["groups"]},
        "folder_not_found": {"title": "Нет", "kinds": ["groups"], "folder": 77},
        "bad_fields": {"title": "Всё", "kinds": ["friends"]},
    }
    for code, fields in wrong.items():
        with pytest.raises(Refusal) as refused:
            await anna.ask("save_folder", **fields)
        assert refused.value.code == code
    for number in range(20):
        await anna.ask("save_folder", title=f"Папка {number}", kinds=["dialogs"])
    with pytest.raises(Refusal, match="too_many_folders"):
        await anna.ask("save_folder", title="Ещё одна", kinds=["dialogs"])


async def test_many_drafts_come_in_pages(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veche.messages.actions.reading.SYNCED_DRAFTS", 4)
    anna = await live.person("Анна Лебедева")
    chats = [(await anna.ask("create_group", title=f"Чат {number}"))["chat"]["id"] for number in range(6)]
    await anna.ask("save_folder", title="Работа", kinds=["groups"])
    for chat in chats:
        await anna.ask("set_draft", chat=chat, text="начато")
    first = await space(anna)
    assert len(first["drafts"]) == 4
    assert first["more"]
    rest = await space(anna, first["version"])
    assert "more" not in rest
    assert {one["chat"] for one in first["drafts"] + rest["drafts"]} == set(chats)


async def test_what_makes_a_sound_is_kept_with_the_membership(live: Live) -> None:
    anna = await live.person("Анна Лебедева")
    chat = (await anna.ask("create_group", title="Дороги"))["chat"]["id"]
    assert (await anna.ask("set_notify", chat=chat, rule="mentions"))["chat"]["membership"]["notify"] == "mentions"
    assert "notify" not in (await anna.ask("set_notify", chat=chat, rule=None))["chat"]["membership"]
