"""What our own client does with the buttons of bots."""

from __future__ import annotations

from typing import Any

from veche.bots.actions.gathering import Gathering
from veche.bots.actions.pressing import Pressing
from veche.bots.wire.pressing import ChatGathered, GiveContact, OpenButtonChat, PressButton
from veche.ground.commands import Command, Done


def commands(pressing: Pressing, gathering: Gathering) -> list[Command[Any, Any]]:
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
        Command(
            name="open_button_chat",
            summary="Come into the chat that a button makes; whoever presses it first makes it",
            tag="bots",
            request=OpenButtonChat,
            answer=ChatGathered,
            run=gathering.open,
            example=OpenButtonChat(chat=180388626433, seq=42, row=0, place=0),
            answer_example=ChatGathered(180388626440),
            errors=(*errors, "official_is_kept", "too_many_chats", "no_right"),
        ),
    ]
