"""Reactions and changes: who may do how much, and what an emoji is."""

from __future__ import annotations

from veche.ground.errors import Conflict, Refused, VecheError
from veche.messages.wire import Message

REACTION_KINDS = 20
"""Different emoji on one message."""
REACTIONS_OF_ONE = 3
"""Different emoji of one member on one message."""
EDIT_DAYS = 2
"""After that a message stays as it was said."""


def may_change(message: Message, *, actors: frozenset[int], now_ms: int) -> VecheError | None:
    """May one of these actors edit the text? Only one's own, only text, only for two days."""
    if message.deleted or message.kind != "text":
        return Conflict("message_not_editable")
    if message.sender not in actors or message.origin is not None:
        return Refused("not_your_message")
    if now_ms - message.at > EDIT_DAYS * 86_400_000:
        return Conflict("message_too_old", days=EDIT_DAYS)
    return None
