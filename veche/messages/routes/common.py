"""What the commands of messages share: examples and errors."""

from __future__ import annotations

from veche.messages import wire

MESSAGE = wire.Message(
    chat=180388626433,
    seq=42,
    version=57,
    sender=180388626434,
    at=1795420800000,
    text="Принял, бригада выезжает к 11:15.",
    entities=[wire.Entity(type="bold", offset=0, length=6)],
    reply_to=40,
    reactions=[wire.Reaction("👍", 2, [180388626435])],
)
SENT = wire.MessageSent(chat=180388626433, seq=42, version=57, at=1795420800000)
TEXT_ERRORS = (
    "message_empty",
    "text_too_long",
    "text_control",
    "text_surrogate",
    "entity_outside",
    "entity_url",
    "entity_mention",
    "too_many_entities",
)
ATTACHMENT_ERRORS = (
    "attachments_mixed",
    "attachment_twice",
    "attachment_file",
    "attachment_kind",
    "attachment_contact",
    "attachment_place",
    "attachment_link",
    "poll_question",
    "poll_options",
    "poll_right",
    "poll_end",
    "file_not_found",
    "file_not_ready",
    "sticker_not_found",
    "actor_not_found",
)
SEND_ERRORS = (
    "reply_not_found",
    "cid_reused",
    "topic_not_found",
    "topic_closed",
    "slow_mode",
    "too_many_messages",
    "unavailable",
)
PLACE_ERRORS = ("chat_not_found", "not_your_post", "no_right")
