"""Commands: where posts stand."""

from __future__ import annotations

from typing import Any

from veche.directory.actions import Directory
from veche.directory.routes.common import POST, UNIT, change
from veche.directory.wire import MovePostRequest
from veche.directory.wire.standing import PostRequest
from veche.ground.commands import Asker, Command, Done


def commands(directory: Directory) -> list[Command[Any, Any]]:
    placing = directory.placing

    async def move_post(asker: Asker, request: MovePostRequest) -> Done:
        await placing.move(asker, request)
        return Done()

    async def close_post(asker: Asker, request: PostRequest) -> Done:
        await placing.close(asker, request)
        return Done()

    async def reopen_post(asker: Asker, request: PostRequest) -> Done:
        await placing.reopen(asker, request)
        return Done()

    return [
        change(
            "move_post",
            "Put a post into another unit of its organisation, with its holder and its chats.",
            run=move_post,
            example=MovePostRequest(post=POST, unit=UNIT),
            answer=Done(),
            errors=("post_not_found", "post_closed", "unit_not_found", "unit_foreign_organisation"),
        ),
        change(
            "close_post",
            "A post is no more: its holder is dismissed from it, its chats wait or pass to its deputy.",
            run=close_post,
            example=PostRequest(post=POST),
            answer=Done(),
            errors=("post_not_found", "post_closed", "second_administrator_needed"),
        ),
        change(
            "reopen_post",
            "Open a closed post again: it is a vacant one.",
            run=reopen_post,
            example=PostRequest(post=POST),
            answer=Done(),
            errors=("post_not_found", "post_open"),
        ),
    ]
