"""Chats as bots number and name them."""

from __future__ import annotations

from typing import Final

from veche.bots.wire.messages import ChatType
from veche.ground.ids import ChatId

TYPES: Final[dict[str, ChatType]] = {"dialog": "dialog", "group": "chat", "channel": "channel"}


def chat_number(chat: int, kind: str) -> int:
    """Dialogs are positive, everything else is negative."""
    return chat if kind == "dialog" else -chat


def chat_of(number: int) -> ChatId:
    """Some clients turn the sign of a dialog: what it is stands in the chat and not in its number."""
    return ChatId(abs(number))
