"""Bots: programs that are members of chats, and the Bot API they talk through. The door for the composition root and
domains above."""

from veche.bots.actions import OUTBOX_TOPIC, BotGate, Bots, Needs, Rules, Seal, TalkNeeds, add_by_hand, rules_of
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
    "Needs",
    "Rules",
    "Seal",
    "TalkNeeds",
    "add_by_hand",
    "bot_api",
    "commands",
    "forget_person",
    "rules_of",
]
