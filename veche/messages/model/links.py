"""Web addresses among words, as the client sees them too (web/src/features/messages/firstLink.ts)."""

from __future__ import annotations

import re

_LINK = re.compile(r"https?://[^\s<>\"'«»]+", re.IGNORECASE)
_AFTER = ".,;:!?…"


def first_link(text: str) -> str | None:
    """The first address, without the punctuation of the sentence around it."""
    found = _LINK.search(text)
    if found is None:
        return None
    url = found.group().rstrip(_AFTER)
    # A bracket that was not opened inside belongs to the sentence.
    while url.endswith(")") and "(" not in url:
        url = url[:-1].rstrip(_AFTER)
    return url if len(url) > len("https://") else None
