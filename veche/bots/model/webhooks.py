"""What a webhook has to be, and when it is tried again."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from veche.bots.model.updates import KEEP_HOURS
from veche.ground.errors import BadInput

LIMIT: Final = 10
"""Addresses of one bot."""
URL_LIMIT: Final = 2_048
SECRET: Final = re.compile(r"[a-zA-Z0-9_-]{5,256}")
_TYPE: Final = re.compile(r"[a-z_]{1,64}")
SECRET_HEADER: Final = "x-max-bot-api-secret"
PURPOSE: Final = "webhook"
"""In the ledger of outgoing connections."""
PATIENCE: Final = 30.0
FIRST_PAUSE: Final = 60.0
GROWTH: Final = 2.5
ATTEMPTS: Final = 10
FORGIVEN: Final = 8
"""Hours without one success after which an address is removed."""
SIDE_BY_SIDE: Final = 8
"""Chats to which one address is sent at a time."""
IN_CHAT: Final = 16
KEPT_OPEN: Final = 30.0
"""Seconds for which a connection waits for the next update to the same server."""
TOLD_AFTER: Final = 1.0
"""Seconds after which it is written down what an address has taken; a crash sends so much again."""


def checked(url: str, *, types: list[str] | None, secret: str | None) -> tuple[str, ...] | None:
    """The types that are wanted (None: all of the usual ones). Raises: webhook_url, webhook_secret, bot_update_type."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadInput("webhook_url") from None
    strange = len(url) > URL_LIMIT or not url.isascii() or not url.isprintable() or " " in url or port == 0
    if strange or parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.fragment:
        raise BadInput("webhook_url")
    if secret is not None and not SECRET.fullmatch(secret):
        raise BadInput("webhook_secret")
    wanted = tuple(dict.fromkeys(types or ()))
    # Clients name all types that they know, old ones too: what we never send does no harm.
    if len(wanted) > 100 or not all(_TYPE.fullmatch(one) for one in wanted):
        raise BadInput("bot_update_type")
    return wanted or None


def pause_after(attempts: int) -> float | None:
    """Seconds until the next attempt, or None after the last one: 60, 150, 375 …"""
    return None if attempts >= ATTEMPTS else FIRST_PAUSE * GROWTH ** (attempts - 1)


__all__ = [
    "ATTEMPTS",
    "FORGIVEN",
    "IN_CHAT",
    "KEEP_HOURS",
    "KEPT_OPEN",
    "LIMIT",
    "PATIENCE",
    "PURPOSE",
    "SECRET_HEADER",
    "SIDE_BY_SIDE",
    "TOLD_AFTER",
    "checked",
    "pause_after",
]
