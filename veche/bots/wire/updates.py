"""Updates as bots are told them. Absent keys are left out."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType

from veche.bots.wire.people import UserWithPhoto


class Updates(Struct, frozen=True):
    """The answer of GET /updates. `marker`: the number of the next update; passing it confirms these."""

    updates: list[msgspec.Raw]
    marker: int


class Update(Struct, frozen=True, kw_only=True):
    """What every update has."""

    update_type: str
    timestamp: int


class MessageUpdate(Update, frozen=True, kw_only=True):
    """message_created, message_edited, comment_created, comment_edited. `message`: a Message.

    `user_locale`: in dialogs only."""

    message: Any
    user_locale: str | UnsetType = UNSET


class MessageRemoved(Update, frozen=True, kw_only=True):
    """message_removed, comment_removed. `user_id`: whose message it was; `post_id`: what the comment stood under."""

    message_id: str
    chat_id: int
    user_id: int
    post_id: str | UnsetType = UNSET


class AboutBot(Update, frozen=True, kw_only=True):
    """bot_added, bot_removed: `user` did it."""

    chat_id: int
    user: UserWithPhoto
    user_id: int
    is_channel: bool


class AboutDialog(Update, frozen=True, kw_only=True):
    """bot_started, bot_stopped, dialog_muted, dialog_unmuted, dialog_removed: `user` is the other side."""

    chat_id: int
    user: UserWithPhoto
    user_id: int
    payload: str | UnsetType = UNSET
    muted_until: int | UnsetType = UNSET
    user_locale: str | UnsetType = UNSET


class UserAdded(Update, frozen=True, kw_only=True):
    """`user` came; `inviter_id` is absent when he came by a link."""

    chat_id: int
    user: UserWithPhoto
    user_id: int
    inviter_id: int | UnsetType = UNSET
    is_channel: bool


class UserRemoved(Update, frozen=True, kw_only=True):
    """`user` is out; `admin_id` is absent when he left by himself."""

    chat_id: int
    user: UserWithPhoto
    user_id: int
    admin_id: int | UnsetType = UNSET
    is_channel: bool


class TitleChanged(Update, frozen=True, kw_only=True):
    chat_id: int
    user: UserWithPhoto
    user_id: int
    title: str


class PermissionsChanged(Update, frozen=True, kw_only=True):
    """The bot's own rights in a chat are others; `user_id` changed them."""

    bot_id: int
    chat_id: int
    user_id: int
    is_admin: bool
    is_channel: bool
    permissions: list[str] | UnsetType = UNSET


SHAPES: tuple[type[Update], ...] = (
    MessageUpdate,
    MessageRemoved,
    AboutBot,
    AboutDialog,
    UserAdded,
    UserRemoved,
    TitleChanged,
    PermissionsChanged,
)
