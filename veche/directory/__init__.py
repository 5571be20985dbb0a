"""Organisations, units, posts and who holds them. The door for domains above."""

from veche.directory.actions import Directory, PostKeeper, may_act_as
from veche.directory.routes import commands
from veche.directory.store import holders_of, posts_of

__all__ = ["Directory", "PostKeeper", "commands", "holders_of", "may_act_as", "posts_of"]
