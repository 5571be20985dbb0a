"""Commands of messages: parse → one action → wire."""

from __future__ import annotations

from typing import Any

from veche.ground.commands import Command
from veche.messages.actions import Messages
from veche.messages.routes.changing import changing_commands
from veche.messages.routes.polls import poll_commands
from veche.messages.routes.reading import reading_commands
from veche.messages.routes.scheduled import scheduled_commands
from veche.messages.routes.speaking import direct_send, speaking_commands
from veche.messages.routes.topics import topic_commands

__all__ = ["commands", "direct_send"]


def commands(messages: Messages) -> list[Command[Any, Any]]:
    return [
        *speaking_commands(messages.speaker, messages.forwarder),
        *changing_commands(messages.changer),
        *poll_commands(messages.polls),
        *scheduled_commands(messages.scheduler),
        *topic_commands(messages.topics, messages.comments, messages.views),
        *reading_commands(messages.reader),
    ]
