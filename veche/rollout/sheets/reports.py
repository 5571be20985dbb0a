"""A report as a file. The rows are those of the screen: the same figures, and the same blanks where there are none."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from io import BytesIO, StringIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from veche.rollout.model import Cell, Figure
from veche.rollout.sheets.printing import BOLD, REGULAR, fonts
from veche.rollout.wire import RolloutReport

Say = Callable[..., str]
Row = Sequence[str | int]
Block = tuple[str, Sequence[str], Sequence[Row]]

FORMATS: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
NUMBERS: Final = (
    *("rollout_column_people", "rollout_column_invited", "rollout_column_signed_in"),
    *("rollout_column_protected", "rollout_column_joined"),
)
STATES: Final = {
    "planned": "rollout_state_planned",
    "running": "rollout_state_running",
    "paused": "rollout_state_paused",
    "rolled_back": "rollout_state_rolled_back",
}
LOOKS: Final = {
    "done": "rollout_look_done",
    "late": "rollout_look_late",
    "going": "rollout_look_going",
    "waiting": "rollout_look_waiting",
    "hidden": "rollout_look_hidden",
    "outside": "rollout_look_outside",
}
WORDS: Final = {"few": "rollout_few", "some": "rollout_some", "nearly": "rollout_nearly"}
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def export(report: RolloutReport, say: Say, *, kind: str) -> bytes:
    """`kind`: one of FORMATS."""
    return {"csv": _csv, "xlsx": _xlsx, "pdf": _pdf}[kind](report, say)


def blocks(report: RolloutReport, say: Say) -> list[Block]:
    """Heading, names of the columns, rows: waves, units, days."""
    numbers = [say(name) for name in NUMBERS]
    in_waves, share = numbers[:3], say("rollout_column_share")
    waves = [
        (f"{wave.number}. {wave.title}", f"{wave.due_on}", say(STATES[wave.state]), *_some(wave.people, say))
        for wave in report.waves
    ]
    units = [
        (
            "  " * unit.depth + unit.name,
            unit.responsible.name or unit.responsible.title if unit.responsible else "",
            f"{unit.due_on}" if unit.due_on else "",
            say(LOOKS[unit.look]),
            *_all(unit.people, say, empty=unit.look == "outside"),
        )
        for unit in report.units
    ]
    days = [
        (f"{point.day}", "" if point.left is None else point.left, point.planned)
        for point in report.days
        if point.day <= report.today
    ]
    closed = sum(group.closed for group in report.groups)
    total = [(*_all(report.people, say), f"{closed} / {len(report.groups)}")]
    due, state = say("rollout_column_due"), say("rollout_column_state")
    responsible = say("rollout_column_responsible")
    return [
        (say("rollout_block_total"), [*numbers, share, say("rollout_column_groups")], total),
        (say("rollout_block_waves"), [say("rollout_column_wave"), due, state, *in_waves, share], waves),
        (say("rollout_block_units"), [say("rollout_column_unit"), responsible, due, state, *numbers, share], units),
        (
            say("rollout_block_days"),
            [say("rollout_column_day"), say("rollout_column_left"), say("rollout_column_planned")],
            days,
        ),
    ]


def in_words(figure: Figure | None, say: Say, *, people: bool = False) -> str | int:
    """A figure as a table has it. `people`: how many there are, and not how many of them."""
    if figure is None:
        return ""
    if isinstance(figure, int):
        return figure
    return say("rollout_handful" if people and figure == "some" else WORDS[figure])


def _some(people: Cell, say: Say) -> list[str | int]:
    share = "" if people.share is None else f"{people.share}\u00a0%"
    numbers = [in_words(value, say) for value in (people.invited, people.signed_in)]
    return [in_words(people.people, say, people=True), *numbers, share]


def _all(people: Cell, say: Say, *, empty: bool = False) -> list[str | int]:
    if empty:
        return ["", "", "", "", "", ""]
    invited, came, share = _some(people, say)[1:]
    numbers = [in_words(value, say) for value in (people.protected, people.joined)]
    return [in_words(people.people, say, people=True), invited, came, *numbers, share]


def _safe(value: str | int) -> str | int:
    """What somebody called a unit is no formula in anybody's office program."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _head(report: RolloutReport, say: Say) -> str:
    name, title = report.plan.organisation_name, report.plan.title
    return say("rollout_report_title", organisation=name, title=title, today=f"{report.today:%d.%m.%Y}")


def _csv(report: RolloutReport, say: Say) -> bytes:
    """With a mark of its encoding and semicolons, as office programs of both languages open it by a double click."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(_head(report, say))])
    writer.writerow([say("rollout_note")])
    for title, names, rows in blocks(report, say):
        writer.writerow([])
        writer.writerow([title])
        writer.writerow(names)
        writer.writerows([_safe(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _xlsx(report: RolloutReport, say: Say) -> bytes:
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    for title, names, rows in blocks(report, say):
        sheet = book.create_sheet(title[:31])
        sheet.append([_safe(_head(report, say))])
        sheet.append([say("rollout_note")])
        sheet.append(list(names))
        for row in rows:
            sheet.append([_safe(value) for value in row])
        sheet["A1"].font = Font(bold=True)
        for cell in sheet[3]:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions["A"].width = 48
        for letter in "BCDEFGHIJ":
            sheet.column_dimensions[letter].width = 18
        sheet.freeze_panes = "A4"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _pdf(report: RolloutReport, say: Say) -> bytes:
    fonts()
    target = BytesIO()
    document = SimpleDocTemplate(
        target,
        pagesize=landscape(A4),
        leftMargin=12 * mm,
        rightMargin=12 * mm,
        topMargin=12 * mm,
        bottomMargin=12 * mm,
        title=_head(report, say),
        invariant=1,
    )
    text = ParagraphStyle("text", fontName=REGULAR, fontSize=8, leading=10)
    bold = ParagraphStyle("bold", parent=text, fontName=BOLD)
    head = ParagraphStyle("head", parent=bold, fontSize=13, leading=17)
    parts: list[object] = [_paragraph(_head(report, say), head), _paragraph(say("rollout_note"), text)]
    for title, names, rows in blocks(report, say):
        parts += [Spacer(1, 5 * mm), _paragraph(title, ParagraphStyle("title", parent=bold, fontSize=10, leading=13))]
        parts += [Spacer(1, 1.5 * mm), _table(names, rows, width=document.width, styles=(text, bold), say=say)]
    document.build(parts, onFirstPage=_number_page, onLaterPages=_number_page)
    return target.getvalue()


def _table(
    names: Sequence[str],
    rows: Sequence[Row],
    *,
    width: float,
    styles: tuple[ParagraphStyle, ParagraphStyle],
    say: Say,
) -> Table:
    """Names take what numbers and days leave; a word of a heading is never broken."""
    text, bold = styles
    right = ParagraphStyle("right", parent=text, alignment=TA_RIGHT)
    small = ParagraphStyle("small", parent=bold, fontSize=7, leading=8.5)
    small_right = ParagraphStyle("small_right", parent=small, alignment=TA_RIGHT)
    who = say("rollout_column_responsible")
    words = {who, say("rollout_column_due"), say("rollout_column_state")}
    widths = [(47 if name == who else 22) * mm for name in names]
    named = names[0] in (say("rollout_column_wave"), say("rollout_column_unit"))
    if named:
        widths[0] = width - sum(widths[1:])
    left = [number for number, name in enumerate(names) if name in words or (number == 0 and named)]
    cells = [[_paragraph(name, small if number in left else small_right) for number, name in enumerate(names)]]
    cells += [
        [_paragraph(_day(value), text if number in left else right) for number, value in enumerate(row)] for row in rows
    ]
    table = Table(cells, colWidths=widths, repeatRows=1, hAlign="LEFT")
    lines = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.Color(0.8, 0.8, 0.78)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    table.setStyle(TableStyle(lines))
    return table


def _day(value: str | int) -> str:
    """Days as people write them; for programs they stand as they are sorted."""
    found = _ISO.fullmatch(str(value))
    return f"{found[3]}.{found[2]}.{found[1]}" if found else str(value)


def _number_page(canvas: Any, document: Any) -> None:
    canvas.setFont(REGULAR, 7)
    canvas.drawRightString(document.pagesize[0] - 12 * mm, 6 * mm, f"– {document.page} –")


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    """Paragraphs read markup; what people wrote is none. A unit further down the tree stands further in, with all its
    lines."""
    indent = len(text) - len(text.lstrip(" "))
    clean = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if indent:
        style = ParagraphStyle("indented", parent=style, leftIndent=indent * 1.6 * mm)
    return Paragraph(clean.strip(), style)
