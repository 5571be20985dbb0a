"""What hangs on a message and is no file: a place, a poll, a contact. Each takes out of the entry what it shows."""

from __future__ import annotations

import re
from typing import Any, Final

from veche.messages.shapes import Attachment, Poll, PollOption
from veche.movein.telegram.reading import Raw, number
from veche.movein.telegram.words import plain
from veche.movein.text import clean, clean_name

OPTIONS: Final = range(2, 13)
OPTION_LENGTH, QUESTION_LENGTH, PLACE_LENGTH = 100, 300, 256
_PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{1,30}[0-9]")


def place_of(raw: Raw) -> Attachment | None:
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


def poll_of(raw: Raw) -> Attachment | None:
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


def contact_of(raw: Raw) -> Attachment | None:
    """A name with a number; without a number there is nothing to call, and it stays a line of words."""
    contact = raw.get("contact_information")
    if not isinstance(contact, dict):
        return None
    phone = str(contact.get("phone_number") or "").strip()
    if not _PHONE.fullmatch(phone):
        return None
    name = " ".join(str(contact.get(part) or "") for part in ("first_name", "last_name"))
    raw.pop("contact_information")
    return Attachment(type="contact", name=clean_name(name, phone), phone=phone)
