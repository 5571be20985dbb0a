"""Finding messages, chats and people. The door for the composition root."""

from veche.search.actions import Search
from veche.search.actions.reporting import behind
from veche.search.routes import commands
from veche.search.store.parts import forget_chat

__all__ = ["Search", "behind", "commands", "forget_chat"]
