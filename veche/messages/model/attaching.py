"""What may hang on a message and together with what, and how it is kept."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from veche.ground.errors import BadInput
from veche.ground.text import clean_name, clean_text
from veche.media import FileCard
from veche.messages.model.words import URL_SCHEMES
from veche.messages.wire import Attachment, AttachmentType, NewAttachment, NewPoll, Poll, PollOption

WITH_FILE = frozenset({"photo", "video", "audio", "voice", "video_note", "file", "sticker"})
ALBUMS = (frozenset({"photo", "video"}), frozenset({"audio"}), frozenset({"file"}))
"""What may come several at a time, and in which company. Everything else comes alone."""
NAME_LIMIT = 128
PLACE_LIMIT = 256
QUESTION_LIMIT = 300
OPTION_LIMIT = 100
OPTIONS = range(2, 13)
LONGEST_POLL_MS = 366 * 86_400_000
_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{1,30}[0-9]")


def check_attachments(attached: Sequence[NewAttachment], *, now_ms: int) -> None:
    """Everything about attachments that needs no database.

    Raises BadInput: attachment_file, attachment_twice, attachments_mixed, attachment_contact, attachment_place,
    attachment_emoji, attachment_link, poll_question, poll_options, poll_right, poll_end; and as clean_text."""
    kinds = {one.type for one in attached}
    if len(attached) > 1 and not any(kinds <= album for album in ALBUMS):
        raise BadInput("attachments_mixed")
    files = [one.file for one in attached if one.file is not None]
    if len(set(files)) < len(files):
        raise BadInput("attachment_twice")
    for one in attached:
        if (one.file is not None) != (one.type in WITH_FILE):
            raise BadInput("attachment_file", type=one.type)
        if one.type == "sticker" and one.pack is None:
            raise BadInput("attachment_file", type=one.type)
        if one.type == "contact":
            _check_contact(one)
        elif one.type == "place":
            _check_place(one)
        elif one.type == "poll":
            _check_poll(one.poll, now_ms=now_ms)
        elif one.type == "link" and not one.url.startswith(URL_SCHEMES[:2]):
            raise BadInput("attachment_link")


def file_kept(card: FileCard, *, kind: AttachmentType, spoiler: bool) -> Attachment:
    """A file as it hangs on a message. Anything may be sent as a file; nothing as what it is not."""
    if kind not in ("file", card.kind):
        raise BadInput("attachment_kind", file=card.id, kind=card.kind)
    return Attachment(
        type=kind,
        file=card.id,
        name=card.name,
        size=card.size,
        mime=card.mime,
        width=card.width or 0,
        height=card.height or 0,
        duration_ms=card.duration_ms or 0,
        blur=card.blur,
        waveform=card.waveform,
        title=card.title,
        performer=card.performer,
        spoiler=spoiler,
        note=card.note,
    )


def sticker_kept(card: FileCard, *, pack: int, emoji: str) -> Attachment:
    return Attachment(
        type="sticker",
        file=card.id,
        mime=card.mime,
        width=card.width or 0,
        height=card.height or 0,
        blur=card.blur,
        pack=pack,
        emoji=emoji,
    )


def bare_kept(new: NewAttachment, *, names: Mapping[int, str]) -> Attachment:
    """A contact, a place or a poll as it hangs on a message. `names`: of the actors that contacts name."""
    if new.type == "contact":
        name = names[new.actor] if new.actor is not None else clean_name(new.name, limit=NAME_LIMIT)
        return Attachment(type="contact", name=name, phone=new.phone, actor=new.actor)
    if new.type == "place":
        title, address = _line(new.title, "title"), _line(new.address, "address")
        return Attachment(type="place", lat=new.lat, lon=new.lon, title=title, address=address)
    return Attachment(type="poll", poll=None if new.poll is None else poll_kept(new.poll))


def poll_kept(new: NewPoll) -> Poll:
    return Poll(
        question=_asked(new.question),
        options=[PollOption(text) for text in _options(new)],
        multiple=new.multiple,
        anonymous=new.anonymous,
        quiz=new.quiz is not None,
        closes_at=new.closes_at,
    )


def _check_contact(one: NewAttachment) -> None:
    """An actor of ours, or a name with a number."""
    if one.actor is not None:
        if one.name or one.phone:
            raise BadInput("attachment_contact")
        return
    if not _PHONE.fullmatch(one.phone):
        raise BadInput("attachment_contact")
    clean_name(one.name, limit=NAME_LIMIT)


def _check_place(one: NewAttachment) -> None:
    if one.lat is None or one.lon is None or not (math.isfinite(one.lat) and math.isfinite(one.lon)):
        raise BadInput("attachment_place")
    if abs(one.lat) > 90 or abs(one.lon) > 180:
        raise BadInput("attachment_place")
    _line(one.title, "title")
    _line(one.address, "address")


def _check_poll(poll: NewPoll | None, *, now_ms: int) -> None:
    if poll is None:
        raise BadInput("poll_question", limit=QUESTION_LIMIT)
    _asked(poll.question)
    options = _options(poll)
    if poll.quiz is not None and (poll.quiz >= len(options) or poll.multiple):
        raise BadInput("poll_right")
    if poll.closes_at is not None and not now_ms < poll.closes_at <= now_ms + LONGEST_POLL_MS:
        raise BadInput("poll_end")


def _asked(question: str) -> str:
    text = clean_text(question, limit=QUESTION_LIMIT, field="question").strip()
    if not text:
        raise BadInput("poll_question", limit=QUESTION_LIMIT)
    return text


def _options(poll: NewPoll) -> list[str]:
    options = [clean_text(one, limit=OPTION_LIMIT, field="option").strip() for one in poll.options]
    if len(options) not in OPTIONS or not all(options) or len(set(options)) < len(options):
        raise BadInput("poll_options", least=OPTIONS.start, most=OPTIONS.stop - 1)
    return options


def _line(text: str, field: str) -> str:
    return " ".join(clean_text(text, limit=PLACE_LIMIT, field=field).split())
