"""Chats that are filled by a rule from the directory."""

from __future__ import annotations

from typing import Any

import msgspec

from veche.chats import wire
from veche.chats.actions import Chats
from veche.chats.routes.common import GROUP, TEXT_ERRORS, given
from veche.chats.wire.filling import CreateFilledChat, Filling, FillingRule
from veche.ground.commands import Asker, Command

ORGANISATION, UNIT = 96_432_153_600_000, 96_432_153_602_048


def filling_commands(chats: Chats) -> list[Command[Any, Any]]:
    async def create_filled_chat(asker: Asker, request: CreateFilledChat) -> wire.ChatAnswer:
        return wire.ChatAnswer(await chats.filler.create(asker, request, as_=given(request.as_)))

    filling = Filling(ORGANISATION, UNIT, below=True, name="Департамент городского хозяйства")
    return [
        Command(
            name="create_filled_chat",
            summary="An official chat whose members are the posts of a unit or organisation, kept right by itself",
            tag="chats",
            request=CreateFilledChat,
            answer=wire.ChatAnswer,
            run=create_filled_chat,
            example=CreateFilledChat(
                title="Департамент", rule=FillingRule(organisation=ORGANISATION, unit=UNIT, below=True)
            ),
            answer_example=wire.ChatAnswer(msgspec.structs.replace(GROUP, filling=filling)),
            errors=(
                "administrators_only",
                "not_your_unit",
                "organisation_not_found",
                "unit_not_found",
                "not_your_post",
                *TEXT_ERRORS,
                "too_many_chats",
            ),
        )
    ]
