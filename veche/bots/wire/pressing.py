"""Buttons, as our own client presses them and as bots hear of it."""

from __future__ import annotations

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from veche.bots.wire.chats import Chat
from veche.bots.wire.messages import Message
from veche.bots.wire.people import User
from veche.bots.wire.updates import Update

Id = Annotated[int, Meta(ge=1, le=(1 << 53) - 1)]
AS = {"as_": "as"}


class PressButton(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    """A button under a message of a bot. `press`: any number; the event `button_answered` names it."""

    chat: Id
    seq: Id
    payload: Annotated[str, Meta(max_length=1024)]
    press: Id
    as_: Id | None = None


class GiveContact(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    """One's number, for a bot whose button asks for it. Veche knows no numbers: it is the one that is written here."""

    chat: Id
    seq: Id
    cid: Annotated[str, Meta(min_length=1, max_length=64)]
    phone: Annotated[str, Meta(max_length=32)]
    as_: Id | None = None


class OpenButtonChat(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    """A button that makes a chat, by its place on the keyboard."""

    chat: Id
    seq: Id
    row: Annotated[int, Meta(ge=0, le=29)]
    place: Annotated[int, Meta(ge=0, le=6)]
    as_: Id | None = None


class ChatGathered(Struct):
    """The chat of the button; the asker is in it."""

    chat: int


class ButtonAnsweredEvent(Struct, tag_field="ev", tag="button_answered", omit_defaults=True):
    """The bot has answered a press. `text`: a short notice for whoever pressed."""

    chat: int
    seq: int
    press: int
    text: str = ""


EVENTS: tuple[type[Struct], ...] = (ButtonAnsweredEvent,)


# -- as bots hear of it


class Callback(Struct):
    """Who pressed what. `callback_id` goes into the answer."""

    timestamp: int
    callback_id: str
    payload: str
    user: User


class MessageChatCreated(Update, frozen=True, kw_only=True):
    """The update `message_chat_created`: a button has made its chat."""

    chat: Chat
    message_id: str
    start_payload: str | UnsetType = UNSET


class MessageCallback(Update, frozen=True, kw_only=True):
    """The update `message_callback`. `user_locale`: in dialogs only."""

    callback: Callback
    message: Message
    user_locale: str | UnsetType = UNSET
