"""A body moves in, wave by wave. The door for the composition root and the command line."""

from veche.rollout.actions import Rollout
from veche.rollout.actions.base import Contact, Contacts, Group, NoContacts
from veche.rollout.actions.over_chats import OverChats
from veche.rollout.actions.telling import may_see_order
from veche.rollout.by_hand import exported, listed, status
from veche.rollout.routes import PREFIX, Files, commands, public_pages
from veche.rollout.store.forgetting import forget_person
from veche.rollout.store.plans import orders_in_use

__all__ = [
    "PREFIX",
    "Contact",
    "Contacts",
    "Files",
    "Group",
    "NoContacts",
    "OverChats",
    "Rollout",
    "commands",
    "exported",
    "forget_person",
    "listed",
    "may_see_order",
    "orders_in_use",
    "public_pages",
    "status",
]
