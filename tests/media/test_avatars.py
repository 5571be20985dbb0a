"""Pictures of people, posts and chats: who may set them, who sees them, and that they go when they are replaced."""

from __future__ import annotations

from typing import Any

import pytest

from tests.media import samples
from tests.media.uploader import Uploader
from tests.support.live import Live, Refusal, Someone


async def picture(someone: Someone, **size: Any) -> int:
    card = await Uploader(someone).upload(samples.picture(**size), name="я.jpg", purpose="avatar")
    assert (card["state"], card["kind"]) == ("ready", "avatar")
    return int(card["id"])


async def status(someone: Someone, file: int, variant: str = "/thumb") -> int:
    return (await Uploader(someone).get(f"/media/files/{file}{variant}")).status_code


async def test_a_person_gets_a_face_that_everybody_sees(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    await live.dialog(anna, boris)
    first, second = await picture(anna), await picture(anna, size=(200, 500))
    assert await status(boris, first) == 404, "an upload is nobody else's business yet"
    async with boris.socket() as socket:
        answer = await anna.ask("set_photo", file=first)
        assert answer["actor"]["photo"] == first
        told = await socket.event("actor")
        assert told["card"]["photo"] == first
    assert await status(boris, first) == 200
    assert await status(boris, first, "") == 200
    assert (await boris.ask("get_actors", ids=[anna.id]))["actors"][0]["photo"] == first

    await anna.ask("set_photo", file=second)
    assert await status(boris, first) == 404, "the old face is private again"
    assert await status(boris, second) == 200
    await anna.ask("set_photo")
    assert "photo" not in (await boris.ask("get_actors", ids=[anna.id]))["actors"][0]
    assert await status(boris, second) == 404


async def test_only_what_was_made_for_it_and_only_one_s_own(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    photo = await Uploader(anna).upload(samples.picture(), name="двор.jpg", purpose="photo")
    with pytest.raises(Refusal, match="not_a_picture"):
        await anna.ask("set_photo", file=photo["id"])
    with pytest.raises(Refusal, match="file_not_found"):
        await boris.ask("set_photo", file=await picture(anna))
    with pytest.raises(Refusal, match="administrators_only"):
        await boris.ask("set_photo", file=await picture(boris), actor=anna.id)
    card = await Uploader(anna).upload(samples.SVG_WITH_SCRIPT, name="я.svg", purpose="avatar")
    assert (card["state"], card["code"]) == ("refused", "not_a_picture")


async def test_a_post_has_a_face_for_the_term_of_its_holder(live: Live) -> None:
    chief, anna, boris = await live.person("Глава", administrator=True), await live.person("Анна"), await live.person()
    organisation = (await chief.ask("create_organisation", name="Мэрия"))["organisation"]
    unit = (await chief.ask("create_unit", organisation=organisation, name="Приёмная"))["unit"]
    post = (await chief.ask("create_post", unit=unit, title="Секретарь"))["post"]
    await chief.ask("appoint", post=post, person=anna.id)
    answer = await anna.ask("set_photo", file=await picture(anna), actor=post)
    assert answer["actor"]["id"] == post
    with pytest.raises(Refusal, match="administrators_only"):
        await boris.ask("set_photo", actor=post)
    coat_of_arms = await picture(chief)
    assert (await chief.ask("set_photo", file=coat_of_arms, actor=post))["actor"]["photo"] == coat_of_arms
    await chief.ask("appoint", post=post, person=boris.id)
    assert "photo" not in (await anna.ask("get_actors", ids=[post]))["actors"][0]


async def test_the_picture_of_a_chat(live: Live) -> None:
    anna, boris, stranger = await live.person("Анна"), await live.person("Борис"), await live.person("Чужой")
    chat = await live.group(anna, boris)
    file = await picture(anna)
    with pytest.raises(Refusal, match="no_right"):
        await boris.ask("set_chat_photo", chat=chat, file=await picture(boris))
    async with boris.socket() as socket:
        answer = await anna.ask("set_chat_photo", chat=chat, file=file)
        assert answer["chat"]["photo"] == file
        assert (await socket.event("chat"))["chat"]["photo"] == file
    assert await status(boris, file) == 200
    assert await status(stranger, file) == 404
    assert (await boris.ask("get_chat", chat=chat))["chat"]["photo"] == file
    await boris.ask("leave_chat", chat=chat)
    assert await status(boris, file) == 404, "whoever left sees nothing any more"
    await anna.ask("set_chat_photo", chat=chat)
    assert "photo" not in (await anna.ask("get_chat", chat=chat))["chat"]
    dialog = await live.dialog(anna, boris)
    with pytest.raises(Refusal, match="not_in_dialog"):
        await anna.ask("set_chat_photo", chat=dialog, file=file)


async def test_a_picture_that_is_shown_is_not_swept(live: Live) -> None:
    anna = await live.person("Анна")
    file = await picture(anna)
    await anna.ask("set_photo", file=file)
    await live.database.execute("UPDATE media_files SET look_at = now() - interval '1 day'")
    assert await live.server.messenger.media.sweeper.once() == 0
    with pytest.raises(Refusal, match="file_in_use"):
        await anna.ask("delete_file", file=file)
    await anna.ask("set_photo")
    assert await live.server.messenger.media.sweeper.once() == 1
