"""Organisations, units, posts and who holds them. The door for domains above."""

from veche.directory.actions import Directory, PostKeeper, may_act_as
from veche.directory.routes import commands
from veche.directory.store import colleagues_among, holders_of, organisations_of, places_of, posts_held_by, posts_of

__all__ = [
    "Directory",
    "PostKeeper",
    "colleagues_among",
    "commands",
    "holders_of",
    "may_act_as",
    "organisations_of",
    "places_of",
    "posts_held_by",
    "posts_of",
]
