"""Requests and answers about polls."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from veche.messages.wire.basics import AS, Id
from veche.messages.wire.shapes import Message, MyVote

Option = Annotated[int, Meta(ge=0, le=19)]


class Vote(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    """`options`: numbers of what one chooses, from 0; none takes the vote back."""

    chat: Id
    seq: Id
    options: Annotated[list[Option], Meta(max_length=20)]
    as_: Id | None = None


class Voted(Struct, omit_defaults=True):
    """The message with the new counts, and one's own vote."""

    message: Message
    vote: MyVote


class ClosePoll(Struct, forbid_unknown_fields=True, kw_only=True, rename=AS):
    chat: Id
    seq: Id
    as_: Id | None = None


class ListVoters(Struct, forbid_unknown_fields=True, kw_only=True):
    chat: Id
    seq: Id
    option: Option


class Voter(Struct):
    actor: int
    at: int


class Voters(Struct):
    """The newest 200 who chose the option."""

    voters: list[Voter]
