"""Texts for people. The code chooses a key; the words live in `ru.toml` and `en.toml`."""

from veche.ground.i18n.texts import LOCALES, Texts, choose_locale

__all__ = ["LOCALES", "Texts", "choose_locale"]
