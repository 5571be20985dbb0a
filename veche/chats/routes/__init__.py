"""Commands of chats: parse → one action → wire."""

from __future__ import annotations

from typing import Any

from veche.chats.actions import Chats
from veche.chats.routes.filling import filling_commands
from veche.chats.routes.keepsakes import keepsake_commands
from veche.chats.routes.links import link_commands
from veche.chats.routes.members import member_commands
from veche.chats.routes.own import own_commands
from veche.chats.routes.photos import photo_commands
from veche.chats.routes.rooms import LastMessages, room_commands
from veche.ground.commands import Command

__all__ = ["LastMessages", "commands", "photo_commands"]


def commands(chats: Chats, *, last_messages: LastMessages) -> list[Command[Any, Any]]:
    """`last_messages` tells, for an actor, the encoded newest message of chats: messages stand above chats in rank."""
    return [
        *room_commands(chats, last_messages),
        *member_commands(chats),
        *link_commands(chats),
        *own_commands(chats),
        *keepsake_commands(chats),
        *filling_commands(chats),
    ]
