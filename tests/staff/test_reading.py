"""Tables as offices have them."""

import random
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.staff.world import ANNA, BORIS, HEADS, TODAY, nobody, person, table
from veche.ground.errors import BadInput
from veche.staff.model import Mapping, Options, Plan, Problem, StaffRow, UnitRow, make_plan
from veche.staff.reading.rows import Reader
from veche.staff.reading.table import look_at, open_source

ENCODINGS = ["utf-8", "utf-8-sig", "cp1251", "cp866", "koi8-r", "utf-16", "utf-16-le", "utf-16-be", "mac-cyrillic"]
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "directory"
# A working copy may stand a folder lower.
SAMPLES = SAMPLES if SAMPLES.is_dir() else SAMPLES.parents[3] / "shared" / "data" / "directory"


def look(path: Path, place: int = 0):
    source = open_source(path, path.name)
    try:
        return look_at(source.tables[place], how=source.how)
    finally:
        source.close()


def people(path: Path, mapping: Mapping | None = None, place: int = 0) -> tuple[list[StaffRow], list[Problem]]:
    source = open_source(path, path.name)
    try:
        seen = look_at(source.tables[place])
        reader = Reader(mapping or Mapping(people=seen.guess, separator=seen.separator))
        return list(reader.people(source.tables[place])), reader.problems
    finally:
        source.close()


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_encoding_and_delimiter_are_found(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [person("1", ANNA), person("2", BORIS, "Отдел «Ёлка», № 1"), person("3", "Ким Ли")]
    text = table(*lines, delimiter=delimiter)
    if encoding in ("cp866", "koi8-r", "mac-cyrillic"):
        text = text.replace("«", '"').replace("»", '"').replace("№", "N") if encoding != "mac-cyrillic" else text
        text = text.replace('"Ёлка"', '""Ёлка""') if '"Отдел' in text else text
    path = tmp_path / "staff.csv"
    path.write_bytes(text.encode(encoding, errors="replace"))
    seen = look(path)
    assert seen.how.split(", ")[0] in (encoding, encoding.removesuffix("-sig"))
    rows, problems = people(path)
    assert [row.name for row in rows] == [ANNA, BORIS, "Ким Ли"], problems
    assert [row.line for row in rows] == [2, 3, 4]


def test_a_few_words_of_russian_are_enough(tmp_path: Path) -> None:
    for encoding in ("cp1251", "koi8-r", "cp866"):
        path = tmp_path / "short.csv"
        path.write_bytes("Таб. №;ФИО\n1;Ёлкин\n".replace("№", "N").encode(encoding))
        assert look(path).how == f"{encoding}, ;"


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        (b"000317;\xcf\xf0\xe5\xee\x98;\xce\xf2\xe4\xe5\xeb;\xde\xf0\xe8\xf1\xf2;;;;1", "staff_line_encoding"),
        ("000317;Преображенский;Отдел;Юрист;;;;1".encode(), "staff_line_encoding"),
        (b"000317;\xcf\xf0\xe5\xee", "staff_line_columns"),
        (b'000317;"\xcf\xf0\xe5\xee;\xce\xf2\xe4\xe5\xeb;\xde\xf0\xe8\xf1\xf2;;;;1', "staff_line_quote"),
        (b"000317;a;b;c;;;;1;9;9;9", "staff_line_columns"),
    ],
)
def test_a_broken_line_spoils_no_other(tmp_path: Path, broken: bytes, code: str) -> None:
    lines = [person(f"{number:06}", f"Преображенский Фёдор {number}") for number in range(2, 400)]
    raw = table(*lines).encode("cp1251").split(b"\r\n")
    raw[316] = broken
    path = tmp_path / "staff.csv"
    path.write_bytes(b"\r\n".join(raw))
    rows, problems = people(path)
    assert [(one.line, one.code, one.keyless) for one in problems] == [(317, code, True)]
    assert [row.line for row in rows] == [*range(2, 317), *range(318, 400)]


def test_cells_of_several_lines_keep_the_numbers_of_the_source(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes(
        table(person("1", ANNA, "Отдел\r\nархива"), person("2", 'Мельников "Боря" Борис')).encode("cp1251")
    )
    rows, problems = people(path)
    assert [(row.line, row.name) for row in rows] == [(2, ANNA), (4, 'Мельников "Боря" Борис')]
    assert problems == []


def test_titles_above_the_head_and_lines_below(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("Список сотрудников\n\nна 30.11.2026\n" + table(person("1", ANNA)).replace("\r\n", "\n"), "utf-8")
    assert look(path).head == 4
    assert [row.line for row in people(path)[0]] == [5]


def book(path: Path) -> Workbook:
    made = Workbook()
    sheet = made.active
    sheet.title = "Сотрудники"
    sheet.append(["Администрация города", *[None] * 6])
    sheet.merge_cells("A1:G1")
    sheet.append(["Таб. №", "Фамилия", "Имя", "Отчество", "Подразделение", "Должность", "Дата приёма", "Телефон"])
    sheet.append([317, "Синеокая", "Вера", "Ильинична", "Отдел архива", "Архивариус", date(2020, 2, 29), 84951234567])
    sheet["A3"].number_format = "000000"
    sheet.append([318.0, "Ким", "Ли", None, None, "Юрист", datetime(2021, 1, 2), "доб. 12"])  # noqa: DTZ001  # a workbook has no zone
    sheet.merge_cells("E3:E4")
    sheet.append(["Отдел кадров", *[None] * 6])
    sheet.merge_cells("A5:G5")
    sheet.append(["=A3+2", "Пропавший", "Формула", None, "Отдел", "Юрист"])
    sheet.append([321, "Ошибка", "Деление", None, "Отдел", "#N/A"])
    sheet["F7"].data_type = "e"
    hidden = made.create_sheet("Черновик")
    hidden.append(["Таб. №", "ФИО"])
    hidden.sheet_state = "hidden"
    made.save(path)
    return made


def test_a_workbook_with_dates_numbers_merged_cells_and_formulas(tmp_path: Path) -> None:
    path = tmp_path / "staff.xlsx"
    book(path)
    rows, problems = people(path)
    assert [(row.line, row.key, row.name, row.unit, row.since) for row in rows] == [
        (3, "000317", "Синеокая Вера Ильинична", ("Отдел архива",), date(2020, 2, 29)),
        (4, "318", "Ким Ли", ("Отдел архива",), date(2021, 1, 2)),
    ]
    assert rows[0].phone == "84951234567"
    assert [(one.line, one.code, one.error, one.table) for one in problems] == [
        (5, "staff_line_merged", False, "Сотрудники"),
        (6, "staff_line_formula", True, "Сотрудники"),
        (7, "staff_line_error", True, "Сотрудники"),
    ]
    assert look(path, 1).hidden


def test_the_saved_value_of_a_formula_is_taken(tmp_path: Path) -> None:
    path, kept = tmp_path / "staff.xlsx", tmp_path / "kept.xlsx"
    book(path)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(kept, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                assert b"<f>A3+2</f>" in content
                content = content.replace(b"<f>A3+2</f><v></v>", b"<f>A3+2</f><v>319</v>")
                content = content.replace(b"<f>A3+2</f><v />", b"<f>A3+2</f><v>319</v>")
            target.writestr(name, content)
    rows, problems = people(kept)
    assert [row.key for row in rows] == ["000317", "318", "319"]
    assert [one.line for one in problems] == [5, 7]


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    def refused(content: bytes) -> str:
        path = tmp_path / "file"
        path.write_bytes(content)
        with pytest.raises(BadInput) as caught:
            look(path)
        return caught.value.code

    assert refused(b"") == "staff_file_empty"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100) == "staff_workbook_old"
    assert refused(b"PK\x03\x04 but no zip") == "staff_workbook_broken"
    swollen = tmp_path / "swollen.xlsx"
    with zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "x")
        file.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    assert refused(swollen.read_bytes()) == "staff_workbook_swells"


def test_rubbish_never_breaks_the_reader(tmp_path: Path) -> None:
    """Lines of random bytes are told or read, and the good ones around them come through."""
    source = random.Random(5)
    path = tmp_path / "staff.csv"
    for _ in range(20):
        rubbish = bytes(source.choices(range(256), k=source.randint(1, 80))).replace(b"\n", b"").replace(b"\r", b"")
        good = [
            one.encode("cp1251") for one in table(*(person(str(n), f"{ANNA} {n}") for n in range(40))).split("\r\n")
        ]
        path.write_bytes(b"\n".join([*good[:20], rubbish, *good[20:]]))
        rows, _ = people(path, Mapping(people={"key": HEADS[0], "name": HEADS[1]}))
        assert {str(number) for number in range(40)} <= {row.key for row in rows}


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="no shared data beside the project")
def test_the_samples_of_a_branch_in_both_forms() -> None:
    def plan_of(units: Path, staff: Path, places: tuple[int, int]) -> Plan:
        one, two = open_source(units, ""), open_source(staff, "")
        unit_table, staff_table = one.tables[places[0]], two.tables[places[1]]
        mapping = Mapping(people=look_at(staff_table).guess, units=look_at(unit_table).guess)
        reader = Reader(mapping, with_units=True)
        told: list[UnitRow] = list(reader.units(unit_table))
        rows = list(reader.people(staff_table))
        assert reader.problems == []
        return make_plan(nobody(), rows, told, options=Options(today=TODAY))

    texts = plan_of(SAMPLES / "branch-departments.csv", SAMPLES / "branch-staff.csv", (0, 0))
    workbook = plan_of(SAMPLES / "branch.xlsx", SAMPLES / "branch.xlsx", (0, 1))
    assert len(texts.units) == len(workbook.units) == 40
    assert (texts.count("create"), texts.errors) == (315, 0)
    assert [step.key for step in texts.people] == [step.key for step in workbook.people]
    assert sum(len(step.places) for step in texts.people) == 321, "some have two jobs"
