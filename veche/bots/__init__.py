"""Bots: programs that are members of chats, and the Bot API they talk through. The door for the composition root and
domains above."""

from veche.bots.actions import OUTBOX_TOPIC, BotGate, Bots, add_by_hand
from veche.bots.actions.wiring import Neighbours, bots_on
from veche.bots.hears import Hearing
from veche.bots.model.bots import Bot
from veche.bots.routes import bot_api, commands
from veche.bots.store.forgetting import forget_person

__all__ = [
    "OUTBOX_TOPIC",
    "Bot",
    "BotGate",
    "Bots",
    "Hearing",
    "Neighbours",
    "add_by_hand",
    "bot_api",
    "bots_on",
    "commands",
    "forget_person",
]
