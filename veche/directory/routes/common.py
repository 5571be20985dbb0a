"""What the commands of the directory share, with the people of their examples."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from veche.ground.commands import Command
from veche.ground.ids import OrganisationId, PersonId, PostId, UnitId

TAG = "directory"
ORGANISATION, UNIT = OrganisationId(96_432_153_600_000), UnitId(96_432_153_602_048)
POST, PERSON = PostId(96_432_153_610_240), PersonId(96_432_153_608_192)
CITY, DEPARTMENT, TITLE = "Администрация города", "Отдел благоустройства", "Начальник отдела"
BAD_TEXT = ("text_control", "text_surrogate", "text_too_long")
BAD_NAME = ("name_empty", "name_bidi", *BAD_TEXT)


def change(
    name: str, summary: str, *, run: Any, example: Struct, answer: Struct, errors: tuple[str, ...]
) -> Command[Any, Any]:
    """A command that changes the directory: for those who administer the part that it is about."""
    return Command(
        name=name,
        summary=f"{summary} For those who administer it.",
        tag=TAG,
        request=type(example),
        answer=type(answer),
        run=run,
        example=example,
        answer_example=answer,
        errors=("administrators_only", "not_your_unit", *errors),
    )
