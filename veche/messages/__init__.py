"""Messages: send, edit, delete, react, history, sync. The door for the composition root and domains above."""

from veche.messages.actions.attaching import Attacher
from veche.messages.actions.changing import Changer
from veche.messages.actions.reading import Reader
from veche.messages.actions.sending import Sender
from veche.messages.actions.speaking import Speaker
from veche.messages.delivery import Delivery
from veche.messages.hears import Historian, Presence
from veche.messages.routes import commands, direct_send
from veche.messages.store.log import Log, PostgresLog

__all__ = [
    "Attacher",
    "Changer",
    "Delivery",
    "Historian",
    "Log",
    "PostgresLog",
    "Presence",
    "Reader",
    "Sender",
    "Speaker",
    "commands",
    "direct_send",
]
