"""Messages: send, edit, delete, react, history, sync. The door for the composition root and domains above."""

from veche.messages.actions import Hourly, Messages, Programs, Words
from veche.messages.actions.changing import Changer
from veche.messages.actions.reading import Reader
from veche.messages.actions.sending import Sender
from veche.messages.actions.witness import Witness
from veche.messages.delivery import Delivery
from veche.messages.hears import Historian, Presence
from veche.messages.model import Stored
from veche.messages.routes import commands, direct_send
from veche.messages.store.contacts import authors_of, contacts_among
from veche.messages.store.files import files_in_use, may_see_file
from veche.messages.store.forgetting import forget_person
from veche.messages.store.log import Log, PostgresLog
from veche.messages.store.scan import messages_in, messages_reworded
from veche.messages.wire import Message

__all__ = [
    "Changer",
    "Delivery",
    "Historian",
    "Hourly",
    "Log",
    "Message",
    "Messages",
    "PostgresLog",
    "Presence",
    "Programs",
    "Reader",
    "Sender",
    "Stored",
    "Witness",
    "Words",
    "authors_of",
    "commands",
    "contacts_among",
    "direct_send",
    "files_in_use",
    "forget_person",
    "may_see_file",
    "messages_in",
    "messages_reworded",
]
