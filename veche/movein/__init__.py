"""Bringing old groups along from other messengers. The door for the composition root and the command line."""

from veche.movein.actions import MoveIn
from veche.movein.actions.planning import plan_of
from veche.movein.by_hand import bring_along, undo
from veche.movein.events import OUTBOX_TOPIC
from veche.movein.model import ChatPlan, Plan, Reading
from veche.movein.routes import commands
from veche.movein.store.forgetting import forget_person
from veche.movein.store.imports import Import

__all__ = [
    "OUTBOX_TOPIC",
    "ChatPlan",
    "Import",
    "MoveIn",
    "Plan",
    "Reading",
    "bring_along",
    "commands",
    "forget_person",
    "plan_of",
    "undo",
]
