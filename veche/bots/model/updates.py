"""Which updates a change of a chat makes: pure rules."""

from __future__ import annotations

from typing import Final

TYPES: Final = frozenset(
    {
        "message_created",
        "message_callback",
        "message_chat_created",
        "message_edited",
        "message_removed",
        "bot_added",
        "bot_removed",
        "bot_started",
        "bot_stopped",
        "user_added",
        "user_removed",
        "chat_title_changed",
        "dialog_muted",
        "dialog_unmuted",
        "dialog_cleared",
        "dialog_removed",
        "comment_created",
        "comment_edited",
        "comment_removed",
        "bot_admin_permissions_changed",
    }
)
ON_REQUEST: Final = ("comment_created", "comment_edited", "comment_removed", "bot_admin_permissions_changed")
"""Younger than many clients, whose lists of types are closed: only for whoever names them."""

DEFAULT_LIMIT: Final = 100
MOST: Final = 1_000
DEFAULT_TIMEOUT: Final = 30
LONGEST: Final = 90
KEEP_HOURS: Final = 24


def wanted(type_: str, types: frozenset[str]) -> bool:
    """Whether somebody who named these types (none: all of the usual ones) wants this one."""
    return type_ in types if types else type_ not in ON_REQUEST


def patience(timeout: int) -> float:
    """How long an empty poll waits: a little less than was asked. Clients that give up after just that time would
    otherwise log an error each round."""
    return max(0.0, timeout - min(1.0, timeout * 0.1))
