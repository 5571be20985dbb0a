"""An album is one message there, and several entries in the export: the file does not say what belongs together, but
entries of one author in one second, one behind the other and of one sort, were sent as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from veche.movein.telegram.reading import Chat, Entry

LARGEST = 10


def albums(entries: Iterable[tuple[Chat, Entry]]) -> Iterator[tuple[Chat, list[Entry]]]:
    """Each entry by itself, those of an album together."""
    held: tuple[Chat, list[Entry]] | None = None
    for chat, entry in entries:
        if held is not None and held[0].number == chat.number and _belongs(held[1], entry):
            held[1].append(entry)
            continue
        if held is not None:
            yield held
        held = (chat, [entry])
    if held is not None:
        yield held


def _belongs(album: list[Entry], entry: Entry) -> bool:
    last = album[-1]
    sort = _sort(last)
    if not sort or sort != _sort(entry) or len(album) == LARGEST:
        return False
    if last.id is None or entry.id != last.id + 1 or (last.author, last.reply_to) != (entry.author, entry.reply_to):
        return False
    if any(last.raw.get(field) != entry.raw.get(field) for field in ("date", "date_unixtime", "forwarded_from")):
        return False
    # One caption, one set of reactions: two of them were two messages.
    captions = any(one.text for one in album) and bool(entry.text)
    reactions = any(one.reactions for one in album) and bool(entry.reactions)
    return not captions and not reactions


def _sort(entry: Entry) -> str:
    """What may stand in one album; empty: never in any."""
    raw = entry.raw
    if entry.kind != "message" or not (raw.get("date") or raw.get("date_unixtime")):
        return ""
    media = raw.get("media_type")
    if raw.get("photo") or (raw.get("file") and media == "video_file"):
        return "seen"
    if raw.get("file") and media in (None, "", "audio_file"):
        return "heard" if media else "file"
    return ""
