"""What an emoji is."""

from __future__ import annotations

import re

# Two letters of a flag; or a symbol with its look, colour of skin and tags, and whoever is joined to it; or a key.
_SYMBOL = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
)
_PART = f"{_SYMBOL}\ufe0f?[\U0001f3fb-\U0001f3ff]?\ufe0f?[\U000e0020-\U000e007f]*"
_EMOJI = re.compile(
    f"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|[\U0001f3fb-\U0001f3ff]|{_PART}(?:\u200d{_PART})*)"
)


def is_emoji(text: str) -> bool:
    """One emoji as people mean it: a symbol with its modifiers, a flag, a joined family; no letters, no blanks."""
    return len(text) <= 16 and _EMOJI.fullmatch(text) is not None
