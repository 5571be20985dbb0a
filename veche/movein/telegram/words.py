"""Readable lines for what an export can only describe: files, polls, service entries. In Russian and English."""

import json
from typing import Any

from veche.movein.telegram.reading import Raw, number, spans, truth

WORDS: dict[str, tuple[str, str]] = {
    # media
    "photo": ("Фотография", "Photo"),
    "sticker": ("Стикер {sticker_emoji}", "Sticker {sticker_emoji}"),
    "video_message": ("Видеосообщение", "Video message"),
    "voice_message": ("Голосовое сообщение", "Voice message"),
    "animation": ("Анимация", "Animation"),
    "video_file": ("Видео", "Video"),
    "audio_file": ("Аудиозапись {performer} {title}", "Audio {performer} {title}"),
    "file": ("Файл {file_name}", "File {file_name}"),
    "not_exported": ("в выгрузке файла нет", "the file was not exported"),
    "contact": ("Контакт: {value}", "Contact: {value}"),
    "place": ("Место: {value}", "Place: {value}"),
    "live_place": ("Место в реальном времени: {value}", "Live location: {value}"),
    "poll": ("Опрос: {value}", "Poll: {value}"),
    "poll_closed": ("Опрос завершён: {value}", "Poll, closed: {value}"),
    "voters": ("голосов: {value}", "votes: {value}"),
    "todo": ("Список дел: {value}", "To-do list: {value}"),
    "game": ("Игра: {value}", "Game: {value}"),
    "invoice": ("Счёт: {value}", "Invoice: {value}"),
    "giveaway": ("Розыгрыш", "Giveaway"),
    "paid": ("Платная публикация", "Paid post"),
    "forwarded": ("Переслано от: {value}", "Forwarded from: {value}"),
    "via": ("через {value}", "via {value}"),
    "signed": ("Подпись: {value}", "Signed: {value}"),
    "nobody": ("удалённый аккаунт", "deleted account"),
    "narrator": ("выгрузка", "export"),
    "empty": ("Пустое сообщение", "Empty message"),
    "unsupported": (
        "Сообщение такого вида, которого выгрузка не показывает",
        "A message of a kind that the export does not show",
    ),
    "service": ("Служебная запись: {value}", "Service entry: {value}"),
    # service entries
    "create_group": ("создаёт группу «{title}»", "creates the group “{title}”"),
    "create_channel": ("создаёт канал «{title}»", "creates the channel “{title}”"),
    "edit_group_title": ("меняет название на «{title}»", "changes the title to “{title}”"),
    "edit_group_photo": ("меняет фотографию чата", "changes the chat's photo"),
    "delete_group_photo": ("убирает фотографию чата", "removes the chat's photo"),
    "invite_members": ("приглашает: {members}", "invites: {members}"),
    "remove_members": ("исключает: {members}", "removes: {members}"),
    "join_group_by_link": ("входит по ссылке", "joins by link"),
    "join_group_by_request": ("входит по заявке", "joins by request"),
    "migrate_to_supergroup": ("группа становится супергруппой", "the group becomes a supergroup"),
    "migrate_from_group": ("перенесено из группы «{title}»", "moved from the group “{title}”"),
    "set_messages_ttl": ("включает автоудаление: {period} с", "sets messages to disappear after {period} s"),
    "edit_chat_theme": ("меняет оформление {emoticon}", "changes the theme {emoticon}"),
    "clear_history": ("очищает историю", "clears the history"),
    "pin_message": ("закрепляет сообщение", "pins a message"),
    "score_in_game": ("набирает в игре {score}", "scores {score} in the game"),
    "todo_completions": ("отмечает дела", "marks tasks"),
    "todo_append_tasks": ("дополняет список дел", "adds tasks to the list"),
    "topic_created": ("открывает тему «{title}»", "opens the topic “{title}”"),
    "topic_edit": ("меняет тему на «{new_title}»", "changes the topic to “{new_title}”"),
    "phone_call": ("звонок, {duration_seconds} с", "a call, {duration_seconds} s"),
    "conference_call": ("групповой звонок, {duration_seconds} с", "a group call, {duration_seconds} s"),
    "group_call": ("групповой звонок, {duration} с", "a group call, {duration} s"),
    "group_call_scheduled": ("назначает групповой звонок", "schedules a group call"),
    "invite_to_group_call": ("зовёт на звонок: {members}", "invites to the call: {members}"),
    "joined_telegram": ("теперь в сети", "has joined"),
    "take_screenshot": ("делает снимок экрана", "takes a screenshot"),
    "send_payment": ("платит {amount} {currency}", "pays {amount} {currency}"),
}

CALLS = frozenset({"phone_call", "conference_call", "group_call"})
NOT_EXPORTED = ("(File ", "(Photo ")


def word(key: str, language: str, **holes: Any) -> str:
    """A phrase with its holes filled; what the entry does not say stays out."""
    text = WORDS[key][0 if language == "ru" else 1]
    filled = text.format_map(_Holes(holes))
    return " ".join(filled.replace("«»", "").replace("“”", "").split()).rstrip(":, ")


class _Holes(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def service_line(raw: Raw, language: str) -> str:
    """What a service entry says. An action that nobody knows yet is named, not refused."""
    action = str(raw.get("action") or "")
    if action not in WORDS:
        return word("service", language, value=action or str(raw.get("information_text") or ""))
    nobody = word("nobody", language)
    members = ", ".join(str(one or nobody) for one in raw.get("members") or [])
    holes = {name: value for name, value in raw.items() if isinstance(value, str | int | float)}
    if "duration_seconds" not in holes and "duration" not in holes and action in CALLS:
        return word(action, language).split(",")[0]
    return word(action, language, **{**holes, "members": members})


def media_line(raw: Raw, language: str) -> str:
    """What an entry carries besides its text, in one line."""
    return "; ".join(" ".join(one.split()) for one in media_lines(raw, language))


def media_lines(raw: Raw, language: str) -> list[str]:
    """What an entry carries besides its text."""
    lines = [line for line in (_file(raw, language), _place(raw, language), _poll(raw, language)) if line]
    contact = raw.get("contact_information")
    if isinstance(contact, dict):
        # The number belongs to somebody who is not in this chat: the name is enough here.
        name = " ".join(str(contact.get(part) or "") for part in ("first_name", "last_name")).strip()
        lines.append(word("contact", language, value=name))
    todo = raw.get("todo_list")
    if isinstance(todo, dict):
        items = "\n".join(f"• {plain(one.get('text'))}" for one in todo.get("answers") or [])
        lines.append(word("todo", language, value=plain(todo.get("title"))) + (f"\n{items}" if items else ""))
    if raw.get("game_title"):
        lines.append(word("game", language, value=raw["game_title"]))
    if raw.get("invoice_information"):
        lines.append(word("invoice", language, value=_invoice(raw["invoice_information"])))
    if raw.get("giveaway_information") or raw.get("giveaway_results"):
        lines.append(word("giveaway", language))
    if raw.get("paid_stars_amount"):
        lines.append(word("paid", language))
    return lines


def plain(value: object) -> str:
    """A text of either form as one string."""
    return "".join(span.text for span in spans(value))


def _file(raw: Raw, language: str) -> str:
    path = raw.get("photo") or raw.get("file")
    if not path:
        return ""
    kind = "photo" if raw.get("photo") else str(raw.get("media_type") or "file")
    facts = []
    if raw.get("width") and raw.get("height"):
        facts.append(f"{raw['width']}×{raw['height']}")
    if raw.get("duration_seconds"):
        seconds = number(raw["duration_seconds"]) or 0
        facts.append(f"{seconds // 60}:{seconds % 60:02d}")
    if str(path).startswith(NOT_EXPORTED):
        facts.append(word("not_exported", language))
    known = {name: value for name, value in raw.items() if isinstance(value, str)}
    if kind == "file":
        known.setdefault("file_name", "" if str(path).startswith("(") else str(path).rsplit("/", 1)[-1])
    return ", ".join([word(kind if kind in WORDS else "file", language, **known), *facts])


def _place(raw: Raw, language: str) -> str:
    if "location_information" not in raw and not raw.get("place_name"):
        return ""
    place = raw.get("location_information") or {}
    where = [str(raw[name]) for name in ("place_name", "address") if raw.get(name)]
    if "latitude" in place:
        where.append(f"{place['latitude']}, {place.get('longitude')}")
    key = "live_place" if raw.get("live_location_period_seconds") else "place"
    return word(key, language, value=", ".join(where))


def _poll(raw: Raw, language: str) -> str:
    poll = raw.get("poll")
    if not isinstance(poll, dict):
        return ""
    head = word("poll_closed" if truth(poll.get("closed")) else "poll", language, value=plain(poll.get("question")))
    answers = [f"• {plain(one.get('text'))}: {number(one.get('voters')) or 0}" for one in poll.get("answers") or []]
    total = word("voters", language, value=number(poll.get("total_voters")) or 0)
    return "\n".join([head, *answers, total])


def _invoice(value: object) -> str:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return str(value)
    return str(value.get("title") or "") if isinstance(value, dict) else ""


def before_text(raw: Raw, language: str) -> list[str]:
    """Lines that stand above the text of a message."""
    lines = []
    if "forwarded_from" in raw:
        lines.append(word("forwarded", language, value=raw["forwarded_from"] or word("nobody", language)))
    if raw.get("via_bot"):
        lines.append(word("via", language, value=raw["via_bot"]))
    return lines
