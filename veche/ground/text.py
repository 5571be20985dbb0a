"""What text we accept from strangers: NFC, no lone surrogates, no control characters, no bidi overrides."""

from __future__ import annotations

import re
import unicodedata

from veche.ground.errors import BadInput

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Overrides and embeddings can make a name read as another one; isolates and marks are needed by real scripts.
_BIDI_OVERRIDE = re.compile("[\u202a-\u202e]")
# In names also what is not seen at all: fillers that count as letters, joiners without a script, blank patterns.
_NAME_FORBIDDEN = re.compile(
    "[\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\n\t"
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u2800\u3164\uffa0]"
)
_SPACES = re.compile(r"\s+")


def clean_text(text: str, *, limit: int, field: str = "text") -> str:
    """The text as we store it: NFC, `\\r\\n` as `\\n`. Length is counted in characters (code points) after that.

    Raises BadInput: text_surrogate, text_control, text_too_long (details: field, limit).
    """
    # Printable ASCII is normal, without control characters and without surrogates: the answer is known at a glance.
    if not (text.isascii() and text.isprintable()):
        if _SURROGATE.search(text):
            raise BadInput("text_surrogate", field=field)
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
        if _CONTROL.search(text):
            raise BadInput("text_control", field=field)
    if len(text) > limit:
        raise BadInput("text_too_long", field=field, limit=limit)
    return text


def clean_name(name: str, *, limit: int = 80, field: str = "name") -> str:
    """A name of a person, chat or unit: one line, inner spaces folded, not empty, no invisible tricks.

    Raises BadInput: as clean_text, and name_empty, name_bidi.
    """
    name = _SPACES.sub(" ", clean_text(name, limit=limit * 4, field=field)).strip()
    if _NAME_FORBIDDEN.search(name):
        raise BadInput("name_bidi", field=field)
    if not name or not any(unicodedata.category(sign)[0] in "LNPS" for sign in name):
        raise BadInput("name_empty", field=field)
    if len(name) > limit:
        raise BadInput("text_too_long", field=field, limit=limit)
    return name


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units: what offsets of entities count, as JavaScript does."""
    return len(text) if text.isascii() else len(text) + sum(sign > "\uffff" for sign in text)
