"""From the entries of an export to lines of ours, entry by entry; whatever cannot come along is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from veche.ground.emoji import is_emoji
from veche.messages.shapes import Attachment, Poll, PollOption
from veche.movein.folder import Folder
from veche.movein.model import Given, Line, NewFile, Told
from veche.movein.telegram.reading import Entry, Losses, Raw, number, truth
from veche.movein.telegram.telling import clean, cut, wording
from veche.movein.telegram.words import NOT_EXPORTED, media_line, plain, service_line, word

NARRATOR: Final = ":export"
REACTION_KINDS: Final = 20
OPTIONS: Final = range(2, 13)
OPTION_LENGTH, QUESTION_LENGTH, PLACE_LENGTH = 100, 300, 256
PURPOSES: Final = {
    "video_message": "video_note",
    "voice_message": "voice",
    "animation": "video",
    "video_file": "video",
    "audio_file": "audio",
}
AS_WORDS: Final = ("contact_information", "todo_list", "game_title", "invoice_information", "giveaway_information")
"""What there is nothing for here: it is told in words."""
TOPIC_LIMIT: Final = 128

Lose = Callable[[str, int, str], None]


class Zone:
    """When things were. `date` is the exporter's local time; entries that have both times tell how far that is off."""

    def __init__(self) -> None:
        self._offset = 0
        self._known = False
        self._last = 0
        self.guessed = 0

    def at(self, raw: Raw) -> int:
        """Milliseconds; an entry without any time belongs to the moment of the one before it."""
        exact, local = number(raw.get("date_unixtime")), _local(raw.get("date"))
        if exact is not None and local is not None:
            self._offset, self._known = local - exact, True
        if exact is None and local is not None:
            exact = local - self._offset
            self.guessed += not self._known
        if exact is not None and 0 < exact < 253_402_300_800:
            self._last = exact * 1000
        return self._last

    def edited(self, raw: Raw, at: int) -> int | None:
        exact, local = number(raw.get("edited_unixtime")), _local(raw.get("edited"))
        if exact is None and local is None:
            return None
        seconds = exact if exact is not None else (local or 0) - self._offset
        return max(at, seconds * 1000) if seconds < 253_402_300_800 else at


class Teller:
    """Tells one chat. `folder`: where its files lie. Which numbers were there, and in which topic, is remembered."""

    def __init__(self, folder: Folder, *, language: str, lose: Lose) -> None:
        self._folder, self._language, self._lose = folder, language, lose
        self._zone = Zone()
        self._there: set[int] = set()
        self._topic_of: dict[int, int] = {}

    @property
    def guessed(self) -> int:
        """Entries whose time has no zone."""
        return self._zone.guessed

    def tell(self, entry: Entry) -> Told:
        raw, at = entry.raw, self._zone.at(entry.raw)
        reply, topic = self._place(entry)
        author = entry.author or NARRATOR
        names = {key: name for key, name in entry.names.items() if name}
        if entry.id is not None:
            self._there.add(entry.id)
        if entry.kind == "service":
            said = clean(service_line(raw, self._language))[:1000]
            line = Line(at=at, author=author, source=entry.id, service=said, topic=topic)
            return Told([line], names, pins=self._pins(raw), opens=self._opens(entry))
        lines = list(self._lines(entry, at=at, author=author, reply=reply, topic=topic))
        self._count_losses(entry)
        return Told(lines, names)

    def _lines(self, entry: Entry, *, at: int, author: str, reply: int | None, topic: int | None) -> Iterator[Line]:
        """One message, or several where the text is too long for one."""
        raw = dict(entry.raw)
        origin = None
        if "forwarded_from" in raw:
            origin = clean(str(raw.pop("forwarded_from") or word("nobody", self._language)))[:128]
        file = self._file(raw)
        hanging = None if file else (_place_of(raw) or _poll_of(raw))
        caption = file is not None or hanging is not None or origin is not None
        losses = Losses()
        parts = list(cut(tuple(wording(replace(entry, raw=raw), self._language, caption=caption)), losses))
        for kind, count in losses.counts.items():
            self._lose(kind, count, plain(entry.raw.get("text")))
        # Of a forwarded message something has to be seen.
        first = parts[0] if parts else None
        if first is None and file is None and hanging is None:
            first = next(cut(tuple(wording(replace(entry, raw=raw), self._language)), losses))
        yield Line(
            at=at,
            author=author,
            source=entry.id,
            text=first.text if first else "",
            ranges=list(first.ranges) if first else [],
            reply_to=reply,
            origin=origin,
            edited_at=self._zone.edited(entry.raw, at),
            reactions=self._reactions(entry),
            file=file,
            hanging=hanging,
            topic=topic,
        )
        for part in parts[1:]:
            yield Line(at=at, author=author, text=part.text, ranges=list(part.ranges), origin=origin, topic=topic)

    def _place(self, entry: Entry) -> tuple[int | None, int | None]:
        """What it answers, and its topic: a message is in a topic when the chain of its replies ends at the opening of
        one, and the first level of a topic "answers" that opening."""
        reply = entry.reply_to
        if reply is None:
            if entry.raw.get("reply_to_peer_id"):
                self._lose("replies_elsewhere", 1, plain(entry.raw.get("text")))
            return None, None
        topic = self._topic_of.get(reply)
        if topic is not None and entry.id is not None:
            self._topic_of[entry.id] = topic
        if reply == topic:
            return None, topic
        if reply not in self._there:
            self._lose("replies_to_nothing", 1, plain(entry.raw.get("text")))
            return None, topic
        return reply, topic

    def _opens(self, entry: Entry) -> str:
        if entry.raw.get("action") != "topic_created" or entry.id is None:
            return ""
        self._topic_of[entry.id] = entry.id
        return " ".join(clean(str(entry.raw.get("title") or "")).split())[:TOPIC_LIMIT] or "…"

    def _pins(self, raw: Raw) -> int | None:
        if raw.get("action") != "pin_message" or raw.get("reply_to_peer_id"):
            return None
        target = number(raw.get("message_id"))
        if target not in self._there:
            self._lose("pins_of_nothing", 1, "")
            return None
        return target

    def _file(self, raw: Raw) -> NewFile | None:
        """The file of an entry, if the export has it. What stands for it in words is taken out of `raw` then."""
        path = raw.get("photo") or raw.get("file")
        if not path:
            return None
        described = media_line(raw, self._language)
        if str(path).startswith(NOT_EXPORTED):
            self._lose("media_not_exported", 1, described)
            return None
        size = self._folder.size(str(path))
        if not size:
            self._lose("media_missing" if size is None else "media_empty", 1, str(path))
            return None
        kind = "photo" if raw.get("photo") else PURPOSES.get(str(raw.get("media_type") or ""), "file")
        if raw.get("media_type") == "sticker" and str(path).lower().endswith(".webp"):
            kind = "photo"
        name = str(raw.get("file_name") or "") or str(path).rsplit("/", 1)[-1]
        for key in ("photo", "file"):
            raw.pop(key, None)
        spoiler = truth(raw.get("media_spoiler"))
        return NewFile(path=str(path), name=name[:255], purpose=kind, size=size, spoiler=spoiler, note=described)

    def _reactions(self, entry: Entry) -> list[Given]:
        kept: dict[str, Given] = {}
        for one in entry.reactions:
            # Old exports write the heart without its variation sign.
            emoji = one.emoji + "\ufe0f" if one.emoji == "\u2764" else one.emoji
            if not is_emoji(emoji) or len(kept) >= REACTION_KINDS or emoji in kept:
                self._lose("reactions_of_their_own", max(1, one.count), one.emoji)
                continue
            people = list(dict.fromkeys(one.people))
            kept[emoji] = Given(emoji, max(one.count, len(people), 1), people)
        return list(kept.values())

    def _count_losses(self, entry: Entry) -> None:
        raw, text = entry.raw, "".join(span.text for span in entry.text)
        if entry.kind == "unsupported":
            self._lose("unsupported", 1, "")
        if raw.get("inline_bot_buttons"):
            self._lose("buttons", 1, text)
        for key in AS_WORDS:
            if raw.get(key):
                self._lose("kept_as_words", 1, media_line(raw, self._language) or key)
        parts = raw.get("text_entities") or raw.get("text")
        kinds = [part.get("type") for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []
        self._lose("spoilers", kinds.count("spoiler"), text)
        self._lose("own_emoji", kinds.count("custom_emoji"), text)
        named = sum(min(one.count, len(one.people)) for one in entry.reactions)
        self._lose("reaction_names", max(0, sum(one.count for one in entry.reactions) - named), text)
        if isinstance(raw.get("poll"), dict):
            self._lose("poll_names", number(raw["poll"].get("total_voters")) or 0, plain(raw["poll"].get("question")))


def _local(value: object) -> int | None:
    """The exporter's clock, as if it had stood in UTC: seconds."""
    try:
        return int(datetime.fromisoformat(str(value)).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None


def _place_of(raw: Raw) -> Attachment | None:
    place = raw.get("location_information")
    if not isinstance(place, dict) or raw.get("live_location_period_seconds"):
        return None
    try:
        lat, lon = float(place["latitude"]), float(place["longitude"])
    except (KeyError, TypeError, ValueError):
        return None
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        return None
    title, address = (_one_line(raw.get(name), PLACE_LENGTH) for name in ("place_name", "address"))
    for name in ("location_information", "place_name", "address"):
        raw.pop(name, None)
    return Attachment(type="place", lat=lat, lon=lon, title=title, address=address)


def _poll_of(raw: Raw) -> Attachment | None:
    """A poll with its counts. It is closed here: who chose what is not in the file, so nobody could change his mind."""
    poll = raw.get("poll")
    if not isinstance(poll, dict):
        return None
    answers = [one for one in poll.get("answers") or [] if isinstance(one, dict)]
    texts = [_one_line(plain(one.get("text")), OPTION_LENGTH) for one in answers]
    question = _one_line(plain(poll.get("question")), QUESTION_LENGTH)
    if not question or len(texts) not in OPTIONS or not all(texts):
        return None
    raw.pop("poll")
    options = [
        PollOption(text, max(0, number(one.get("voters")) or 0)) for text, one in zip(texts, answers, strict=True)
    ]
    total = max(0, number(poll.get("total_voters")) or 0)
    multiple = sum(one.votes for one in options) > total
    kept = Poll(question=question, options=options, total=total, multiple=multiple, anonymous=True, closed=True)
    return Attachment(type="poll", poll=kept)


def _one_line(value: Any, limit: int) -> str:
    return " ".join(clean(str(value or "")).split())[:limit].strip()
