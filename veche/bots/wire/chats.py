"""Chats as the Bot API shows them, and what bots ask about them."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType

from veche.bots.wire.attachments import NewMediaPayload
from veche.bots.wire.people import UserWithPhoto

ChatType = Literal["dialog", "chat", "channel"]


class Image(Struct, frozen=True):
    url: str


class Chat(Struct, frozen=True, kw_only=True):
    """A chat that the bot is in. `link`: of public chats. `pinned_message`: a Message, where the bot may read it.
    `participants`: user → since when he is in it, where one chat was asked for. `messages_count`: where the bot hears;
    lines of the history that say who came count too."""

    chat_id: int
    type: ChatType
    status: Literal["active"] = "active"
    title: str | UnsetType = UNSET
    icon: Image | UnsetType = UNSET
    last_event_time: int
    participants_count: int
    owner_id: int | UnsetType = UNSET
    participants: dict[str, int] | UnsetType = UNSET
    is_public: bool
    link: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    dialog_with_user: UserWithPhoto | UnsetType = UNSET
    messages_count: int | UnsetType = UNSET
    pinned_message: Any | UnsetType = UNSET


class Chats(Struct, frozen=True):
    chats: list[Chat]
    marker: int | UnsetType = UNSET


class ChatPatch(Struct, frozen=True):
    """The body of PATCH /chats/{chatId}. An empty description takes it away.

    `icon`: a picture by its token, as the upload answered it, or by its address."""

    title: str | None = None
    description: str | None = None
    pin: str | None = None
    icon: NewMediaPayload | None = None
    notify: bool | None = None


class SenderAction(Struct, frozen=True):
    """The body of POST /chats/{chatId}/actions."""

    action: str = ""


class NewPin(Struct, frozen=True):
    """The body of PUT /chats/{chatId}/pin."""

    message_id: str
    notify: bool | None = None


class Pinned(Struct, frozen=True):
    """`message` is absent where nothing is pinned."""

    message: Any | UnsetType = UNSET


class NewAdmin(Struct, frozen=True):
    user_id: int
    permissions: list[str] | None = None
    alias: str | None = None


class NewAdmins(Struct, frozen=True):
    """The body of POST /chats/{chatId}/members/admins: the rights replace those of before."""

    admins: list[NewAdmin]
    marker: int | None = None


class NewMembers(Struct, frozen=True):
    """The body of the old POST /chats/{chatId}/members."""

    user_ids: list[int] = []


class FailedUsers(Struct, frozen=True):
    error_code: str
    user_ids: list[int]


class Added(Struct, frozen=True):
    """The answer of the old POST /chats/{chatId}/members."""

    success: bool
    message: str | UnsetType = UNSET
    failed_user_ids: list[int] | UnsetType = UNSET
    failed_user_details: list[FailedUsers] | UnsetType = UNSET


class RemovedMember(Struct, frozen=True):
    """What old clients send in the body of DELETE /chats/{chatId}/members."""

    user_id: int | None = None
    block: bool | None = None


class NewSubscription(Struct, frozen=True):
    """The body of POST /subscriptions."""

    url: str
    update_types: list[str] | None = None
    secret: str | None = None


class Subscription(Struct, frozen=True):
    url: str
    time: int
    update_types: list[str] | UnsetType = UNSET


class Subscriptions(Struct, frozen=True):
    subscriptions: list[Subscription]
