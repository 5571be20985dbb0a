"""What messages announce after their commit."""

from __future__ import annotations

from msgspec import Struct

from veche.messages.model import Stored
from veche.messages.wire import Message, MyVote, Reacted, Scheduled, Topic


class MessagesStored(Struct, frozen=True):
    """One commit of new messages, in the order of their seq within each chat."""

    stored: list[Stored]


class MessagesChanged(Struct, frozen=True):
    """Rows of one chat in their new state; their versions follow each other."""

    messages: list[Message]
    reacted: Reacted | None = None


class MessagesHidden(Struct, frozen=True):
    """An actor deleted messages for himself."""

    actor: int
    version: int
    chat: int
    seqs: list[int]


class PollVoted(Struct, frozen=True):
    """An actor voted; for his own devices."""

    actor: int
    chat: int
    seq: int
    vote: MyVote


class TopicChanged(Struct, frozen=True):
    """A topic is new, or is called otherwise, closed, open again."""

    chat: int
    topic: Topic


class ScheduleChanged(Struct, frozen=True):
    """A scheduled message of an actor is new, changed, or could not be sent; without `message` it is gone."""

    actor: int
    chat: int
    id: int
    message: Scheduled | None = None


class SomebodyTypes(Struct, frozen=True):
    """An actor is writing in a chat; kept nowhere."""

    chat: int
    actor: int


MessagesEvent = (
    MessagesStored | MessagesChanged | MessagesHidden | PollVoted | TopicChanged | ScheduleChanged | SomebodyTypes
)
