"""The words to find an app by."""

from __future__ import annotations

import re
import unicodedata

from veche.services.model import App

_WORD = re.compile(r"[^\W_]+")
QUERY_WORDS = 6


def words_of(app: App) -> str:
    """Everything that an app says of itself, in one line."""
    return fold(f"{app.title} {app.summary} {app.description}")


def query_words(query: str) -> list[str]:
    """What has to be there."""
    return [word[:40] for word in _WORD.findall(fold(query))[:QUERY_WORDS]]


def fold(text: str) -> str:
    """Case and «ё» do not matter when one looks for something."""
    return unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
