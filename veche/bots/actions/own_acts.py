"""What bots did themselves a moment ago: they are not told of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from veche.ground.ids import BotId, ChatId

KEPT: Final = 10_000


class OwnActs:
    """What they did to other people's messages: nothing in the log says who did it. Kept in memory: after a crash a bot
    is told of its own act, which does no harm."""

    def __init__(self) -> None:
        self._kept: dict[tuple[BotId, ChatId, int], int | None] = {}

    def note(self, bot: BotId, chat: ChatId, seqs: Iterable[int], *, edited_at: int | None = None) -> None:
        """These are about to be deleted by the bot; with `edited_at` (milliseconds) it has just changed them."""
        for seq in seqs:
            self._kept[bot, chat, seq] = edited_at
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]

    def __contains__(self, act: tuple[BotId, ChatId, int]) -> bool:
        """Was it the bot that deleted this message?"""
        return self._kept.get(act, 0) is None

    def edited(self, act: tuple[BotId, ChatId, int]) -> int | None:
        """When the bot changed this message of somebody else last."""
        return self._kept.get(act)
