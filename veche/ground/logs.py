"""Structured logs: one JSON line per event on standard error. No personal data: ids and counts, no names, no texts."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import Any

import msgspec
import structlog
from structlog.typing import EventDict, FilteringBoundLogger, WrappedLogger

# Names that would carry what a person wrote or who he is: dropped even when somebody logs them by mistake.
PRIVATE = frozenset({
    "text", "body", "password", "token", "secret", "login", "name", "title", "about", "address", "email", "phone",
    "cookie", "authorization", "payload", "dsn",
})  # fmt: skip
LEVELS = ("debug", "info", "warning", "error")


def get_logger(area: str) -> FilteringBoundLogger:
    """The logger of one part of the program."""
    logger: FilteringBoundLogger = structlog.get_logger(area=area)
    return logger


def drop_private(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Remove fields that must not be in a log."""
    for key in PRIVATE.intersection(event):
        event[key] = "-"
    return event


def without_words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The exception as kinds and places. Its own words stay out: a driver repeats the value that it could not take,
    which may be what somebody wrote. A code of our errors or of PostgreSQL (`sqlstate`) says what is needed instead."""
    told = event.pop("exc_info", None)
    error = sys.exc_info()[1] if told is True else told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        event["exception"] = "\n".join(_lines(error))
    return event


def _lines(error: BaseException) -> list[str]:
    """From the first cause to the last error."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = _lines(earlier) if earlier is not None else []
    lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    code = getattr(error, "code", None) or getattr(error, "sqlstate", None)
    lines.append(type(error).__name__ + (f" {code}" if isinstance(code, str) else ""))
    return lines


def _render(event: Any, **_options: Any) -> bytes:
    return msgspec.json.encode(event, enc_hook=str)


def set_up(level: str = "info") -> None:
    """Call once, at the start of the program; the libraries' own loggers end in the same stream."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            without_words,
            drop_private,
            structlog.processors.JSONRenderer(serializer=_render),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json())
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)


class _Json(logging.Formatter):
    """What libraries log through the standard module, in the same form; only the kind of an exception, not its text."""

    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        line = {"area": record.name, "event": record.getMessage(), "level": record.levelname.lower()}
        return msgspec.json.encode(line | ({"exception": kind} if kind else {})).decode()
