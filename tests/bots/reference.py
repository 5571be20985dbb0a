"""What the reference requires of every object, written down apart from our own types: key → is it required?

`checked_message` and its neighbours look at what was emitted: no null anywhere, nothing missing, nothing unknown.
"""

from __future__ import annotations

from tests.bots.talk import without_nulls
from tests.support.live import Json

USER = {
    **dict.fromkeys(("user_id", "first_name", "is_bot", "last_activity_time", "name"), True),
    **dict.fromkeys(("last_name", "username"), False),
}
USER_WITH_PHOTO = {**USER, "avatar_url": True, "full_avatar_url": True, "description": False}
MEMBER = {
    **USER_WITH_PHOTO,
    **dict.fromkeys(("last_access_time", "is_owner", "is_admin", "join_time", "permissions"), True),
    "alias": False,
}
CHAT = {
    **dict.fromkeys(("chat_id", "type", "status", "last_event_time", "participants_count", "is_public"), True),
    **dict.fromkeys(("title", "icon", "owner_id", "participants", "link", "description", "dialog_with_user"), False),
    **dict.fromkeys(("messages_count", "pinned_message"), False),
}
MESSAGE = {
    **dict.fromkeys(("recipient", "timestamp", "body"), True),
    **dict.fromkeys(("sender", "link", "stat", "url"), False),
}
RECIPIENT = {"chat_id": True, "chat_type": True, "user_id": False, "post_id": False}
BODY = {"mid": True, "seq": True, "text": True, "attachments": False, "markup": False}
LINK = {"type": True, "message": True, "sender": False, "chat_id": False}
MARKUP = {"type": True, "from": True, "length": True, "url": False, "user_link": False, "user_id": False}
_MEDIA = {"url": True, "token": True}
ATTACHMENTS: dict[str, tuple[dict[str, bool], dict[str, bool] | None]] = {
    "image": ({}, {"photo_id": True, **_MEDIA}),
    "video": (dict.fromkeys(("thumbnail", "width", "height", "duration"), False), _MEDIA),
    "audio": ({"transcription": False}, _MEDIA),
    "file": ({"filename": True, "size": True}, _MEDIA),
    "sticker": ({"width": True, "height": True}, {"url": True, "code": True}),
    "contact": ({}, dict.fromkeys(("vcf_info", "hash", "max_info"), False)),
    "location": ({"latitude": True, "longitude": True}, None),
    "share": (dict.fromkeys(("title", "description", "image_url"), False), {"url": False, "token": False}),
    "inline_keyboard": ({}, {"buttons": True}),
}
BUTTONS = {
    "callback": {"payload": True, "intent": False},
    "link": {"url": True},
    "request_contact": {},
    "request_geo_location": {"quick": False},
    "open_app": {"web_app": False, "contact_id": False, "payload": False},
    "message": {},
    "clipboard": {"payload": True},
    "chat": {"chat_title": True, "chat_description": False, "start_payload": False, "uuid": False},
}
_ABOUT_CHAT = {"chat_id": True, "user": True, "user_id": False}
_ABOUT_DIALOG = {**_ABOUT_CHAT, "user_locale": False}
UPDATES = {
    "message_created": {"message": True, "user_locale": False},
    "message_edited": {"message": True, "user_locale": False},
    "message_callback": {"callback": True, "message": False, "user_locale": False},
    "message_removed": {"message_id": True, "chat_id": True, "user_id": True, "post_id": False},
    "bot_added": {**_ABOUT_CHAT, "is_channel": True},
    "bot_removed": {**_ABOUT_CHAT, "is_channel": True},
    "bot_started": {**_ABOUT_DIALOG, "payload": False},
    "bot_stopped": _ABOUT_DIALOG,
    "user_added": {**_ABOUT_CHAT, "inviter_id": False, "is_channel": True},
    "user_removed": {**_ABOUT_CHAT, "admin_id": False, "is_channel": True},
    "chat_title_changed": {**_ABOUT_CHAT, "title": True},
    "dialog_muted": {**_ABOUT_DIALOG, "muted_until": True},
    "dialog_unmuted": _ABOUT_DIALOG,
    "comment_created": {"message": True},
    "comment_edited": {"message": True},
    "comment_removed": {"message_id": True, "chat_id": True, "user_id": True, "post_id": False},
    "bot_admin_permissions_changed": {
        **dict.fromkeys(("bot_id", "chat_id", "user_id", "is_admin", "is_channel"), True),
        "permissions": False,
    },
    "message_chat_created": {"chat": True, "message_id": True, "start_payload": False},
}


def has(shape: dict[str, bool], value: Json, what: str) -> None:
    """Every required key, and no other than the known ones."""
    missing = {key for key, required in shape.items() if required} - value.keys()
    assert not missing, f"{what} without {missing}"
    assert value.keys() <= shape.keys(), f"{what} with {value.keys() - shape.keys()}"


def checked_user(value: Json, shape: dict[str, bool] = USER) -> None:
    has(shape, value, "user")
    assert isinstance(value["first_name"], str)
    assert isinstance(value["name"], str)
    assert not (value["is_bot"] and "last_name" in value)


def checked_member(value: Json) -> None:
    without_nulls(value)
    checked_user(value, MEMBER)
    assert isinstance(value["permissions"], list)


def checked_message(value: Json) -> None:
    without_nulls(value)
    has(MESSAGE, value, "message")
    has(RECIPIENT, value["recipient"], "recipient")
    assert value["recipient"]["chat_type"] in ("dialog", "chat", "channel")
    checked_body(value["body"])
    if "sender" in value:
        checked_user(value["sender"])
    if "stat" in value:
        has({"views": True}, value["stat"], "stat")
    if "link" in value:
        has(LINK, value["link"], "link")
        assert value["link"]["type"] in ("forward", "reply")
        checked_body(value["link"]["message"])
        if "sender" in value["link"]:
            checked_user(value["link"]["sender"])


def checked_body(value: Json) -> None:
    has(BODY, value, "body")
    assert isinstance(value["text"], str)
    for one in value.get("markup", ()):
        has(MARKUP, one, "markup")
    for one in value.get("attachments", ()):
        beside, payload = ATTACHMENTS[one["type"]]
        wanted = {"type": True, **beside, **({} if payload is None else {"payload": True})}
        has(wanted, one, one["type"])
        if payload is not None:
            has(payload, one["payload"], f"payload of {one['type']}")
        if "thumbnail" in one:
            has({"url": True}, one["thumbnail"], "thumbnail")
        if "max_info" in one.get("payload", {}):
            checked_user(one["payload"]["max_info"])
        for row in one.get("payload", {}).get("buttons", ()):
            for button in row:
                has({"type": True, "text": True, **BUTTONS[button["type"]]}, button, f"button {button['type']}")


def checked_chat(value: Json) -> None:
    without_nulls(value)
    has(CHAT, value, "chat")
    assert value["type"] in ("dialog", "chat", "channel")
    if "icon" in value:
        has({"url": True}, value["icon"], "icon")
    if "dialog_with_user" in value:
        checked_user(value["dialog_with_user"], USER_WITH_PHOTO)
    if "pinned_message" in value:
        checked_message(value["pinned_message"])


def checked_update(value: Json) -> None:
    without_nulls(value)
    kind = value["update_type"]
    has({"update_type": True, "timestamp": True, **UPDATES[kind]}, value, kind)
    if "user" in value:
        checked_user(value["user"], USER_WITH_PHOTO)
    if "message" in value:
        checked_message(value["message"])
    if "chat" in value:
        checked_chat(value["chat"])
    if "callback" in value:
        required = ("timestamp", "callback_id", "payload", "user")
        has(dict.fromkeys(required, True), value["callback"], "callback")
        checked_user(value["callback"]["user"])
