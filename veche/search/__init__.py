"""Finding messages, chats and people. The door for the composition root."""

from veche.search.actions import Search
from veche.search.actions.reporting import behind
from veche.search.routes import commands

__all__ = ["Search", "behind", "commands"]
