"""What `veche import` shows on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from veche.ground.i18n import Texts
from veche.movein import ChatPlan, Import, Plan

MEGABYTE = 1024 * 1024
DATES = {"day": "import_dates_day", "month": "import_dates_month"}


def plan_lines(plan: Plan, texts: Texts, *, locale: str, chat: str = "") -> Iterator[str]:
    """A dry run for people; of all chats, or of the one that was named."""
    for one in plan.chats:
        if not chat or one.name.casefold() == chat.casefold():
            yield from _chat_lines(one, texts, locale)
    if plan.zone:
        yield texts.say("import_zone", locale=locale, zone=plan.zone)
    if plan.dates:
        yield texts.say(DATES[plan.dates], locale=locale)
    if plan.cut:
        yield texts.say("import_is_cut", locale=locale)
    yield texts.say("import_dry_run", locale=locale)


def _chat_lines(one: ChatPlan, texts: Texts, locale: str) -> Iterator[str]:
    counts = {name: getattr(one, name) for name in one.__struct_fields__ if name not in ("losses", "key")}
    yield texts.say("import_chat", locale=locale, **counts)
    size = round(one.media_bytes / MEGABYTE, 1)
    yield texts.say("import_what", locale=locale, size=size, **counts)
    if one.first_at is not None and one.last_at is not None:
        yield texts.say("import_when", locale=locale, first=_day(one.first_at), last=_day(one.last_at))
    if one.losses:
        yield texts.say("import_losses", locale=locale)
    for loss in one.losses:
        yield f"    {loss.count} × {texts.say(loss.kind, locale=locale)}"
        for example in loss.examples:
            yield f"        {example}"


class Progress:
    """A line that is written over on a terminal, and a line per tenth elsewhere."""

    def __init__(self, texts: Texts, *, locale: str) -> None:
        self._texts, self._locale = texts, locale
        self._tenth = -1
        self._first: str | None = None

    def show(self, one: Import) -> None:
        self._first = self._first or one.state
        tenth = one.done * 10 // max(1, one.total)
        line = self._texts.say("import_progress", locale=self._locale, done=one.done, total=one.total)
        if sys.stderr.isatty():
            print(f"\r{line}", end="", file=sys.stderr, flush=True)
        elif tenth != self._tenth:
            print(line, file=sys.stderr, flush=True)
        self._tenth = tenth

    def end(self, one: Import) -> str:
        """What came of it."""
        if sys.stderr.isatty():
            print(file=sys.stderr)
        code = "import_was_done" if self._first == "done" else "import_done"
        return self._texts.say(
            code,
            locale=self._locale,
            id=one.id,
            chat=one.chat,
            title=one.title,
            done=one.done,
            files=one.files,
            refused=one.refused,
            until=f"{one.undo_until:%Y-%m-%d %H:%M} UTC" if one.undo_until else "",
        )


def _day(ms: int) -> str:
    return f"{datetime.fromtimestamp(ms / 1000, UTC):%Y-%m-%d}"
