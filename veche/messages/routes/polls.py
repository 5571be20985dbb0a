"""Commands of polls."""

from __future__ import annotations

from typing import Any

import msgspec

from veche.ground.commands import Command
from veche.messages import wire
from veche.messages.actions.polls import Polls
from veche.messages.routes.common import MESSAGE, PLACE_ERRORS

_POLL = wire.Poll("Когда субботник?", [wire.PollOption("В субботу", 3), wire.PollOption("В воскресенье", 1)], total=4)
_MESSAGE = msgspec.structs.replace(MESSAGE, text="", entities=[], attachments=[wire.Attachment("poll", poll=_POLL)])


def poll_commands(polls: Polls) -> list[Command[Any, Any]]:
    return [
        Command(
            name="vote",
            summary="Choose in a poll, choose otherwise, or take the vote back",
            tag="messages",
            request=wire.Vote,
            answer=wire.Voted,
            run=polls.vote,
            example=wire.Vote(chat=180388626433, seq=42, options=[0]),
            answer_example=wire.Voted(_MESSAGE, wire.MyVote([0])),
            errors=(
                *PLACE_ERRORS,
                "message_not_found",
                "not_a_poll",
                "poll_closed",
                "poll_no_option",
                "poll_one_answer",
                "vote_is_final",
            ),
        ),
        Command(
            name="close_poll",
            summary="End a poll: by who asked, or by those who may delete what others say",
            tag="messages",
            request=wire.ClosePoll,
            answer=wire.Message,
            run=polls.close,
            example=wire.ClosePoll(chat=180388626433, seq=42),
            answer_example=_MESSAGE,
            errors=(*PLACE_ERRORS, "message_not_found", "not_a_poll"),
        ),
        Command(
            name="list_voters",
            summary="Who chose an option of an open poll; in a channel only for those who manage its members",
            tag="messages",
            request=wire.ListVoters,
            answer=wire.Voters,
            run=polls.voters,
            example=wire.ListVoters(chat=180388626433, seq=42, option=0),
            answer_example=wire.Voters([wire.Voter(180388626435, 1795420860000)]),
            errors=("chat_not_found", "message_not_found", "not_a_poll", "poll_is_anonymous", "no_right"),
        ),
    ]
