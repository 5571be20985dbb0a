"""Which attachments may come together on a message of a bot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from veche.ground.errors import BadInput

MOST: Final = 12
ALBUM: Final = frozenset({"image", "video"})
KNOWN: Final = ALBUM | {"audio", "file", "sticker", "contact", "inline_keyboard", "share", "location"}


def check_company(kinds: Sequence[str]) -> None:
    """Pictures and films mix, everything else comes alone; one keyboard goes with anything.

    Raises BadInput: bot_attachment_type, bot_attachments_many, bot_attachments_mixed."""
    for kind in kinds:
        if kind not in KNOWN:
            raise BadInput("bot_attachment_type", type=kind[:32])
    shown = [kind for kind in kinds if kind != "inline_keyboard"]
    if len(shown) > MOST or len(kinds) - len(shown) > 1:
        raise BadInput("bot_attachments_many", limit=MOST)
    if len(shown) > 1 and not set(shown) <= ALBUM:
        raise BadInput("bot_attachments_mixed")
