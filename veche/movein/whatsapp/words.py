"""Phrases of the export, as far as marks of direction do not tell what they are, and lines of ours in two languages."""

from __future__ import annotations

import re
from typing import Final

SAID: Final = {
    "not_exported": ("{value}: в выгрузке файла нет", "{value}: the file was not exported"),
    "media": ("Вложение", "Attachment"),
    "once": ("Одноразовое фото или видео", "View-once photo or video"),
    "empty": ("Пустое сообщение", "Empty message"),
}
_MEDIA = (
    "media",
    "медиа",
    "medi",
    "multim",
    "mídia",
    "média",
    "fichier",
    "媒体",
    "媒體",
    "미디어",
    "メディア",
    "וסיט",
    "מדיה",
)
_OMITTED = re.compile(r"<[^<>\n]{3,40}>")
_DELETED = re.compile(
    r"(?:данное сообщение удалено|вы удалили данное сообщение|сообщение удалено"
    r"|this message was deleted|you deleted this message|this message was deleted by admin.*"
    r"|diese nachricht wurde gelöscht|du hast diese nachricht gelöscht|dit bericht is verwijderd"
    r"|u heeft dit bericht verwijderd"
    r"|se eliminó este mensaje|eliminaste este mensaje|ce message a été supprimé|vous avez supprimé ce message"
    r"|mensagem apagada|essa mensagem foi apagada|você apagou esta mensagem|questo messaggio è stato eliminato"
    r"|tato zpráva byla odstraněna|wiadomość usunięta|tin nhắn này đã bị xóa)\.?",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"[\s\u200e]*<[^<>\n]*(?:edited|измен|отредактир|bearbeitet|editad|modifi|bewerkt|edytowan|upraven)[^<>\n]*>\s*\Z",
    re.IGNORECASE,
)
_ADDED = re.compile(r"(?P<name>[^\n]{1,250}?\.[A-Za-z0-9]{1,6}) \((?P<word>[^()\n]{3,40})\)")
_NAMED = re.compile(r"(?:IMG|VID|PTT|AUD|DOC|STK)-\d{8}-WA\d+\.\w+")
_ATTACHED = re.compile(r"(?P<front>[^\n]*?)<[^<>:\n]{3,40}: ?(?P<name>[^<>\n]{1,250})>")
PLACE: Final = re.compile(r"[^\n:]{0,60}:?\s*https?://maps\.google\.com/\?q=(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)\s*")


def said(key: str, language: str, *, value: str = "") -> str:
    return SAID[key][0 if language == "ru" else 1].format(value=value)


def is_omitted(line: str) -> bool:
    """«<Media omitted>» in any language: brackets around little, and a word that means media."""
    return _OMITTED.fullmatch(line) is not None and any(word in line.casefold() for word in _MEDIA)


def is_deleted(text: str) -> bool:
    return _DELETED.fullmatch(text.strip()) is not None


def without_edit(text: str) -> tuple[str, bool]:
    """The text without the remark that it was changed."""
    kept = _EDITED.sub("", text)
    return kept, kept != text


def added_file(line: str, *, marked: bool, there: bool) -> tuple[str, bool] | None:
    """The name in «IMG-20220323-WA0002.jpg (file attached)»; `there`: any such name would be believed."""
    found = _ADDED.fullmatch(line)
    if found is None:
        return None
    certain = marked or _NAMED.fullmatch(found["name"]) is not None
    return (found["name"], certain) if certain or there else None


def attached_file(line: str) -> str | None:
    """The name in «Some file.txt <attached: 00000046-Some file.txt>»."""
    found = _ATTACHED.fullmatch(line)
    return None if found is None else found["name"].strip()
