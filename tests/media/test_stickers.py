"""Packs of stickers: made, shared by a link, kept in a panel, sent."""

from __future__ import annotations

import asyncio

import pytest

from tests.media import samples
from tests.media.uploader import Uploader
from tests.support.live import Live, Refusal, Someone
from veche.media.stickers import actions


async def picture(someone: Someone) -> int:
    made = samples.picture("PNG", size=(600, 300), see_through=True)
    card = await Uploader(someone).upload(made, name="кот.png", purpose="sticker")
    assert (card["kind"], card["mime"], card["width"], card["height"]) == ("sticker", "image/webp", 512, 256)
    return int(card["id"])


async def test_a_pack_is_made_shared_and_changed(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    pack = (await anna.ask("create_pack", title="Наш двор"))["pack"]
    assert (pack["mine"], pack["installed"], pack["stickers"]) == (True, True, [])
    cat, dog = await picture(anna), await picture(anna)
    await anna.ask("add_sticker", pack=pack["id"], file=cat, emoji="🐈")
    full = (await anna.ask("add_sticker", pack=pack["id"], file=dog, emoji="🐕"))["pack"]
    assert [one["file"] for one in full["stickers"]] == [cat, dog]

    seen = (await boris.ask("get_pack", code=pack["code"]))["pack"]
    assert "mine" not in seen
    assert "installed" not in seen
    assert (await Uploader(boris).get(f"/media/files/{cat}")).status_code == 200
    assert (await boris.ask("list_packs"))["packs"] == []
    await boris.ask("install_pack", code=pack["code"])
    await boris.ask("install_pack", code=pack["code"])
    assert [one["id"] for one in (await boris.ask("list_packs"))["packs"]] == [pack["id"]]

    turned = await anna.ask("order_stickers", pack=pack["id"], files=[dog])
    assert [one["emoji"] for one in turned["pack"]["stickers"]] == ["🐕", "🐈"]
    await anna.ask("add_sticker", pack=pack["id"], file=cat, emoji="😺")
    await anna.ask("rename_pack", pack=pack["id"], title="Звери")
    left = (await anna.ask("remove_sticker", pack=pack["id"], file=dog))["pack"]
    assert (left["title"], left["stickers"]) == ("Звери", [{"file": cat, "emoji": "😺"}])
    assert (await boris.ask("get_pack", pack=pack["id"]))["pack"]["title"] == "Звери"

    await boris.ask("uninstall_pack", pack=pack["id"])
    assert (await boris.ask("list_packs"))["packs"] == []
    await anna.ask("delete_pack", pack=pack["id"])
    with pytest.raises(Refusal, match="pack_not_found"):
        await boris.ask("get_pack", code=pack["code"])


async def test_a_pack_is_its_maker_s(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    pack = (await anna.ask("create_pack", title="Наш двор"))["pack"]["id"]
    file = await picture(boris)
    for command, fields in (
        ("rename_pack", {"title": "Мой"}),
        ("delete_pack", {}),
        ("add_sticker", {"file": file, "emoji": "🐈"}),
        ("remove_sticker", {"file": file}),
        ("order_stickers", {"files": [file]}),
    ):
        with pytest.raises(Refusal, match="pack_not_found"):
            await boris.ask(command, pack=pack, **fields)


async def test_what_does_not_go_into_a_pack(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    pack = (await anna.ask("create_pack", title="Наш двор"))["pack"]["id"]
    cat = await picture(anna)
    photo = (await Uploader(anna).upload(samples.picture(), name="a.jpg", purpose="photo"))["id"]
    for emoji in ("кот", "🐈🐈", " ", "a"):
        with pytest.raises(Refusal, match="sticker_emoji"):
            await anna.ask("add_sticker", pack=pack, file=cat, emoji=emoji)
    with pytest.raises(Refusal, match="not_a_sticker"):
        await anna.ask("add_sticker", pack=pack, file=photo, emoji="🐈")
    with pytest.raises(Refusal, match="file_not_found"):
        await anna.ask("add_sticker", pack=pack, file=await picture(boris), emoji="🐈")
    for title in ("", "  ", "\u202eтоваз"):
        with pytest.raises(Refusal, match=r"name_empty|name_bidi|bad_fields"):
            await anna.ask("create_pack", title=title)
    moving = await Uploader(anna).upload(samples.animation(), name="a.gif", purpose="sticker")
    assert (moving["state"], moving["code"]) == ("refused", "sticker_moving")


async def test_limits(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "OWN_PACKS", 2)
    monkeypatch.setattr(actions, "STICKERS", 1)
    monkeypatch.setattr(actions, "IN_PANEL", 2)
    anna, boris = await live.person("Анна"), await live.person("Борис")
    many = [anna.post("create_pack", title=f"Набор {number}") for number in range(4)]
    codes = sorted(answer.status_code for answer in await asyncio.gather(*many))
    assert codes == [200, 200, 409, 409]
    pack = (await anna.ask("list_packs"))["packs"][0]["id"]
    one, two = await picture(anna), await picture(anna)
    await anna.ask("add_sticker", pack=pack, file=one, emoji="🐈")
    with pytest.raises(Refusal, match="too_many_stickers"):
        await anna.ask("add_sticker", pack=pack, file=two, emoji="🐈")
    await anna.ask("add_sticker", pack=pack, file=one, emoji="🐕")
    await boris.ask("create_pack", title="Третий")
    await boris.ask("create_pack", title="Четвёртый")
    code = (await anna.ask("get_pack", pack=pack))["pack"]["code"]
    with pytest.raises(Refusal, match="too_many_installed"):
        await boris.ask("install_pack", code=code)


async def test_the_order_of_a_panel(live: Live) -> None:
    anna = await live.person("Анна")
    packs = [(await anna.ask("create_pack", title=f"Набор {number}"))["pack"]["id"] for number in range(3)]
    assert [one["id"] for one in (await anna.ask("list_packs"))["packs"]] == packs[::-1], "the newest on top"
    answer = await anna.ask("order_packs", packs=[packs[1], 1, packs[0]])
    assert [one["id"] for one in answer["packs"]] == [packs[1], packs[0], packs[2]]


async def test_a_sticker_is_sent_from_one_s_own_panel(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    chat = await live.dialog(anna, boris)
    pack = (await anna.ask("create_pack", title="Наш двор"))["pack"]
    cat = await picture(anna)
    await anna.ask("add_sticker", pack=pack["id"], file=cat, emoji="🐈")
    sticker = {"type": "sticker", "pack": pack["id"], "file": cat}
    with pytest.raises(Refusal, match="sticker_not_found"):
        await boris.ask("send_message", chat=chat, cid="1", text="", attachments=[sticker])
    await boris.ask("install_pack", code=pack["code"])
    await boris.ask("send_message", chat=chat, cid="2", text="", attachments=[sticker])
    sent = (await anna.ask("history", chat=chat))["messages"][-1]["attachments"][0]
    assert (sent["type"], sent["file"], sent["pack"], sent["emoji"]) == ("sticker", cat, pack["id"], "🐈")
    assert (sent["width"], sent["height"]) == (512, 256)
    await anna.ask("delete_pack", pack=pack["id"])
    await live.database.execute("UPDATE media_files SET look_at = now() - interval '1 day'")
    await live.server.messenger.media.sweeper.once()
    assert (await Uploader(boris).get(f"/media/files/{cat}")).status_code == 200, "messages keep their stickers"
