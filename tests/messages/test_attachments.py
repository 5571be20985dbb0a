"""What hangs on messages: files, albums, contacts, places; who may see them, and what becomes of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.media.uploader import Uploader, picture
from tests.support.live import Live, Refusal, Someone

Json = dict[str, Any]


async def attach(who: Someone, chat: int, *attachments: Json, cid: str = "1", **fields: Any) -> Json:
    sent: Json = await who.ask("send_message", chat=chat, cid=cid, attachments=list(attachments), **fields)
    return sent


async def at(who: Someone, chat: int, seq: int) -> Json:
    message: Json = (await who.ask("get_messages", chat=chat, seqs=[seq]))["messages"][0]
    return message


async def status(who: Someone, file: int) -> int:
    return (await Uploader(who).get(f"/media/files/{file}")).status_code


async def named(live: Live, file: int) -> int:
    """How many messages name the file."""
    count: int = await live.database.fetchval("SELECT count(*) FROM messages_files WHERE file_id = $1", file)
    return count


async def test_an_album_travels_with_its_caption_and_without(live: Live) -> None:
    anna, boris, stranger = [await live.person() for _ in range(3)]
    chat = await live.group(anna, boris)
    up = Uploader(anna)
    cards = [await up.upload(picture(colour=one), name=f"{one}.jpg", purpose="photo") for one in ("teal", "red")]
    files = [card["id"] for card in cards]
    photos = [{"type": "photo", "file": file} for file in files]
    async with boris.socket() as b, anna.socket() as a:
        sent = await a.ask("send_message", chat=chat, cid="1", attachments=photos, text="Двор до и после")
        heard = await b.event("message", lambda e: e["seq"] == sent["seq"])
        assert heard["text"] == "Двор до и после"
        first = heard["attachments"][0]
        assert (first["type"], first["file"], first["width"], first["height"]) == ("photo", files[0], 640, 480)
        assert first["name"] == "teal.jpg"
        again = await a.ask("send_message", chat=chat, cid="1", attachments=photos, text="Двор до и после")
        assert again["duplicate"]
        with pytest.raises(Refusal, match="cid_reused"):
            await a.ask("send_message", chat=chat, cid="1", attachments=photos[:1], text="Двор до и после")
        with pytest.raises(Refusal, match="message_empty"):
            await a.ask("send_message", chat=chat, cid="2", text="")
    bare = await attach(anna, chat, photos[1], cid="3")
    assert (await at(boris, chat, bare["seq"])).get("text", "") == ""
    assert [await status(who, files[0]) for who in (anna, boris, stranger)] == [200, 200, 404]
    # The caption may change and go, the pictures stay.
    edited = await anna.ask("edit_message", chat=chat, seq=sent["seq"], text="")
    assert ("text" not in edited, len(edited["attachments"])) == (True, 2)


async def test_the_right_to_a_file_goes_with_the_messages_that_name_it(live: Live) -> None:
    anna, boris, vera = [await live.person() for _ in range(3)]
    one, other = await live.group(anna, boris), await live.group(boris, vera)
    file = (await Uploader(anna).upload(b"plan", name="план.txt"))["id"]
    sent = await attach(anna, one, {"type": "file", "file": file})
    assert await status(vera, file) == 404
    copied = await boris.ask("forward_messages", chat=other, cid="f", from_chat=one, seqs=[sent["seq"]])
    assert await status(vera, file) == 200
    copy = await at(vera, other, copied["sent"][0]["seq"])
    assert (copy["attachments"][0]["name"], copy["origin"]["actor"]) == ("план.txt", anna.id)
    await anna.ask("remove_member", chat=one, actor=boris.id)
    await anna.ask("delete_messages", chat=one, seqs=[sent["seq"]], for_everyone=True)
    assert "attachments" not in await at(anna, one, sent["seq"])
    assert await status(boris, file) == 200  # he still has the copy
    assert await named(live, file) == 1
    await boris.ask("delete_messages", chat=other, seqs=[copy["seq"]], for_everyone=True)
    assert [await status(who, file) for who in (boris, vera)] == [404, 404]
    assert await named(live, file) == 0


async def test_somebody_elses_file_cannot_be_taken(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    file = (await Uploader(anna).upload(b"plan"))["id"]
    for whose in (file, 404):
        with pytest.raises(Refusal, match="file_not_found"):
            await attach(boris, chat, {"type": "file", "file": whose})
    assert await named(live, file) == 0
    async with boris.socket() as b:
        with pytest.raises(Refusal, match="file_not_found"):
            await b.ask("send_message", chat=chat, cid="s", attachments=[{"type": "file", "file": file}])
        assert (await b.ask("send_message", chat=chat, cid="t", text="Связь жива"))["seq"]


async def test_forwarding_several_keeps_their_order_and_may_hide_the_author(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person()
    chat, other = await live.group(anna, boris), await live.group(boris)
    seqs = [(await anna.ask("send_message", chat=chat, cid=f"{n}", text=f"{n}"))["seq"] for n in range(3)]
    fields = {"chat": other, "cid": "f", "from_chat": chat, "seqs": [*reversed(seqs), seqs[0]]}
    first = await boris.ask("forward_messages", **fields)
    again = await boris.ask("forward_messages", **fields)
    assert [one["seq"] for one in first["sent"]] == [one["seq"] for one in again["sent"]]
    assert all(one["duplicate"] for one in again["sent"])
    bare = await boris.ask("forward_messages", **{**fields, "cid": "g"}, without_author=True, silent=True)
    page = (await boris.ask("history", chat=other))["messages"]
    kept = [one for one in page if one.get("kind") != "service"]
    assert [one["text"] for one in kept] == ["0", "1", "2", "0", "1", "2"]
    assert [one.get("origin", {}).get("name") for one in kept] == ["Анна"] * 3 + [None] * 3
    assert kept[3]["silent"] is True
    assert kept[3]["seq"] == bare["sent"][0]["seq"]
    with pytest.raises(Refusal, match="message_not_found"):
        await boris.ask("forward_messages", **{**fields, "cid": "h", "seqs": [seqs[0], 404]})
    stranger = await live.person()
    mine = await live.group(stranger)
    with pytest.raises(Refusal, match="chat_not_found"):
        await stranger.ask("forward_messages", **{**fields, "chat": mine})


async def test_contacts_places_and_flags(live: Live) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    chat = await live.group(anna, boris)
    card = await attach(anna, chat, {"type": "contact", "actor": boris.id}, cid="1", urgent=True)
    message = await at(boris, chat, card["seq"])
    assert message["attachments"] == [{"type": "contact", "actor": boris.id, "name": "Борис"}]
    assert message["urgent"] is True
    outside = await attach(anna, chat, {"type": "contact", "name": "ЖЭК  №3", "phone": "+7 (495) 123-45-67"}, cid="2")
    assert (await at(boris, chat, outside["seq"]))["attachments"][0]["name"] == "ЖЭК №3"
    place = {"type": "place", "lat": 59.94, "lon": 30.31, "title": "Дворцовая", "address": "площадь"}
    there = await attach(anna, chat, place, cid="3", silent=True)
    assert (await at(boris, chat, there["seq"]))["attachments"] == [place]


@pytest.mark.parametrize(
    ("attachments", "code"),
    [
        ([{"type": "photo"}], "attachment_file"),
        ([{"type": "place", "lat": 1, "lon": 1, "file": 5}], "attachment_file"),
        ([{"type": "sticker", "file": 5}], "attachment_file"),
        ([{"type": "sticker", "file": 5, "pack": 5}], "sticker_not_found"),
        ([{"type": "file", "file": 5}, {"type": "file", "file": 5}], "attachment_twice"),
        ([{"type": "file", "file": 5}, {"type": "photo", "file": 6}], "attachments_mixed"),
        ([{"type": "voice", "file": 5}, {"type": "voice", "file": 6}], "attachments_mixed"),
        ([{"type": "file", "file": number + 1} for number in range(11)], "bad_fields"),
        ([{"type": "place", "lat": 91, "lon": 0}], "attachment_place"),
        ([{"type": "place", "lat": 0}], "attachment_place"),
        ([{"type": "contact", "name": "Иван"}], "attachment_contact"),
        ([{"type": "contact", "name": "Иван", "phone": "<script>"}], "attachment_contact"),
        ([{"type": "contact", "name": "\u202eнавИ", "phone": "112"}], "name_bidi"),
        ([{"type": "contact", "actor": 404}], "actor_not_found"),
        ([{"type": "link", "url": "javascript:alert(1)"}], "attachment_link"),
        ([{"type": "poll"}], "poll_question"),
        ([{"type": "hologram"}], "bad_fields"),
    ],
)
async def test_what_makes_no_sense_is_refused_and_leaves_nothing(
    live: Live, attachments: list[Json], code: str
) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    with pytest.raises(Refusal, match=code):
        await attach(anna, chat, *attachments)
    assert [one for one in (await anna.ask("history", chat=chat))["messages"] if one.get("kind") != "service"] == []


async def test_a_file_is_sent_as_what_it_is_or_as_a_file(live: Live) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    file = (await Uploader(anna).upload(picture(), name="двор.jpg", purpose="photo"))["id"]
    with pytest.raises(Refusal, match="attachment_kind"):
        await attach(anna, chat, {"type": "video", "file": file})
    sent = await attach(anna, chat, {"type": "file", "file": file})
    assert (await at(anna, chat, sent["seq"]))["attachments"][0]["mime"] == "image/jpeg"
    waiting = await anna.ask(
        "schedule_message", chat=chat, cid="w", at=1795420800000 + 10**10, attachments=[{"type": "photo", "file": file}]
    )
    in_use = await live.database.fetchval("SELECT count(*) FROM messages_scheduled_files WHERE file_id = $1", file)
    assert in_use == 1
    await anna.ask("cancel_scheduled", scheduled=waiting["id"])
    assert await live.database.fetchval("SELECT count(*) FROM messages_scheduled_files WHERE file_id = $1", file) == 0


async def test_a_link_brings_what_is_known_of_its_page(live: Live) -> None:
    anna = await live.person()
    chat = await live.group(anna)
    url = "https://example.org/news"
    sent = await attach(anna, chat, {"type": "link", "url": url}, text=f"Смотрите: {url}")
    (kept,) = (await at(anna, chat, sent["seq"]))["attachments"]
    assert (kept["type"], kept["url"], kept["site"]) == ("link", url, "example.org")
