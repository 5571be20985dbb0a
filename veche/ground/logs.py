"""Structured logs: one JSON line per event on standard error. No personal data: ids and counts, no names, no texts."""

from __future__ import annotations

import logging
import sys
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
            structlog.processors.format_exc_info,
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
