"""Commands: the card of a post, its deputy, who stands in from when to when."""

from __future__ import annotations

from typing import Any

from veche.directory.actions import Directory
from veche.directory.routes.common import BAD_TEXT, CITY, DEPARTMENT, ORGANISATION, POST, TAG, TITLE, UNIT, change
from veche.directory.wire import standing as wire
from veche.directory.wire.basics import UnitBrief
from veche.ground.commands import Asker, Command, Done
from veche.ground.ids import PostId

AT = 1_795_424_400_000
DEPUTY, SUBSTITUTION = PostId(96_432_153_636_864), 96_432_153_638_912
LINE = wire.PostLine(id=DEPUTY, title="Заместитель начальника отдела", name="Громов Пётр Ильич")
CARD = wire.PostCardAnswer(
    id=POST,
    title=TITLE,
    organisation=ORGANISATION,
    organisation_name=CITY,
    path=[UnitBrief(id=UNIT, name=DEPARTMENT)],
    head=True,
    phone="+7 (8162) 00-00-00",
    holder=wire.PostHolder(name="Соколова Анна Петровна"),
    deputy=LINE,
    acting=[LINE],
    substitutions=[wire.SubstitutionInfo(id=SUBSTITUTION, substitute=LINE, since=AT, until=AT + 86_400_000, now=True)],
)


def commands(directory: Directory) -> list[Command[Any, Any]]:
    return [*_card(directory), *_standing(directory)]


def _card(directory: Directory) -> list[Command[Any, Any]]:
    async def set_post_card(asker: Asker, request: wire.SetPostCardRequest) -> Done:
        await directory.posts.set_card(asker, request)
        return Done()

    return [
        Command(
            name="get_post_card",
            summary="One post: where it stands, who holds it, how it is reached, who stands in.",
            tag=TAG,
            request=wire.PostRequest,
            answer=wire.PostCardAnswer,
            run=directory.standing.card,
            example=wire.PostRequest(post=POST),
            answer_example=CARD,
            errors=("post_not_found", "too_many_requests"),
        ),
        change(
            "set_post_card",
            "Say how a post is reached, and whether it heads its unit.",
            run=set_post_card,
            example=wire.SetPostCardRequest(post=POST, head=True, phone="+7 (8162) 00-00-00"),
            answer=Done(),
            errors=("post_not_found", "post_closed", *BAD_TEXT),
        ),
    ]


def _standing(directory: Directory) -> list[Command[Any, Any]]:
    standing = directory.standing

    async def set_deputy(asker: Asker, request: wire.SetDeputyRequest) -> Done:
        await standing.set_deputy(asker, request)
        return Done()

    async def end_substitution(asker: Asker, request: wire.SubstitutionRequest) -> Done:
        await standing.end(asker, request)
        return Done()

    fits = ("post_not_found", "post_closed", "substitute_is_post", "substitute_elsewhere")
    return [
        change(
            "set_deputy",
            "Say whose holder acts for a post while it is vacant.",
            run=set_deputy,
            example=wire.SetDeputyRequest(post=POST, deputy=DEPUTY),
            answer=Done(),
            errors=fits,
        ),
        change(
            "substitute",
            "Let the holder of another post act for this one from a moment to a moment. It ends by itself.",
            run=standing.substitute,
            example=wire.SubstituteRequest(post=POST, substitute=DEPUTY, since=AT, until=AT + 1_209_600_000),
            answer=wire.Substituted(id=SUBSTITUTION),
            errors=(*fits, "dates_wrong", "substitution_too_long", "substitution_overlaps"),
        ),
        change(
            "end_substitution",
            "End a substitution now, or before it begins.",
            run=end_substitution,
            example=wire.SubstitutionRequest(substitution=SUBSTITUTION),
            answer=Done(),
            errors=("substitution_not_found",),
        ),
    ]
