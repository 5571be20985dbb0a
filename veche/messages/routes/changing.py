"""Edit, delete, react, pin."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Command, Done
from veche.messages import wire
from veche.messages.actions.changing import Changer
from veche.messages.routes.common import MESSAGE, PLACE_ERRORS, TEXT_ERRORS


def changing_commands(changer: Changer) -> list[Command[Any, Any]]:
    return [*_words(changer), *_marks(changer)]


def _words(changer: Changer) -> list[Command[Any, Any]]:
    return [
        Command(
            name="edit_message",
            summary="Change the text of one's own message, within two days",
            tag="messages",
            request=wire.EditMessage,
            answer=wire.Message,
            run=changer.edit,
            example=wire.EditMessage(chat=180388626433, seq=42, text="Принял, бригада выезжает к 11:30."),
            answer_example=MESSAGE,
            errors=(
                *PLACE_ERRORS,
                *TEXT_ERRORS,
                "message_not_found",
                "message_not_editable",
                "message_too_old",
                "not_your_message",
                "official_is_kept",
            ),
        ),
        Command(
            name="delete_messages",
            summary="Delete messages for oneself or for everyone",
            tag="messages",
            request=wire.DeleteMessages,
            answer=Done,
            run=changer.delete,
            example=wire.DeleteMessages(chat=180388626433, seqs=[42], for_everyone=True),
            answer_example=Done(),
            errors=(*PLACE_ERRORS, "message_not_found", "official_is_kept"),
        ),
    ]


def _marks(changer: Changer) -> list[Command[Any, Any]]:
    return [
        Command(
            name="react",
            summary="Put an emoji under a message or take it back",
            tag="messages",
            request=wire.React,
            answer=wire.Message,
            run=changer.react,
            example=wire.React(chat=180388626433, seq=42, emoji="👍", on=True),
            answer_example=MESSAGE,
            errors=(
                *PLACE_ERRORS,
                "message_not_found",
                "message_not_editable",
                "not_an_emoji",
                "too_many_reactions",
            ),
        ),
        Command(
            name="pin_message",
            summary="Pin a message in the chat or let it go",
            tag="messages",
            request=wire.PinMessage,
            answer=wire.Message,
            run=changer.pin,
            example=wire.PinMessage(chat=180388626433, seq=42, on=True),
            answer_example=MESSAGE,
            errors=(*PLACE_ERRORS, "message_not_found", "message_not_editable"),
        ),
    ]
