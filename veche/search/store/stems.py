"""Stems of words: the database's own Russian and English dictionaries, asked once per word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from veche.ground.db import Queries

KEPT = 60_000
_RUSSIAN = re.compile("[а-яѐ-џ]+")
_ENGLISH = re.compile("[a-z]+")


class Stems:
    """What was looked up so far. `known`: word → stem, empty for words that say nothing (and, the, и, на). A word with
    digits or of another script is its own stem and is not in there."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    async def learn(self, db: Queries, words: Iterable[str]) -> None:
        """Ask for those that are not known yet; one statement, none if all are."""
        if len(self.known) > KEPT:
            self.known.clear()
        unknown = [word for word in set(words) if word not in self.known]
        russian = [word for word in unknown if _RUSSIAN.fullmatch(word)]
        english = [word for word in unknown if _ENGLISH.fullmatch(word)]
        if not russian and not english:
            return
        rows = await db.fetch(
            "SELECT word, ts_lexize('russian_stem', word) AS stems FROM unnest($1::text[]) AS word"
            " UNION ALL SELECT word, ts_lexize('english_stem', word) FROM unnest($2::text[]) AS word",
            russian,
            english,
        )
        for row in rows:
            self.known[row["word"]] = row["stems"][0] if row["stems"] else ""
