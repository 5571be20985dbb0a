"""Finding messages, chats and people. The door for the composition root."""

from veche.search.report import behind
from veche.search.routes import commands
from veche.search.search import Search

__all__ = ["Search", "behind", "commands"]
