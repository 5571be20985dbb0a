"""People and bots as the Bot API shows them."""

from __future__ import annotations

from msgspec import UNSET, Struct, UnsetType

from veche.bots.model.bots import Bot, BotCommand
from veche.ground.names import split_name
from veche.identity import ActorCard


class User(Struct, frozen=True, kw_only=True):
    """Somebody who takes part. A person's `username` is not told: here it would be his login."""

    user_id: int
    first_name: str
    last_name: str | UnsetType = UNSET
    username: str | UnsetType = UNSET
    is_bot: bool
    last_activity_time: int
    name: str


class UserWithPhoto(User, frozen=True, kw_only=True):
    """`avatar_url` and `full_avatar_url` are always there, empty where there is no picture."""

    description: str | UnsetType = UNSET
    avatar_url: str
    full_avatar_url: str


class BotInfo(UserWithPhoto, frozen=True, kw_only=True):
    """The bot that asks."""

    commands: list[BotCommand] | UnsetType = UNSET


class ChatMember(UserWithPhoto, frozen=True, kw_only=True):
    """Somebody in a chat; `permissions` is a list for everybody, empty for plain members."""

    last_access_time: int
    is_owner: bool
    is_admin: bool
    join_time: int
    permissions: list[str]
    alias: str | UnsetType = UNSET


class ChatMembers(Struct, frozen=True):
    members: list[ChatMember]
    marker: int | UnsetType = UNSET


class NewCommands(Struct, frozen=True):
    """The body of PATCH /me/commands: all commands; an empty list takes them away."""

    commands: list[BotCommand] | None = None


class Commands(Struct, frozen=True):
    commands: list[BotCommand]


class Simple(Struct, frozen=True):
    """The answer of an action: done, or why not."""

    success: bool
    message: str | UnsetType = UNSET


def names_of(card: ActorCard, *, username: str = "", at: int = 0) -> dict[str, object]:
    """The fields of a User. `at`: when he was last seen doing something that the bot knows of anyway; what trust knows
    about somebody's presence is not told to bots."""
    is_bot = card.kind == "bot"
    first, last = (card.name, "") if is_bot else split_name(card.name)
    fields: dict[str, object] = {
        "user_id": int(card.id),
        "first_name": first,
        "is_bot": is_bot,
        "last_activity_time": at,
        "name": card.name,
    }
    if last:
        fields["last_name"] = last
    if is_bot and username:
        fields["username"] = username
    return fields


def user_of(card: ActorCard, *, username: str = "", at: int = 0) -> User:
    """Somebody in a message or a callback."""
    return User(**names_of(card, username=username, at=at))  # type: ignore[arg-type]


def bot_info(bot: Bot, *, at: int, avatar: str = "") -> BotInfo:
    """GET /me."""
    return BotInfo(
        user_id=bot.id,
        first_name=bot.name,
        username=bot.username,
        is_bot=True,
        last_activity_time=at,
        name=bot.name,
        description=bot.about or UNSET,
        avatar_url=avatar,
        full_avatar_url=avatar,
        commands=list(bot.commands) or UNSET,
    )
