"""What was shared in a chat, by kind: pages, counts, and only what the asker may see."""

from __future__ import annotations

from typing import Any

from tests.media.uploader import Uploader, picture
from tests.messages.test_reading import refused
from tests.support.live import Live, Someone

Json = dict[str, Any]


async def listed(who: Someone, chat: int, kind: str, **fields: Any) -> list[int]:
    page = await who.ask("list_shared", chat=chat, kind=kind, **fields)
    return [message["seq"] for message in page["messages"]]


async def counts(who: Someone, chat: int) -> tuple[int, int, int, int]:
    found = await who.ask("count_shared", chat=chat)
    assert found["most"] == 1000
    return found["media"], found["files"], found["sounds"], found["links"]


async def say(who: Someone, chat: int, cid: str, text: str = "", **fields: Any) -> int:
    seq: int = (await who.ask("send_message", chat=chat, cid=cid, text=text, **fields))["seq"]
    return seq


async def test_each_kind_is_found_by_itself(live: Live) -> None:
    anna, boris, stranger = [await live.person() for _ in range(3)]
    chat = await live.group(anna, boris)
    up = Uploader(anna)
    photos = [(await up.upload(picture(colour=one), name="p.jpg", purpose="photo"))["id"] for one in ("teal", "red")]
    # A name that looks like a type from inside does not deceive.
    name = '{"type":"photo","x":1}.txt'
    paper = (await up.upload(b"words", name=name, purpose="file"))["id"]
    album = await say(anna, chat, "1", "Двор", attachments=[{"type": "photo", "file": file} for file in photos])
    await say(anna, chat, "2", "Просто слова: и ссылок нет")
    file = await say(anna, chat, "3", attachments=[{"type": "file", "file": paper}])
    link = await say(boris, chat, "4", "Смотрите https://gorod.example/plan")
    named = await say(
        boris, chat, "5", "План", entities=[{"type": "link", "offset": 0, "length": 4, "url": "https://gorod.example/"}]
    )
    assert await listed(boris, chat, "media") == [album]
    assert await listed(boris, chat, "files") == [file]
    assert await listed(boris, chat, "sounds") == []
    assert await listed(boris, chat, "links") == [named, link]
    assert await listed(boris, chat, "links", limit=1) == [named]
    assert await listed(boris, chat, "links", before=named, limit=1) == [link]
    assert await listed(boris, chat, "links", after=album, limit=1) == [link]
    assert await listed(boris, chat, "links", after=link) == [named]
    assert await counts(boris, chat) == (2, 1, 0, 2)
    page = await boris.ask("list_shared", chat=chat, kind="media")
    assert [one["file"] for one in page["messages"][0]["attachments"]] == photos
    for command in ("list_shared", "count_shared"):
        fields = {"kind": "media"} if command == "list_shared" else {}
        assert await refused(stranger, command, chat=chat, **fields) == "chat_not_found"
    assert await refused(boris, "list_shared", chat=chat, kind="links", before=3, after=1) == "bad_page"
    assert await refused(boris, "list_shared", chat=chat, kind="everything") == "bad_fields"


async def test_what_is_gone_or_hidden_is_not_listed(live: Live) -> None:
    anna, boris = await live.person(), await live.person()
    chat = await live.group(anna, boris)
    first, second = [await say(anna, chat, f"{n}", f"https://gorod.example/{n}") for n in range(2)]
    await boris.ask("delete_messages", chat=chat, seqs=[first])
    assert (await listed(boris, chat, "links"), await listed(anna, chat, "links")) == ([second], [second, first])
    assert (await counts(boris, chat), await counts(anna, chat)) == ((0, 0, 0, 1), (0, 0, 0, 2))
    await anna.ask("edit_message", chat=chat, seq=first, text="Без ссылки")
    await anna.ask("delete_messages", chat=chat, seqs=[second], for_everyone=True)
    assert await listed(anna, chat, "links") == []
    assert await counts(anna, chat) == (0, 0, 0, 0)
