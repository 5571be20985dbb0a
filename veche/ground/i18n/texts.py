"""Loads the catalogues and makes the text of an error in the reader's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from veche.ground.errors import VecheError

LOCALES = ("ru", "en")


class Texts:
    """Both catalogues in memory: code → sentence with `{holes}`."""

    def __init__(self) -> None:
        self._catalogues = {locale: _catalogue(locale) for locale in LOCALES}

    def codes(self, locale: str) -> set[str]:
        return set(self._catalogues[locale])

    def say(self, code: str, *, locale: str, **holes: object) -> str:
        text = self._catalogues.get(locale, self._catalogues["ru"]).get(code, code)
        for name, value in holes.items():
            text = text.replace("{" + name + "}", str(value))
        return text

    def of_error(self, error: VecheError, *, locale: str) -> str:
        holes: dict[str, object] = dict(error.details)
        if error.retry_after is not None:
            holes["wait"] = waiting_time(error.retry_after, locale=locale)
        return self.say(error.code, locale=locale, **holes)


@cache
def _catalogue(locale: str) -> Mapping[str, str]:
    """Part of the program, so read once a process."""
    sections = tomllib.loads((Path(__file__).parent / f"{locale}.toml").read_text("utf-8"))
    return {code: text for section in sections.values() for code, text in section.items()}


def choose_locale(accept_language: str, *, default: str = "ru") -> str:
    """The first of our languages in an `Accept-Language` header (weights are kept in order by browsers)."""
    for part in accept_language.lower().split(","):
        tag = part.split(";")[0].strip()[:2]
        if tag in LOCALES:
            return tag
    return default


def waiting_time(seconds: int, *, locale: str) -> str:
    """«2 мин» / "2 min": a wait that people can plan with; rounded up."""
    if seconds < 60:
        return f"{seconds} с" if locale == "ru" else f"{seconds} s"
    minutes = -(-seconds // 60)
    if minutes < 60:
        return f"{minutes} мин" if locale == "ru" else f"{minutes} min"
    hours = -(-minutes // 60)
    return f"{hours} ч" if locale == "ru" else f"{hours} h"
