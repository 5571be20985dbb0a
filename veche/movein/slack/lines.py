"""From a message of the export to a line of ours; whatever cannot come along is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from veche.movein.model import NARRATOR, Given, Line, Told
from veche.movein.slack.emoji import emoji_of
from veche.movein.slack.text import spans_of
from veche.movein.text import Span, clean, cut, note

Raw = dict[str, Any]
Lose = Callable[[str, int, str], None]

_TS = re.compile(r"(\d{1,12})(?:\.(\d{1,6})\d*)?")
SERVICE: Final = {
    "channel_join": ("теперь в канале", "joins the channel"),
    "group_join": ("теперь в канале", "joins the channel"),
    "channel_leave": ("выходит из канала", "leaves the channel"),
    "group_leave": ("выходит из канала", "leaves the channel"),
    "channel_topic": ("меняет тему: {topic}", "sets the topic: {topic}"),
    "group_topic": ("меняет тему: {topic}", "sets the topic: {topic}"),
    "channel_purpose": ("меняет назначение: {purpose}", "sets the purpose: {purpose}"),
    "group_purpose": ("меняет назначение: {purpose}", "sets the purpose: {purpose}"),
    "channel_name": ("меняет название на «{name}»", "renames the channel to “{name}”"),
    "group_name": ("меняет название на «{name}»", "renames the channel to “{name}”"),
    "channel_archive": ("убирает канал в архив", "archives the channel"),
    "channel_unarchive": ("возвращает канал из архива", "unarchives the channel"),
    "pinned_item": ("закрепляет сообщение", "pins a message"),
    "unpinned_item": ("открепляет сообщение", "unpins a message"),
    "bot_add": ("добавляет программу", "adds an integration"),
    "bot_remove": ("убирает программу", "removes an integration"),
    "bot_enable": ("включает программу", "enables an integration"),
    "bot_disable": ("выключает программу", "disables an integration"),
    "reminder_add": ("ставит напоминание", "sets a reminder"),
}
WORDS: Final = {
    "file": (
        "Файл {name}: остался в Slack, в выгрузке только ссылка",
        "File {name}: stays with Slack, the export has a link only",
    ),
    "gone": ("Сообщение удалено", "Message deleted"),
    "empty": ("Пустое сообщение", "Empty message"),
    "nobody": ("неизвестный автор", "unknown author"),
}
KEPT_REACTIONS: Final = 20


def number_of(ts: object) -> int | None:
    """A time stamp as the number of its message: microseconds, unique in a channel."""
    found = _TS.fullmatch(str(ts or "").strip())
    return None if found is None else int(found[1]) * 1_000_000 + int((found[2] or "0").ljust(6, "0"))


class Teller:
    """Tells one channel. `names`: of people and programs, by key."""

    def __init__(self, names: Mapping[str, str], hints: Mapping[str, list[str]], *, language: str, lose: Lose) -> None:
        self._names, self._hints = names, hints
        self._language, self._lose = 0 if language == "ru" else 1, lose
        self._there = set[int]()
        self._last = 0

    def tell(self, raw: Raw) -> Told:
        source = number_of(raw.get("ts"))
        self._last = at = self._last if source is None else source // 1000
        if source is not None:
            self._there.add(source)
        key, name = self._author(raw)
        names = {key: name}
        hints = {key: self._hints[key]} if key in self._hints else {}
        subtype = str(raw.get("subtype") or "")
        if subtype in SERVICE:
            line = Line(at=at, author=key, source=source, service=self._service(raw, subtype))
            return Told([line], names, hints)
        reactions = self._reactions(raw)
        for given in reactions:
            names.update({one: self._names.get(one, self._word("nobody")) for one in given.people})
            hints.update({one: self._hints[one] for one in given.people if one in self._hints})
        spans = list(self._spans(raw, subtype)) or [note(self._word("empty"))]
        for span in spans:
            if span.type == "mention" and span.person in self._names:
                names.setdefault(span.person, self._names[span.person])
        shown = "".join(span.text for span in spans)
        parts = list(cut(spans, lambda kind, count: self._lose(kind, count, shown)))
        edited = number_of((raw.get("edited") or {}).get("ts")) if isinstance(raw.get("edited"), dict) else None
        lines = [
            Line(
                at=at,
                author=key,
                source=None if place else source,
                text=part.text,
                ranges=list(part.ranges),
                reply_to=None if place else self._reply(raw, source, shown),
                edited_at=max(at, edited // 1000) if edited and not place else None,
                reactions=[] if place else reactions,
            )
            for place, part in enumerate(parts)
        ]
        return Told(lines, names, hints)

    def _author(self, raw: Raw) -> tuple[str, str]:
        comment = raw.get("comment")
        user = raw.get("user") or (comment.get("user") if isinstance(comment, dict) else None)
        profile = raw.get("user_profile")
        if user:
            told = str(profile.get("real_name") or profile.get("name") or "") if isinstance(profile, dict) else ""
            return str(user), self._names.get(str(user)) or told or self._word("nobody")
        bot = raw.get("bot_profile")
        name = str(raw.get("username") or (bot.get("name") if isinstance(bot, dict) else "") or "")
        if raw.get("bot_id") or name:
            key = f"bot:{raw.get('bot_id') or name}"
            return key, name or self._names.get(key) or f"{raw.get('bot_id')}"
        return NARRATOR, "Slack"

    def _reply(self, raw: Raw, source: int | None, shown: str) -> int | None:
        root = number_of(raw.get("thread_ts"))
        if root is None or root == source:
            return None
        if root not in self._there:
            self._lose("replies_to_nothing", 1, shown)
            return None
        return root

    def _service(self, raw: Raw, subtype: str) -> str:
        holes = {name: clean(str(raw.get(name) or "")) for name in ("topic", "purpose", "name")}
        return SERVICE[subtype][self._language].format(**holes).strip(": ")[:1000]

    def _spans(self, raw: Raw, subtype: str) -> Iterator[Span]:
        if subtype == "tombstone":
            self._lose("deleted_there", 1, "")
            yield note(self._word("gone"))
            return
        pieces = [list(spans_of(str(raw.get("text") or ""), self._names, self._lose))]
        for hung in raw.get("attachments") or []:
            if isinstance(hung, dict):
                pieces.append(list(self._hung(hung)))
        files = [one for one in raw.get("files") or [raw.get("file")] if isinstance(one, dict)]
        for file in files:
            if file.get("mode") == "tombstone":
                continue
            name = str(file.get("title") or file.get("name") or "")
            self._lose("media_elsewhere", 1, name)
            pieces.append([note(self._word("file", name=f"«{name}»" if name else "").replace("  ", " "))])
        if raw.get("blocks") and not raw.get("text"):
            self._lose("kept_as_words", 1, "")
        first = True
        for piece in pieces:
            if not any(span.text.strip() for span in piece):
                continue
            if not first:
                yield Span("\n")
            first = False
            yield from piece

    def _hung(self, hung: Raw) -> Iterator[Span]:
        """A card of a program or of a link: its words. Colours, pictures and buttons stay behind."""
        lines = [str(hung[name]) for name in ("pretext", "title", "text") if hung.get(name)]
        lines += [
            f"{one.get('title') or ''}: {one.get('value') or ''}".strip(": ")
            for one in hung.get("fields") or []
            if isinstance(one, dict)
        ]
        text = "\n".join(line for line in lines if line) or str(hung.get("fallback") or "")
        if text:
            self._lose("cards", 1, text)
            yield from spans_of(text, self._names, self._lose)

    def _reactions(self, raw: Raw) -> list[Given]:
        kept = dict[str, Given]()
        for one in raw.get("reactions") or []:
            if not isinstance(one, dict):
                continue
            name = str(one.get("name") or "")
            people = list(dict.fromkeys(str(user) for user in one.get("users") or []))
            count = max(int(one.get("count") or 0), len(people), 1)
            emoji = emoji_of(name)
            if not emoji or emoji in kept or len(kept) >= KEPT_REACTIONS:
                self._lose("reactions_of_their_own", count, f":{name}:")
                continue
            self._lose("reaction_names", count - len(people), f":{name}:")
            kept[emoji] = Given(emoji, count, people)
        return list(kept.values())

    def _word(self, key: str, **holes: str) -> str:
        return WORDS[key][self._language].format(**holes)
