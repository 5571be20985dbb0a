"""SCIM 2.0 and LDAP as sources of the staff directory. The door for the composition root and the command line."""

from veche.sources.actions import Sources
from veche.sources.actions.lists import NamedList, members_of_list, named_lists
from veche.sources.by_hand import bring_directory, list_tokens, make_token, read_profile, revoke_token, try_out
from veche.sources.routes import commands

__all__ = [
    "NamedList",
    "Sources",
    "bring_directory",
    "commands",
    "list_tokens",
    "make_token",
    "members_of_list",
    "named_lists",
    "read_profile",
    "revoke_token",
    "try_out",
]
