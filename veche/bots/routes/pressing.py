"""What our own client does with the buttons of bots."""

from __future__ import annotations

from typing import Any

from veche.bots.actions.pressing import Pressing
from veche.bots.wire.pressing import GiveContact, PressButton
from veche.ground.commands import Command, Done


def commands(pressing: Pressing) -> list[Command[Any, Any]]:
    errors = ("chat_not_found", "message_not_found", "button_gone", "bot_is_away")
    return [
        Command(
            name="press_button",
            summary="Press a button under a message of a bot; its answer comes as the event `button_answered`",
            tag="bots",
            request=PressButton,
            answer=Done,
            run=pressing.press,
            example=PressButton(chat=180388626433, seq=42, payload="slot:17", press=1),
            answer_example=Done(),
            errors=(*errors, "too_many_presses"),
        ),
        Command(
            name="give_contact",
            summary="Send one's number to a bot whose button asks for it, signed for that bot",
            tag="bots",
            request=GiveContact,
            answer=Done,
            run=pressing.give_contact,
            example=GiveContact(chat=180388626433, seq=42, cid="5b0c1f2e-4", phone="+7 913 000-00-00"),
            answer_example=Done(),
            errors=(*errors, "phones_unverified", "attachment_contact", "no_right"),
        ),
    ]
