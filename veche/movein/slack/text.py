"""Slack's marks inside a text (`<@U1>`, `<https://…|name>`, `*bold*`, `:tada:`) as pieces of ours."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from veche.movein.slack.emoji import emoji_of
from veche.movein.text import Span

_CODE = re.compile(r"```(.*?)```|`([^`\n]+)`", re.DOTALL)
_ANGLE = re.compile(r"<([^<>\n]+)>")
_EMOJI = re.compile(r":([a-z0-9_+\-']+(?:::skin-tone-[2-6])?):")
_STYLE = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*_~])")
_STYLES: Final = {"*": "bold", "_": "italic", "~": "strike"}

Lose = Callable[[str, int, str], None]


def spans_of(text: str, names: Mapping[str, str], lose: Lose) -> Iterator[Span]:
    """`names`: of people by their key. Own emoji, which are pictures, stay as their names and are counted."""
    last = 0
    for found in _CODE.finditer(text):
        yield from _plain(text[last : found.start()], names, lose)
        code = found[1] if found[1] is not None else found[2]
        # In code people and addresses are written in angles too.
        inside = "".join(span.text for span in _angles(code, names))
        yield Span(inside.strip("\n") if found[1] is not None else inside, "pre" if found[1] is not None else "code")
        last = found.end()
    yield from _plain(text[last:], names, lose)


def _plain(text: str, names: Mapping[str, str], lose: Lose) -> Iterator[Span]:
    last = 0
    for found in _STYLE.finditer(text):
        yield from _said(text[last : found.start()], names, lose)
        for span in _said(found[2], names, lose):
            yield span if span.type else Span(span.text, _STYLES[found[1]])
        last = found.end()
    yield from _said(text[last:], names, lose)


def _said(text: str, names: Mapping[str, str], lose: Lose) -> Iterator[Span]:
    for span in _angles(text, names):
        yield span if span.type else Span(_with_emoji(span.text, lose))


def _with_emoji(text: str, lose: Lose) -> str:
    def put(found: re.Match[str]) -> str:
        emoji = emoji_of(found[1])
        if not emoji and not found[1].isdigit():  # 12:30:45 is a time
            lose("own_emoji", 1, found[0])
        return emoji or found[0]

    return _EMOJI.sub(put, text)


def _angles(text: str, names: Mapping[str, str]) -> Iterator[Span]:
    last = 0
    for found in _ANGLE.finditer(text):
        if found.start() > last:
            yield Span(html.unescape(text[last : found.start()]))
        yield _angle(found[1], names)
        last = found.end()
    if last < len(text):
        yield Span(html.unescape(text[last:]))


def _angle(inside: str, names: Mapping[str, str]) -> Span:
    target, _, label = inside.partition("|")
    label = html.unescape(label)
    if target.startswith("@"):
        key = target[1:]
        return Span(f"@{names.get(key) or label or key}", "mention", person=key)
    if target.startswith("#"):
        return Span(f"#{label or target[1:]}")
    if target.startswith("!"):
        # `!subteam^S1|@team`, `!date^…|fallback`, `!here`
        return Span(label or f"@{target[1:].split('^')[0]}")
    address = html.unescape(target)
    shown = label or address.removeprefix("mailto:").removeprefix("tel:")
    return Span(shown, "link", url=address)
