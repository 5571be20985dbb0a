"""Invitations on A4, several on a page with lines to cut along, each with a QR code that opens it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from veche.rollout.actions.handing import Sheets, Slip

COLUMNS, ROWS = 2, 4
PER_PAGE: Final = COLUMNS * ROWS
REGULAR, BOLD = "Golos", "Golos-Bold"
MARGIN: Final = 10 * mm
INNER: Final = 5 * mm
QR: Final = 30 * mm

Say = Callable[..., str]


class Place(NamedTuple):
    """Lower left corner and size of a slip."""

    x: float
    y: float
    width: float
    height: float


@cache
def fonts() -> None:
    """Golos Text lies beside this file: fonts that come with the library have no Cyrillic."""
    folder = Path(__file__).parent
    pdfmetrics.registerFont(TTFont(REGULAR, folder / "GolosText-Regular.ttf"))
    pdfmetrics.registerFont(TTFont(BOLD, folder / "GolosText-Bold.ttf"))


def invitation_sheets(sheets: Sheets, say: Say) -> bytes:
    """The PDF. A wave with nobody to invite is one page that says so."""
    fonts()
    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setTitle(say("rollout_sheet_title", wave=sheets.wave))
    canvas.setAuthor(sheets.organisation)
    width, height = (A4[0] - 2 * MARGIN) / COLUMNS, (A4[1] - 2 * MARGIN) / ROWS
    for number, slip in enumerate(sheets.slips):
        place = number % PER_PAGE
        if place == 0:
            if number:
                canvas.showPage()
            _cut_lines(canvas, width, height)
        column, row = place % COLUMNS, place // COLUMNS
        left, foot = MARGIN + column * width, A4[1] - MARGIN - (row + 1) * height
        _slip(canvas, slip, sheets, say, place=Place(left, foot, width, height))
    if not sheets.slips:
        canvas.setFont(REGULAR, 12)
        canvas.drawString(MARGIN, A4[1] - 2 * MARGIN, say("rollout_sheet_nobody"))
    canvas.save()
    return target.getvalue()


def _cut_lines(canvas: Any, width: float, height: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.4)
    canvas.setStrokeGray(0.55)
    canvas.setDash(3, 3)
    for column in range(1, COLUMNS):
        canvas.line(MARGIN + column * width, MARGIN / 2, MARGIN + column * width, A4[1] - MARGIN / 2)
    for row in range(1, ROWS):
        canvas.line(MARGIN / 2, MARGIN + row * height, A4[0] - MARGIN / 2, MARGIN + row * height)
    canvas.restoreState()


def _slip(canvas: Any, slip: Slip, sheets: Sheets, say: Say, *, place: Place) -> None:
    left, top = place.x + INNER, place.y + place.height - INNER
    room = place.width - 2 * INNER
    top = _lines(canvas, sheets.organisation, at=(left, top), width=room, style=(REGULAR, 7.5, 2))
    name = slip.name or slip.title
    beside = room - QR - 3 * mm
    under = top - 2 * mm
    here = _lines(canvas, name, at=(left, under), width=beside, style=(BOLD, 11, 3))
    if slip.name:
        here = _lines(canvas, slip.title, at=(left, here), width=beside, style=(REGULAR, 8.5, 3))
    here = _lines(canvas, slip.unit, at=(left, here), width=beside, style=(REGULAR, 7.5, 2))
    _qr(canvas, slip.link, left + room - QR, under - QR)
    low = min(here, under - QR) - 1.5 * mm
    low = _lines(canvas, say("rollout_sheet_how", due=sheets.due), at=(left, low), width=room, style=(REGULAR, 7.5, 3))
    low = _lines(canvas, slip.link, at=(left, low), width=room, style=(REGULAR, 6.5, 2))
    if sheets.help_link:
        text = say("rollout_mail_help", link=sheets.help_link)
        _lines(canvas, text, at=(left, low), width=room, style=(REGULAR, 6.5, 2))


def _lines(canvas: Any, text: str, *, at: tuple[float, float], width: float, style: tuple[str, float, int]) -> float:
    """Some lines of text from a place downwards; answers where the next begins. What does not fit ends with …"""
    font, size, most = style
    lines = simpleSplit(text, font, size, width)
    if len(lines) == 1 or not lines:
        lines = _broken(lines[0], font, size, width) if lines else []
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1].rstrip()[:-1] + "…"]
    x, y = at
    canvas.setFont(font, size)
    for line in lines:
        y -= size * 1.22
        canvas.drawString(x, y, line)
    return y


def _broken(line: str, font: str, size: float, width: float) -> list[str]:
    """An address has no spaces to break it at."""
    lines, rest = [], line
    while rest and pdfmetrics.stringWidth(rest, font, size) > width:
        cut = len(rest)
        while pdfmetrics.stringWidth(rest[:cut], font, size) > width:
            cut -= 1
        lines.append(rest[:cut])
        rest = rest[cut:]
    return [*lines, rest] if rest else lines


def _qr(canvas: Any, text: str, x: float, y: float) -> None:
    """Modules as squares, joined along a line, so that no printer leaves gaps between them."""
    code = segno.make(text, error="m", micro=False)
    rows = [bytes(row) for row in code.matrix_iter(border=2)]
    side = QR / len(rows)
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for number, row in enumerate(rows):
        start = None
        for place, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = place
            elif not dark and start is not None:
                path.rect(x + start * side, y + QR - (number + 1) * side, (place - start) * side, side)
                start = None
    canvas.drawPath(path, stroke=0, fill=1)
