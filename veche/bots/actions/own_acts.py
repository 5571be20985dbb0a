"""What bots did themselves a moment ago: they are not told of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from veche.ground.ids import BotId, ChatId

KEPT: Final = 10_000


class OwnActs:
    """Deletions of other people's messages: nothing in the log says who did them. Kept in memory: after a crash a bot
    is told of its own act, which does no harm."""

    def __init__(self) -> None:
        self._kept: dict[tuple[BotId, ChatId, int], None] = {}

    def note(self, bot: BotId, chat: ChatId, seqs: Iterable[int]) -> None:
        for seq in seqs:
            self._kept[bot, chat, seq] = None
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]

    def __contains__(self, act: tuple[BotId, ChatId, int]) -> bool:
        return act in self._kept
