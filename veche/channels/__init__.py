"""The channel desk: applications of institutions, badges, the public queue. The door for the composition root."""

from veche.channels import by_hand
from veche.channels.actions import Channels
from veche.channels.actions.base import may_see_paper
from veche.channels.routes import commands
from veche.channels.store.applications import files_in_use

__all__ = ["Channels", "by_hand", "commands", "files_in_use", "may_see_paper"]
