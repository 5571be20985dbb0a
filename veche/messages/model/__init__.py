"""Messages as data: drafts, what became of them, and the rules that need no database."""

from veche.ground.emoji import is_emoji
from veche.messages.model.drafts import Draft, Stored, client_key
from veche.messages.model.links import first_link
from veche.messages.model.rules import (
    EDIT_DAYS,
    REACTION_KINDS,
    REACTIONS_OF_ONE,
    may_change,
)
from veche.messages.model.words import ENTITY_LIMIT, TEXT_LIMIT, check_entities, clean_message

__all__ = [
    "EDIT_DAYS",
    "ENTITY_LIMIT",
    "REACTIONS_OF_ONE",
    "REACTION_KINDS",
    "TEXT_LIMIT",
    "Draft",
    "Stored",
    "check_entities",
    "clean_message",
    "client_key",
    "first_link",
    "is_emoji",
    "may_change",
]
