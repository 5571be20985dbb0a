"""Exports of WhatsApp: heads in the ways of many countries, media, system lines; those of others where they lie."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.movein.test_reading import lost
from tests.movein.world import SHARED, bring, history, write_photo, zipped
from tests.support.live import Live, Refusal
from veche.ground.errors import BadInput
from veche.movein import ChatPlan, Reading, plan_of
from veche.movein.formats import open_export
from veche.movein.model import NARRATOR, Line
from veche.movein.spool import Spool
from veche.movein.whatsapp.heads import Orders, head_of, when

OWN = Path(__file__).resolve().parents[1] / "data" / "whatsapp"
FOREIGN = SHARED / "whatsapp"
RU = Reading("ru", zone="Europe/Moscow")


def plan_one(path: Path, reading: Reading = RU) -> ChatPlan:
    [chat] = plan_of(path, reading).chats
    return chat


def lines_of(path: Path, reading: Reading = RU) -> list[Line]:
    return [line for told in open_export(path, reading).told(0) for line in told.lines]


HEADS = {
    "[3/27/22, 21:41:35] A: x": "2022-03-27T21:41:35",
    "[15-01-20 02:22:56] A: x": "2020-01-15T02:22:56",
    "[2019-04-16 02:09] A: x": "2019-04-16T02:09:00",
    "[01/30/19 20:49] A: x": "2019-01-30T20:49:00",
    "[14:56:01, 3/18/22] A: x": "2022-03-18T14:56:01",
    "[\u200f18\u200f/3\u200f/2022، 14:56:01] A: x": "2022-03-18T14:56:01",
    "[18/3/2565 BE, 14:56:01] A: x": "2022-03-18T14:56:01",
    "[3/18/R4, 14:56:01] A: x": "2022-03-18T14:56:01",
    "23.03.2022, 13:31 - A: x": "2022-03-23T13:31:00",
    "12/9/20, 23:55 - A: x": "2020-09-12T23:55:00",
    "01/30/2019, 08:49 p. m. - A: x": "2019-01-30T20:49:00",
    "01/30/2019, 8:49\u202fPM - A: x": "2019-01-30T20:49:00",
    "01/30/2019, 12:05 AM - A: x": "2019-01-30T00:05:00",
    "23.03.22 13:31 - A: x": "2022-03-23T13:31:00",
    "23-03-2022 13:31 - A: x": "2022-03-23T13:31:00",
    "2019/01/30, 20:49 - A: x": "2019-01-30T20:49:00",
}


@pytest.mark.parametrize("line", HEADS)
def test_heads_of_many_countries(line: str) -> None:
    head = head_of(line)
    assert head is not None
    orders = Orders()
    orders.see(head)
    order, _ = orders.decide(wanted="", language="ru")
    moment = when(head, order)
    assert moment is not None
    assert moment.isoformat() == HEADS[line]
    assert head.rest == "A: x"


@pytest.mark.parametrize(
    "line", ["1) купить хлеб", "12:30 - обед", "[x] дело", "99.99.2022, 99:99 - A: x", "", "10/20"]
)
def test_what_is_no_head(line: str) -> None:
    head = head_of(line)
    assert head is None or when(head, "day") is None


def test_the_order_of_dates_is_decided_once_and_a_guess_is_told(tmp_path: Path) -> None:
    def plan(*dates: str, **how: str):
        path = tmp_path / "chat.txt"
        path.write_text("".join(f"{date}, 10:00 - A: x\n" for date in dates))
        return plan_of(path, Reading("ru", **how))

    def first(plan) -> str:
        return f"{datetime.fromtimestamp(plan.chats[0].first_at / 1000, UTC):%d.%m}"

    assert first(plan("1/2/21", "1/20/21")) == "02.01", "a second part over 12: the month stands first"
    assert first(plan("1/2/21", "20/2/21")) == "01.02"
    assert first(plan("1/31/21", "2/1/21", "3/1/21")) == "31.01"
    monotonic = plan("1/2/21", "2/2/21", "3/2/21", "1/3/21")
    assert (first(monotonic), monotonic.dates) == ("01.02", ""), "days go forward only if the day stands first"
    open_ = plan("1/2/21", "1/2/21")
    assert (first(open_), open_.dates) == ("01.02", "day"), "a guess, and it is said"
    told = plan("1/2/21", "1/2/21", dates="month")
    assert (first(told), told.dates) == ("02.01", "")


def test_an_android_chat_with_all_that_belongs_to_it(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    shutil.copy(OWN / "android-ru.txt", folder / "Чат WhatsApp с контактом Двор.txt")
    write_photo(folder, "IMG-20250412-WA0001.jpg")
    chat = plan_one(zipped(folder, tmp_path / "export.zip"))
    assert (chat.name, chat.authors, chat.messages, chat.service, chat.media) == ("Двор", 5, 12, 3, 1)
    assert lost(chat) == {"media_not_exported": 1, "media_missing": 1, "deleted_there": 1, "view_once": 1}
    lines = lines_of(folder)
    said = {line.text: line for line in lines}
    first = said["Добрый день, соседи.\nЗавтра в 10:00 – субботник: грабли у дворника."]
    assert first.at == 1_744_448_400_000, "12:00 in Moscow"
    assert [line.service for line in lines if line.service][1] == 'создал(-а) группу "Двор: новости"'
    assert [one.author for one in lines if one.service] == [NARRATOR, "Соколова Анна Петровна", "Мельников Борис"]
    photo = next(line for line in lines if line.files)
    assert (photo.text, photo.files[0].purpose) == ("Так стало", "photo")
    assert said["Вложение: в выгрузке файла нет\nТак было в прошлом году"].ranges[0]["type"] == "italic"
    place = next(line.hanging for line in lines if line.hanging)
    assert (place.type, place.lat) == ("place", 59.9311)
    thanks = said["@Мельников Борис спасибо"]
    assert thanks.edited_at == thanks.at
    assert thanks.ranges == [{"type": "mention", "offset": 0, "length": 16, "person": "Мельников Борис"}]
    assert said["Вывоз мусора в среду"].author == 'ООО "Ромашка"', "who speaks twice is no system line"
    told = list(open_export(folder, RU).told(0))
    assert {"+7 912 000-00-01": ["79120000001"]} in [one.hints for one in told]


def test_an_ios_chat(tmp_path: Path) -> None:
    shutil.copy(OWN / "ios-en.txt", tmp_path / "_chat.txt")
    (tmp_path / "00000004-Plan.pdf").write_bytes(b"%PDF-1.4 x")
    chat = plan_one(tmp_path)
    assert (chat.name, chat.authors, chat.messages, chat.service, chat.media) == ("Yard", 4, 7, 2, 1)
    assert lost(chat) == {"media_missing": 1, "media_not_exported": 1, "deleted_there": 1}
    lines = lines_of(tmp_path)
    assert [line.files[0].name for line in lines if line.files] == ["Plan.pdf"]
    assert next(line for line in lines if line.text == "Hello: all").author == "~\u202fVera"
    names = {key: name for told in open_export(tmp_path, RU).told(0) for key, name in told.names.items()}
    assert (names["~\u202fVera"], names[NARRATOR]) == ("Vera", "WhatsApp")


def test_the_zone_is_that_of_the_telephone(tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    path.write_text("12.04.2025, 12:00 - A: x\n27.10.2024, 02:30 - A: twice\n30.03.2025, 02:30 - A: never\n")
    at = {zone: [line.at for line in lines_of(path, Reading("ru", zone=zone))] for zone in ("UTC", "Asia/Omsk")}
    assert [utc - omsk for utc, omsk in zip(*at.values(), strict=True)] == [6 * 3_600_000] * 3
    berlin = [line.at for line in lines_of(path, Reading("ru", zone="Europe/Berlin"))]
    assert berlin[1] == at["UTC"][1] - 2 * 3_600_000, "an hour that comes twice is the first of the two"
    assert plan_one(path, Reading("ru", zone="Asia/Omsk")).key == plan_one(path, RU).key, "the same chat all the same"
    with pytest.raises(BadInput, match="zone_unknown"):
        plan_of(path, Reading("ru", zone="Moscow"))


def test_two_authors_of_one_name_are_one_and_a_number_is_its_own(tmp_path: Path) -> None:
    """The file says nothing else about them; inventing a second one would put words into the wrong mouth."""
    path = tmp_path / "_chat.txt"
    head = "12.04.2025, 12:0"
    path.write_text(
        f"{head}0 - Борис: я дома\n{head}1 - Борис: а я на работе\n{head}2 - +7 912 000-00-01: я тоже Борис\n"
    )
    assert [line.author for line in lines_of(path)] == ["Борис", "Борис", "+7 912 000-00-01"]
    assert plan_one(path).authors == 2


def test_what_is_no_chat(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("просто текст\nбез дат\n")
    with pytest.raises(BadInput, match="movein_not_whatsapp"):
        plan_of(path, RU)
    path.write_bytes(bytes(range(256)) * 100)
    with pytest.raises(BadInput, match="movein_not_whatsapp"):
        plan_of(path, RU)


def test_a_long_chat_in_bounded_memory(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "_chat.txt"
    with path.open("w") as file:
        for number in range(6_000):
            file.write(
                f"12.04.2025, {number // 360:02}:{number // 6 % 60:02} - Автор {number % 300}: {'слово ' * 20}\n"
            )
    tracemalloc.start()
    spool = Spool(tmp_path / "spool")
    head = spool.write(open_export(path, RU).told(0), now_ms=2**42, rests=False)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (head.total, len(head.counts)) == (6_000, 300)
    assert most < 2 * 1024 * 1024, f"{most} bytes for a file of {path.stat().st_size}"


async def test_it_comes_along(live: Live, tmp_path: Path) -> None:
    chief = await live.person("Администратор", administrator=True)
    shutil.copy(OWN / "android-ru.txt", tmp_path / "_chat.txt")
    write_photo(tmp_path, "IMG-20250412-WA0001.jpg")
    done = await bring(live, tmp_path, reading=RU)
    assert (done.state, done.total, done.files) == ("done", 15, 1)
    said = [one for one in await history(chief, done.chat) if one.get("moved")]
    assert {one["moved"] for one in said} == {"whatsapp"}
    assert said[0]["text"] == "Это дошло позже", "in the order of time"
    again = await bring(live, tmp_path, reading=Reading("ru", zone="Asia/Omsk"))
    assert again.id == done.id
    authors = (await chief.ask("list_placeholders", chat=done.chat))["placeholders"]
    assert {one["name"] for one in authors} >= {"+7 912 000-00-01", 'ООО "Ромашка"'}
    assert "WhatsApp" not in {one["name"] for one in authors}, "who only narrates is nobody"
    narrator = next(one["sender"] for one in said if one["sender"] not in {each["actor"] for each in authors})
    with pytest.raises(Refusal, match="placeholder_not_found"):
        await chief.ask("claim_placeholder", placeholder=narrator)


EXPORTS = {
    "android-ddmmyy-24h-edge-cases.txt": (6, 7, 2),
    "android-mmddyy-24h-edge-cases.txt": (6, 7, 2),
    "android-yyyymmdd-24h-edge-cases.txt": (6, 7, 2),
    "android-dotted-year-group.txt": (10, 19, 1),
    "android-en-group-system-lines.txt": (2, 4, 16),
    "android-en-reordered.txt": (2, 5, 0),
    "android-en-with-media.txt": (3, 59, 1),
    "android-en-without-media.txt": (3, 59, 1),
    "android-nl-with-media.txt": (3, 40, 1),
    "android-ru-without-media.txt": (3, 59, 1),
    "ios-de-without-media.txt": (3, 22, 1),
    "ios-en-with-media.txt": (3, 22, 3),
    "ios-en-without-media.txt": (3, 22, 1),
    "ios-vi-time-first.txt": (3, 21, 2),
}


def foreign() -> Path:
    if not FOREIGN.is_dir():
        pytest.skip("no folder ../shared/data: files of others are not part of the project")
    return FOREIGN


def test_exports_of_others() -> None:
    """(authors, messages, service lines) against ../shared/data/README.md; the author too who only narrates."""
    found = {path.name: plan_one(path) for path in foreign().iterdir()}
    assert {name: (one.authors, one.messages, one.service) for name, one in found.items()} == EXPORTS
    orders = [
        [(line.at, line.text) for line in lines_of(foreign() / f"android-{order}-24h-edge-cases.txt")]
        for order in ("ddmmyy", "mmddyy", "yyyymmdd")
    ]
    assert orders[0] == orders[1] == orders[2], "one chat in three orders of dates"
