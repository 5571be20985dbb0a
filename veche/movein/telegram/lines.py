"""From the entries of an export to lines of ours, entry by entry; whatever cannot come along is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from veche.ground.emoji import is_emoji
from veche.movein.folder import Folder
from veche.movein.model import NARRATOR, Given, Line, NewFile, Told
from veche.movein.telegram.cards import contact_of, place_of, poll_of
from veche.movein.telegram.reading import Entry, Losses, Raw, number, truth
from veche.movein.telegram.telling import wording
from veche.movein.telegram.words import NOT_EXPORTED, media_line, plain, service_line, word
from veche.movein.text import Span, clean, cut
from veche.movein.zones import ms_in

REACTION_KINDS: Final = 20
PURPOSES: Final = {
    "video_message": "video_note",
    "voice_message": "voice",
    "animation": "video",
    "video_file": "video",
    "audio_file": "audio",
}
AS_WORDS: Final = (
    "todo_list",
    "game_title",
    "invoice_information",
    "giveaway_information",
    "live_location_period_seconds",
    "paid_stars_amount",
)
"""What there is nothing for here: it is told in words."""
TOPIC_LIMIT: Final = 128

_UTC = ZoneInfo("UTC")

Lose = Callable[[str, int, str], None]


class Zone:
    """When things were. `date` is the exporter's local time; entries that have both times tell how far that is off,
    and where there are none it is taken to be of `zone`."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._offset: int | None = None
        self._last = 0
        self.guessed = 0

    def at(self, raw: Raw) -> int:
        """Milliseconds; an entry without any time belongs to the moment of the one before it."""
        exact, wall = number(raw.get("date_unixtime")), _wall(raw.get("date"))
        if exact is not None and wall is not None and wall.tzinfo is None:
            self._offset = ms_in(_UTC, wall) // 1000 - exact
        if exact is None and wall is not None:
            exact = self._moment(wall)
            self.guessed += wall.tzinfo is None and self._offset is None
        if exact is not None and 0 < exact < 253_402_300_800:
            self._last = exact * 1000
        return self._last

    def edited(self, raw: Raw, at: int) -> int | None:
        exact, wall = number(raw.get("edited_unixtime")), _wall(raw.get("edited"))
        if exact is None and wall is None:
            return None
        seconds = exact if exact is not None or wall is None else self._moment(wall)
        return max(at, seconds * 1000) if seconds is not None and seconds < 253_402_300_800 else at

    def _moment(self, wall: datetime) -> int:
        """Seconds. Tools of others write a zone; the exporter never does."""
        if wall.tzinfo is not None:
            return int(wall.timestamp())
        if self._offset is None:
            return ms_in(self._zone, wall) // 1000
        return ms_in(_UTC, wall) // 1000 - self._offset


class Teller:
    """Tells one chat. `folder`: where its files lie. Which numbers were there, and in which topic, is remembered."""

    def __init__(self, folder: Folder, *, language: str, zone: ZoneInfo, lose: Lose) -> None:
        self._folder, self._language, self._lose = folder, language, lose
        self._zone = Zone(zone)
        self._there: set[int] = set()
        self._topic_of: dict[int, int] = {}

    @property
    def guessed(self) -> int:
        """Entries whose time has no zone."""
        return self._zone.guessed

    def tell(self, entry: Entry, *others: Entry) -> Told:
        """`others`: the further things of an album."""
        raw, at = entry.raw, self._zone.at(entry.raw)
        reply, topic = self._place(entry)
        author = entry.author or NARRATOR
        names = {key: name for one in (entry, *others) for key, name in one.names.items() if name}
        for one in (entry, *others):
            if one.id is not None:
                self._there.add(one.id)
            if topic is not None and one.id is not None:
                self._topic_of[one.id] = topic
        if entry.kind == "service":
            said = clean(service_line(raw, self._language))[:1000]
            line = Line(at=at, author=author, source=entry.id, service=said, topic=topic)
            return Told([line], names, pins=self._pins(raw), opens=self._opens(entry))
        lines = list(self._lines([entry, *others], at=at, author=author, reply=reply, topic=topic))
        for one in (entry, *others):
            self._count_losses(one)
        return Told(lines, names)

    def _lines(
        self, album: Sequence[Entry], *, at: int, author: str, reply: int | None, topic: int | None
    ) -> Iterator[Line]:
        """One message, or several where the text is too long for one."""
        lead = next((one for one in album if one.text), album[0])
        raw, origin = dict(lead.raw), None
        if "forwarded_from" in raw:
            origin = clean(str(raw.pop("forwarded_from") or word("nobody", self._language)))[:128]
        files, gone = self._files(album, lead, raw)
        hanging = None if files else (place_of(raw) or poll_of(raw) or contact_of(raw))
        caption = bool(files) or hanging is not None or origin is not None
        losses = Losses()
        entry = replace(lead, raw=raw)
        spans = [*wording(entry, self._language, caption=caption), *(Span(f"\n{line}", "italic") for line in gone)]
        parts = list(cut(spans, losses.add))
        for kind, count in losses.counts.items():
            self._lose(kind, count, plain(lead.raw.get("text")))
        # Of a forwarded message something has to be seen.
        first = parts[0] if parts else None
        if first is None and not files and hanging is None:
            first = next(cut(list(wording(entry, self._language)), losses.add))
        edits = [moment for one in album if (moment := self._zone.edited(one.raw, at)) is not None]
        yield Line(
            at=at,
            author=author,
            source=album[0].id,
            also=[one.id for one in album[1:] if one.id is not None],
            text=first.text if first else "",
            ranges=list(first.ranges) if first else [],
            reply_to=reply,
            origin=origin,
            edited_at=max(edits, default=None),
            reactions=self._reactions(next((one for one in album if one.reactions), lead)),
            files=files,
            hanging=hanging,
            topic=topic,
        )
        for part in parts[1:]:
            yield Line(at=at, author=author, text=part.text, ranges=list(part.ranges), origin=origin, topic=topic)

    def _files(self, album: Sequence[Entry], lead: Entry, raw: Raw) -> tuple[list[NewFile], list[str]]:
        """In their order, and lines about those that are not there. `raw`: of the lead, whose own line says it."""
        files, gone = [], []
        for one in album:
            of_one = raw if one is lead else dict(one.raw)
            file = self._file(of_one)
            if file is not None:
                files.append(file)
            elif one is not lead:
                gone.append(media_line(one.raw, self._language))
        return files, gone

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
        if raw.get("media_type") == "sticker":
            self._lose("stickers", 1, described)
            if str(path).lower().endswith(".webp"):
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
        if raw.get("contact_information") and contact_of(dict(raw)) is None:
            self._lose("kept_as_words", 1, media_line(raw, self._language))
        if raw.get("self_destruct_period_seconds"):
            self._lose("self_destructing", 1, text)
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


def _wall(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(value))
    except ValueError:
        return None
