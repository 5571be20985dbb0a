"""SCIM 2.0 and LDAP as sources of the staff directory. The door for the composition root and the command line."""

from veche.sources.actions import Sources
from veche.sources.routes import commands

__all__ = ["Sources", "commands"]
