"""A report as a file. The rows are those of the screen: the same figures, and the same blanks where there are none."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from io import BytesIO, StringIO
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from veche.rollout.model import Cell
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
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def export(report: RolloutReport, say: Say, *, kind: str) -> bytes:
    """`kind`: one of FORMATS."""
    return {"csv": _csv, "xlsx": _xlsx, "pdf": _pdf}[kind](report, say)


def blocks(report: RolloutReport, say: Say) -> list[Block]:
    """Heading, names of the columns, rows: waves, units, days."""
    few = say("rollout_few")
    numbers = [say(name) for name in NUMBERS]
    in_waves, share = numbers[:3], say("rollout_column_share")
    waves = [
        (f"{wave.number}. {wave.title}", f"{wave.due_on}", say(STATES[wave.state]), *_some(wave.people, few))
        for wave in report.waves
    ]
    units = [
        (
            "  " * unit.depth + unit.name,
            unit.responsible.name or unit.responsible.title if unit.responsible else "",
            f"{unit.due_on}" if unit.due_on else "",
            say(LOOKS[unit.look]),
            *_all(unit.people, few, empty=unit.look == "outside"),
        )
        for unit in report.units
    ]
    days = [
        (f"{point.day}", "" if point.left is None else point.left, point.planned)
        for point in report.days
        if point.day <= report.today
    ]
    closed = sum(group.closed for group in report.groups)
    total = [(*_all(report.people, few), f"{closed} / {len(report.groups)}")]
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


def _number(value: int | None, few: str) -> str | int:
    return few if value is None else value


def _some(people: Cell, few: str) -> list[str | int]:
    share = "" if people.share is None else f"{people.share} %"
    return [_number(value, few) for value in (people.people, people.invited, people.signed_in)] + [share]


def _all(people: Cell, few: str, *, empty: bool = False) -> list[str | int]:
    if empty:
        return ["", "", "", "", "", ""]
    numbers = (people.people, people.invited, people.signed_in, people.protected, people.joined)
    return [*(_number(value, few) for value in numbers), "" if people.share is None else f"{people.share} %"]


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
        parts += [Spacer(1, 5 * mm), _paragraph(title, bold), Spacer(1, 1.5 * mm)]
        cells = [[_paragraph(name, bold) for name in names]]
        cells += [[_paragraph(str(value), text) for value in row] for row in rows]
        narrow = 24 * mm
        wide = document.width - narrow * (len(names) - 1)
        table = Table(cells, colWidths=[wide, *([narrow] * (len(names) - 1))], repeatRows=1)
        lines = [
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, colors.Color(0.8, 0.8, 0.78)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        table.setStyle(TableStyle(lines))
        parts.append(table)
    document.build(parts)
    return target.getvalue()


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    """Paragraphs read markup; what people wrote is none."""
    indent = len(text) - len(text.lstrip(" "))
    clean = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Paragraph("&nbsp;" * indent * 2 + clean.strip(), style)
