"""From the last byte to a file that is ready, refused or held; and what is done with files nobody wants any more."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.media.test_uploads import MEGABYTE, serving
from tests.media.uploader import Uploader, code_of, number_of, picture
from tests.support.live import Live, Refusal
from tests.support.s3 import BUCKET, KEY_ID, SECRET, S3Server
from veche.ground.blobs import Blobs
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.errors import Unavailable
from veche.media import forget_person
from veche.media.actions.sweeping import Sweeper
from veche.media.hub import Media
from veche.media.store.scratch import Scratch


class Later(Clock):
    """The clock of a sweeper that comes a while later."""

    def __init__(self, **later: float) -> None:
        self._later = timedelta(**later)

    def now(self):
        return super().now() + self._later


def media_of(live: Live) -> Media:
    return live.server.messenger.media


def sweeper(live: Live, **later: float) -> Sweeper:
    """The live server's own, at another time."""
    own = media_of(live).sweeper
    scratch = Scratch(live.data / "media/uploads")
    return Sweeper(live.database, clock=Later(**later), scratch=scratch, blobs=own._blobs, in_use=own._in_use)


async def kept(blobs: Blobs) -> int:
    return len([key async for key in blobs.keys()])  # noqa: SIM118  no dictionary


async def test_a_photo_gets_ready_and_its_owner_hears_it(live: Live):
    anna = await live.person("Анна")
    up = Uploader(anna)
    card = await up.upload(picture(2400, 1200), name="двор.jpg", purpose="photo")
    assert (card["state"], card["kind"], card["width"], card["height"]) == ("ready", "photo", 2400, 1200)
    assert card["blur"]
    assert card["preview"]
    assert card["thumb"]
    assert await anna.ask("get_file", file=card["id"]) == card
    storage = await anna.ask("list_storage")
    sizes = [len((await up.get(f"/media/files/{card['id']}{part}")).content) for part in ("", "/preview", "/thumb")]
    assert (storage["bytes"], storage["files"]) == (sum(sizes), 1)
    assert list((live.data / "media/uploads").iterdir()) == []


async def test_what_is_refused_takes_no_room(live: Live):
    anna = await live.person("Анна")
    card = await Uploader(anna).upload(b"this is no picture at all", name="кот.webp", purpose="sticker")
    assert card["state"] == "refused"
    assert card["code"]
    assert (await anna.ask("list_storage"))["bytes"] == 0
    chat = await live.group(anna)
    with pytest.raises(Refusal, match="file_not_ready"):
        await anna.ask("send_message", chat=chat, cid="1", text="", attachments=[{"type": "file", "file": card["id"]}])
    answer = await Uploader(anna).get(f"/media/files/{card['id']}")
    assert (answer.status_code, code_of(answer)) == (409, "file_not_ready")


async def test_the_same_bytes_are_kept_once_and_nobody_can_tell(live: Live):
    """Whoever uploads what others have uploads all of it, pays for all of it, and deletes only his own."""
    anna, boris = await live.person("Анна"), await live.person("Борис")
    content = b"the same regulation" * 1000
    first = await Uploader(anna).upload(content)
    assert await kept(media_of(live).blobs) == 1
    place = await Uploader(boris).begin(len(content))
    assert await Uploader(boris).offset(place) == 0
    await Uploader(boris).patch(place, content)
    assert await Uploader(boris).kept(place) == content
    assert await kept(media_of(live).blobs) == 1
    for one in (anna, boris):
        assert (await one.ask("list_storage"))["bytes"] == len(content)
    await anna.ask("delete_file", file=first["id"])
    await sweeper(live, hours=2).once()
    answers = [await Uploader(boris).get(f"/media/files/{number_of(place)}") for _ in range(2)]
    assert [answer.content for answer in answers] == [content, content]
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert str(first["id"]) not in answers[0].headers["etag"]


class Hindered:
    """A checker or scanner that fails in the way it is told."""

    def __init__(self, *, times: int, error: BaseException) -> None:
        self.times, self.error = times, error
        self.calls = 0

    async def scan(self, _path: Path) -> None:
        self.calls += 1
        if self.calls <= self.times:
            raise self.error


async def test_a_file_is_held_while_the_scanner_is_away(live: Live, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("veche.media.jobs.HELD_PAUSE", timedelta(milliseconds=50))
    scanner = Hindered(times=2, error=Unavailable("scanner_away"))
    check = media_of(live)._workers[0]._works["media.check"].run.__self__  # type: ignore[attr-defined]
    monkeypatch.setattr(check, "_parts", type("Parts", (), {**vars(check._parts), "scanner": scanner}))
    anna = await live.person("Анна")
    async with anna.socket() as socket:
        place = await Uploader(anna).begin(4)
        await Uploader(anna).patch(place, b"text")
        held = (await socket.event("file"))["file"]
        assert (held["state"], held["code"]) == ("held", "scanner_away")
        assert (await Uploader(anna).get(f"/media/files/{held['id']}")).status_code == 409
        ready = (await socket.event("file"))["file"]
        assert ready["state"] == "ready"
        assert "code" not in ready
    assert scanner.calls == 3


async def test_a_crash_in_the_middle_of_a_check_is_made_good(database: Database, tmp_path: Path):
    """The server dies after the file went into the store and before its row says so; the next start finishes it."""
    content = b"a decision of the council" * 100
    async with serving(database, tmp_path) as live:
        anna = await live.person("Анна")
        blobs = media_of(live).blobs
        real, put = blobs.put_file, asyncio.Event()

        async def dying(key: str, path: Path) -> None:
            await real(key, path)
            put.set()
            await asyncio.Event().wait()

        blobs.put_file = dying  # type: ignore[method-assign]
        place = await Uploader(anna).begin(len(content))
        await Uploader(anna).patch(place, content)
        await asyncio.wait_for(put.wait(), 10)
        assert (await anna.ask("get_file", file=number_of(place)))["state"] == "checking"
    async with serving(database, tmp_path) as live:
        again = await live.sign_in(anna.id, name="Анна", login=anna.login)
        assert await Uploader(again).kept(place) == content
        assert await kept(media_of(live).blobs) == 1
        assert list((tmp_path / "media/uploads").iterdir()) == []


async def test_what_nobody_wants_is_swept_and_nothing_else(live: Live):
    anna = await live.person("Анна")
    up = Uploader(anna)
    chat = await live.group(anna)
    unfinished = await up.begin(1000, name="half.bin")
    await up.patch(unfinished, b"x" * 500)
    unclaimed = await up.upload(b"never sent")
    named = await up.upload(b"sent and kept")
    deleted = await up.upload(b"sent and deleted")
    for file in (named, deleted):
        sent = await anna.ask(
            "send_message", chat=chat, cid=str(file["id"]), text="", attachments=[{"type": "file", "file": file["id"]}]
        )
    with pytest.raises(Refusal, match="file_in_use"):
        await anna.ask("delete_file", file=named["id"])
    assert await sweeper(live, hours=47).once() == 0
    await anna.ask("delete_messages", chat=chat, seqs=[sent["seq"]], for_everyone=True)
    assert await sweeper(live, days=3).once() == 3
    assert await sweeper(live, days=60).once() == 0
    for gone in (unclaimed, deleted):
        assert (await up.get(f"/media/files/{gone['id']}")).status_code == 404
    assert (await up.request("HEAD", unfinished)).status_code == 404
    assert (await up.get(f"/media/files/{named['id']}")).content == b"sent and kept"
    storage = await anna.ask("list_storage")
    assert (storage["bytes"], storage["files"]) == (len(b"sent and kept"), 1)
    assert await kept(media_of(live).blobs) == 1
    assert list((live.data / "media/uploads").iterdir()) == []


async def test_who_ends_his_account_leaves_only_what_he_sent(live: Live):
    anna, boris = await live.person("Анна"), await live.person("Борис")
    chat = await live.group(boris, anna)
    sent, own = [await Uploader(anna).upload(content) for content in (b"for all", b"for myself")]
    named = [{"type": "file", "file": sent["id"]}]
    await anna.ask("send_message", chat=chat, cid="1", text="", attachments=named)
    async with live.database.transaction() as conn:
        await forget_person(conn, anna.id)
    assert await media_of(live).sweeper.once() == 1
    assert (await Uploader(boris).get(f"/media/files/{sent['id']}")).content == b"for all"
    assert (await Uploader(anna).get(f"/media/files/{own['id']}")).status_code == 404


async def test_nothing_is_swept_while_it_is_not_known_who_names_it(live: Live):
    anna = await live.person("Анна")
    card = await Uploader(anna).upload(b"who knows")
    blind = sweeper(live, days=9)

    async def broken(_db: object, _ids: list[int]) -> set[int]:
        raise RuntimeError

    blind._in_use = [broken]
    with pytest.raises(RuntimeError):
        await blind.once()
    assert (await Uploader(anna).get(f"/media/files/{card['id']}")).status_code == 200


async def test_what_a_crash_left_on_the_disk_goes(live: Live):
    anna = await live.person("Анна")
    place = await Uploader(anna).begin(10)
    await Uploader(anna).patch(place, b"12345")
    uploads = live.data / "media/uploads"
    (uploads / "123456").write_bytes(b"of a row that is gone")
    await media_of(live).sweeper.once()
    assert [entry.name for entry in uploads.iterdir()] == [str(number_of(place))]


async def test_the_quota_of_an_organisation(database: Database, tmp_path: Path):
    async with serving(database, tmp_path, quota_organisation=1) as live:
        admin, anna = await live.person("Админ", administrator=True), await live.person("Анна")
        organisation = await admin.ask("create_organisation", name="Город")
        unit = await admin.ask("create_unit", organisation=organisation["organisation"], name="Отдел")
        post = await admin.ask("create_post", unit=unit["unit"], title="Юрист")
        await admin.ask("appoint", post=post["post"], person=anna.id)
        up, as_post = Uploader(anna), str(post["post"])
        card = await up.upload(b"x" * (MEGABYTE - 10), **{"as": as_post})
        refused = await up.create(11, **{"as": as_post})
        assert (refused.status_code, code_of(refused)) == (413, "quota_organisation")
        assert (await up.create(11)).status_code == 201
        storage = await anna.ask("list_storage")
        assert storage["organisations"][0]["bytes"] == MEGABYTE - 10
        assert storage["organisations"][0]["quota"] == MEGABYTE
        # What one uploaded for a post stays with the post.
        await admin.ask("dismiss", post=post["post"])
        assert (await up.get(f"/media/files/{card['id']}")).status_code == 404


async def test_everything_with_an_s3(database: Database, tmp_path: Path):
    with S3Server() as s3:
        settings = {"s3_endpoint": s3.endpoint, "s3_bucket": BUCKET, "s3_key_id": KEY_ID, "s3_secret": SECRET}
        async with serving(database, tmp_path, **settings) as live:
            anna = await live.person("Анна")
            up = Uploader(anna)
            content = bytes(range(256)) * 20_000
            card = await up.upload(content, name="карта.bin")
            photo = await up.upload(picture(), name="двор.jpg", purpose="photo")
            assert (await up.get(f"/media/files/{card['id']}")).content == content
            part = await up.get(f"/media/files/{card['id']}", Range="bytes=2097000-2098000")
            assert part.content == content[2_097_000:2_098_001]
            thumb = await up.get(f"/media/files/{photo['id']}/thumb")
            assert thumb.status_code == 200
            assert not [header for header in thumb.headers.values() if s3.endpoint in header]
            assert not (tmp_path / "media/blobs").exists()
            await anna.ask("delete_file", file=card["id"])
            await sweeper(live, hours=2).once()
            assert await kept(media_of(live).blobs) == 3
            s3.stop()
            away = await up.get(f"/media/files/{photo['id']}")
            assert (away.status_code, code_of(away)) == (503, "store_away")
