"""What an export may look like: hostile, broken, old, large. Files of others are read where they lie."""

import json
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.movein.world import ANNA, BORIS, SHARED, message, service, write_export, write_photo, zipped
from tests.support.live import Json
from veche.ground.errors import BadInput
from veche.movein import ChatPlan, Reading, plan_of
from veche.movein.folder import is_inside, open_folder, pieces
from veche.movein.formats import open_export
from veche.movein.model import Line
from veche.movein.spool import Spool

FOREIGN = SHARED / "telegram"
RU = Reading("ru")


def plan_one(path: Path) -> ChatPlan:
    [chat] = plan_of(path, RU).chats
    return chat


def lost(chat: ChatPlan) -> dict[str, int]:
    return {one.kind: one.count for one in chat.losses}


def refused(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        plan_of(path, RU)
    return caught.value.code


def test_a_folder_a_zip_and_the_file_itself_say_the_same(tmp_path: Path) -> None:
    folder = write_export(tmp_path / "export", [message(1), message(2, BORIS, photo="photos/photo_1.jpg")])
    write_photo(folder, "photos/photo_1.jpg")
    plans = [plan_of(path, RU) for path in (folder, folder / "result.json", zipped(folder, tmp_path / "export.zip"))]
    assert plans[0] == plans[1] == plans[2]
    assert (plans[0].chats[0].messages, plans[0].chats[0].authors, plans[0].chats[0].media) == (2, 2, 1)


def test_what_will_be_lost_is_told_with_examples(tmp_path: Path) -> None:
    not_there = "(File not included. Change data exporting settings to download.)"
    own = {"type": "custom_emoji", "document_id": "5", "count": 3}
    folder = write_export(
        tmp_path,
        [
            message(1, photo=not_there),
            message(2, text="С файлом", file="files/gone.pdf", file_name="gone.pdf"),
            message(3, reply_to_message_id=999, text="Ответ в пустоту"),
            message(4, reactions=[{"type": "emoji", "emoji": "👍", "count": 4}, own]),
            message(5, text=[{"type": "spoiler", "text": "тайна"}]),
            message(6, contact_information={"first_name": "Иван", "phone_number": ""}),
            {"id": 7, "type": "unsupported"},
        ],
    )
    chat = plan_one(folder)
    assert lost(chat) == {
        "media_not_exported": 1,
        "media_missing": 1,
        "replies_to_nothing": 1,
        "reaction_names": 7,
        "reactions_of_their_own": 3,
        "spoilers": 1,
        "kept_as_words": 1,
        "unsupported": 1,
    }
    assert next(one.examples for one in chat.losses if one.kind == "replies_to_nothing") == ["Ответ в пустоту"]
    assert chat.messages == 7, "nothing is left out because something about it is lost"


@pytest.mark.parametrize("path", ["../secret", "/etc/passwd", "photos/../../secret", "a\\..\\b", "", "a\0b"])
def test_no_path_leads_out(path: str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("тайна")
    folder = write_export(tmp_path / "export", [message(1, text="", photo=path or "../secret")])
    assert not is_inside(path)
    assert open_folder(folder, "result.json").size(path) is None
    assert lost(plan_one(folder))["media_missing"] == 1


def test_no_link_leads_out(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"x" * 100)
    folder = write_export(tmp_path / "export", [message(1, photo="photos/link.jpg")])
    (folder / "photos").mkdir()
    (folder / "photos" / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    assert lost(plan_one(folder))["media_missing"] == 1


def test_hostile_zips(tmp_path: Path) -> None:
    escaping = tmp_path / "escaping.zip"
    with zipfile.ZipFile(escaping, "w") as file:
        file.writestr("result.json", "{}")
        file.writestr("../../etc/cron.d/evil", "x")
    assert refused(escaping) == "movein_zip_path"
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("result.json", "{}")
        with file.open("files/zero.bin", "w", force_zip64=True) as zero:
            for _ in range(64):
                zero.write(bytes(1024 * 1024))
    assert bomb.stat().st_size < 100_000
    assert refused(bomb) == "movein_zip_swells"
    assert refused(ten_gigabytes(tmp_path / "ten.zip")) == "movein_zip_swells"
    linked = tmp_path / "linked.zip"
    with zipfile.ZipFile(linked, "w") as file:
        file.writestr("result.json", "{}")
        link = zipfile.ZipInfo("photos/a.jpg")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    assert refused(linked) == "movein_zip_path"
    broken = tmp_path / "broken.zip"
    broken.write_bytes(escaping.read_bytes()[:60])
    assert refused(broken) == "movein_zip_broken"
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w") as file:
        file.writestr("readme.md", "")
    assert refused(empty) == "movein_no_export"


@pytest.mark.parametrize("main", ["result.json", "_chat.txt", "channels.json"])
def test_a_zip_of_any_messenger_is_looked_at_before_it_is_read(main: str, tmp_path: Path) -> None:
    for number, evil in enumerate(("../../etc/cron.d/evil", "/etc/cron.d/evil", "a\\..\\evil")):
        escaping = tmp_path / f"{number}.zip"
        with zipfile.ZipFile(escaping, "w") as file:
            file.writestr(main, "{}")
            file.writestr(evil, "x")
        assert refused(escaping) == "movein_zip_path"
    assert refused(ten_gigabytes(tmp_path / "ten.zip", main)) == "movein_zip_swells"


def ten_gigabytes(path: Path, main: str = "result.json") -> Path:
    """A zip of ten megabytes that would become ten gigabytes: the same packed zeros, over and over."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(2**24)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = block * 640 + packer.flush()
    name, size = main.encode(), 2**24 * 640
    sizes = struct.pack("<HHQQ", 1, 16, size, len(packed))
    fields = struct.pack("<HHHHHLLLHH", 45, 0, 8, 0, 0, 0, 0xFFFFFFFF, 0xFFFFFFFF, len(name), len(sizes))
    local = b"PK\x03\x04" + fields + name + sizes
    entry = b"PK\x01\x02" + struct.pack("<H", 45) + fields + struct.pack("<HHHLL", 0, 0, 0, 0, 0) + name + sizes
    place = len(local) + len(packed)
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 1, 1, len(entry), place, 0)
    path.write_bytes(local + packed + entry + end)
    return path


def test_what_is_no_export_is_said_clearly(tmp_path: Path) -> None:
    assert refused(tmp_path / "nothing") == "movein_no_export"
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "messages.html").write_text("<html>")
    assert refused(tmp_path / "html") == "movein_html"
    assert refused(tmp_path / "html" / "messages.html") == "movein_html"
    assert refused(zipped(tmp_path / "html", tmp_path / "html.zip")) == "movein_html"
    for number, content in enumerate((b"<html>no json</html>", b"{]", b"\x00\x01")):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / "result.json").write_bytes(content)
        assert refused(tmp_path / f"{number}") in ("movein_not_json", "movein_nothing"), content
    (tmp_path / "result.json").write_text('{"name": "Пусто", "type": "private_group", "id": 1, "messages": []}')
    assert refused(tmp_path) == "movein_nothing"


def test_a_cut_file_tells_how_much_is_whole(tmp_path: Path) -> None:
    folder = write_export(tmp_path, [message(number) for number in range(100)])
    whole = (folder / "result.json").read_bytes()
    (folder / "result.json").write_bytes(whole[: len(whole) // 2])
    plan = plan_of(folder, RU)
    assert plan.cut
    assert 40 < plan.chats[0].messages < 60


def test_two_authors_of_one_name_are_two(tmp_path: Path) -> None:
    twin = (ANNA[0], "user777")
    assert plan_one(write_export(tmp_path, [message(1, ANNA), message(2, twin), message(3, ANNA)])).authors == 2


def test_control_characters_of_old_exporters_are_repaired(tmp_path: Path) -> None:
    folder = write_export(tmp_path, [message(1, text="до XX после")])
    path = folder / "result.json"
    path.write_bytes(path.read_bytes().replace(b"XX", b"\\x1F"))
    [told] = open_export(folder, RU).told(0)
    assert told.lines[0].text == "до \ufffd после"


def test_local_time_is_set_right_by_entries_that_have_both(tmp_path: Path) -> None:
    first = message(1)  # its local clock says 12:00, a minute after 09:00 UTC it is really
    late = {key: value for key, value in message(2).items() if key != "date_unixtime"} | {"date": "2025-04-12T12:30:00"}
    [_, told] = open_export(write_export(tmp_path, [first, late]), RU).told(0)
    zone = 1_744_459_200 - int(first["date_unixtime"])
    assert told.lines[0].at == (1_744_461_000 - zone) * 1000


def test_what_was_sent_as_one_is_one_message(tmp_path: Path) -> None:
    """An album stands in the export as several entries of one second."""
    photo: Json = {"date_unixtime": "1744448500", "photo": "photos/photo_1.jpg"}
    folder = write_export(
        tmp_path,
        [
            message(1, text="", **photo),
            message(2, text="Праздник двора", **photo),
            message(3, text="", photo="photos/gone.jpg", date_unixtime="1744448500"),
            message(4, BORIS, "", **photo),
            message(5, BORIS, "Спасибо", reply_to_message_id=3),
            message(6, text="", photo="photos/photo_1.jpg"),
        ],
    )
    write_photo(folder, "photos/photo_1.jpg")
    chat = plan_one(folder)
    assert (chat.messages, chat.media, chat.replies) == (4, 4, 1)
    album, other, answer, alone = [told.lines[0] for told in open_export(folder, RU).told(0)]
    assert (album.source, album.also, len(album.files)) == (1, [2, 3], 2)
    assert album.text == "Праздник двора\nФотография", "and a line about the third, whose file is not there"
    assert (len(other.files), other.also, answer.reply_to) == (1, [], 3)
    assert alone.also == []


def test_contacts_come_along_and_stickers_become_pictures(tmp_path: Path) -> None:
    card = {"first_name": "Иван", "last_name": "Петров", "phone_number": "+7 912 000-00-01"}
    folder = write_export(
        tmp_path,
        [
            message(1, text="", contact_information=card),
            message(2, text="", file="stickers/s.webp", media_type="sticker", sticker_emoji="👍"),
            message(3, text="", photo="photos/photo_1.jpg", self_destruct_period_seconds=5),
        ],
    )
    for path in ("stickers/s.webp", "photos/photo_1.jpg"):
        write_photo(folder, path)
    contact, sticker, _ = [told.lines[0] for told in open_export(folder, RU).told(0)]
    assert contact.hanging is not None
    assert (contact.hanging.type, contact.hanging.name, contact.text) == ("contact", "Иван Петров", "")
    assert [one.purpose for one in sticker.files] == ["photo"]
    assert lost(plan_one(folder)) == {"stickers": 1, "self_destructing": 1}


def test_a_zone_is_asked_for_only_where_the_file_has_none(tmp_path: Path) -> None:
    whole = write_export(tmp_path / "new", [message(1)])
    assert plan_of(whole, Reading("ru", zone="Asia/Omsk")).zone == ""
    bare = {key: value for key, value in message(1).items() if key != "date_unixtime"}
    old = write_export(tmp_path / "old", [bare])
    assert plan_of(old, Reading("ru", zone="Asia/Omsk")).zone == "Asia/Omsk"
    [told] = open_export(old, Reading("ru", zone="Asia/Omsk")).told(0)
    assert told.lines[0].at == (1_744_459_200 - 6 * 3600) * 1000
    with pytest.raises(BadInput, match="zone_unknown"):
        plan_of(old, Reading("ru", zone="Asia/Nowhere"))


def test_a_whole_account_gives_the_chat_that_is_asked_for(tmp_path: Path) -> None:
    chats = [
        {"name": f"Чат {number}", "type": "private_group", "id": number, "messages": [message(number)]}
        for number in (1, 2)
    ]
    (tmp_path / "result.json").write_text(json.dumps({"about": "x", "chats": {"about": "y", "list": chats}}))
    plan = plan_of(tmp_path, RU)
    assert [(one.name, one.number) for one in plan.chats] == [("Чат 1", 1), ("Чат 2", 2)]
    [told] = open_export(tmp_path, RU).told(2)
    assert told.lines[0].source == 2


def test_fifty_thousand_service_entries_in_bounded_memory(tmp_path: Path) -> None:
    """In a process of its own, by what the system counts: counting every allocation takes ten times as long as the
    reading, and here the memory of earlier tests would hide a growth."""
    entry = json.dumps(service(0, "invite_members", members=["Имя Фамилия"] * 5), ensure_ascii=False)
    head = '{"name": "Двор", "type": "private_supergroup", "id": 77, "messages": ['
    entries = (entry.replace('"id": 0', f'"id": {number}', 1) for number in range(50_000))
    (tmp_path / "result.json").write_text(head + ",\n".join(entries) + "]}", "utf-8")
    total, grown = (int(word) for word in run_python(SPOOLING, str(tmp_path), str(tmp_path / "spool")).split())
    assert total == 50_000
    assert grown < 16 * 1024, f"{grown} KiB for a file of {(tmp_path / 'result.json').stat().st_size} bytes"
    last = next(Spool(tmp_path / "spool").lines(49_999))
    assert (last.source, last.service[:28]) == (49_999, "приглашает: Имя Фамилия, Имя")


SPOOLING = """
import sys
from pathlib import Path
from veche.movein import Reading
from veche.movein.formats import open_export
from veche.movein.spool import Spool

def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))

before = peak()
export, spool = open_export(Path(sys.argv[1]), Reading("ru")), Spool(Path(sys.argv[2]))
head = spool.write(export.told(0), now_ms=2**42, rests=False)
print(head.total, peak() - before)
"""


def run_python(program: str, *given: str) -> str:
    return subprocess.run([sys.executable, "-c", program, *given], check=True, capture_output=True, text=True).stdout


def test_lines_are_spooled_in_the_order_of_time(tmp_path: Path) -> None:
    folder = write_export(tmp_path, [message(5), message(1), message(3), message(4)])
    spool = Spool(tmp_path / "spool")
    assert spool.head() is None
    spool.write(open_export(folder, RU).told(0), now_ms=2**42, rests=False)
    lines: list[Line] = list(spool.lines(0))
    assert [one.source for one in lines] == [1, 3, 4, 5]
    assert [one.source for one in spool.lines(2)] == [4, 5]
    spool.drop()
    assert spool.head() is None


EXPORTS = {
    "group-services-polls.json": {"messages": 24, "service": 21, "polls": 5, "forwards": 1, "replies": 1},
    "supergroup-topics.json": {"messages": 4, "service": 3, "topics": 2, "reactions": 3},
    "personal-small.json": {"messages": 4, "service": 1, "replies": 1},
    "personal-mixed-ages.json": {"messages": 6, "service": 2},
    "account-minimal.json": {"messages": 2, "service": 0},
    "channel-with-media": {"messages": 16, "service": 1, "authors": 1},
}


@pytest.mark.parametrize("name", EXPORTS)
def test_exports_of_others(name: str) -> None:
    """Counts against ../shared/data/README.md."""
    if not FOREIGN.is_dir():
        pytest.skip("no folder ../shared/data: files of others are not part of the project")
    chat = plan_one(FOREIGN / name)
    assert {field: getattr(chat, field) for field in EXPORTS[name]} == EXPORTS[name]


def test_no_export_of_others_is_forgotten() -> None:
    if not FOREIGN.is_dir():
        pytest.skip("no folder ../shared/data: files of others are not part of the project")
    there = {one.name for one in FOREIGN.iterdir() if one.suffix == ".json" or (one / "result.json").is_file()}
    assert there == set(EXPORTS)


def test_files_of_the_genuine_channel_can_be_read() -> None:
    if not FOREIGN.is_dir():
        pytest.skip("no folder ../shared/data: files of others are not part of the project")
    export = open_export(FOREIGN / "channel-with-media", RU)
    files = [file for told in export.told(0) for line in told.lines for file in line.files]
    assert {one.purpose for one in files} >= {"photo", "voice", "audio"}
    for one in files:
        assert sum(len(piece) for piece in pieces(export.folder, one.path)) == one.size
