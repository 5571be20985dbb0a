"""What the commands of the terminal share."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from veche.ground import config

if TYPE_CHECKING:
    from veche.app import Messenger

Result = TypeVar("Result")

DataOption = Annotated[Path | None, typer.Option("--data", help="The data folder. [default: ./data]")]


def user_locale() -> str:
    """Russian where the terminal is Russian."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return "ru" if os.environ[name].lower().startswith("ru") else "en"
    return "en"


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """On the loop that the server runs on."""
    import uvloop

    # Any other handler than the usual one keeps the runner from taking Ctrl-C for itself: that is for the command.
    signal.signal(signal.SIGINT, _interrupted)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


def _interrupted(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


async def with_messenger(data: Path | None, act: Callable[[Messenger], Awaitable[Result]]) -> Result:
    """Do something on the data folder, beside a server that may run on it."""
    from veche.app import Messenger, Site
    from veche.ground.up import open_ground

    async with open_ground(config.load({"data": data}).settings, join_running=True) as ground:
        messenger = Messenger(ground, site=Site())
        try:
            return await act(messenger)
        finally:
            messenger.identity.close()


def quiet() -> None:
    """Commands that answer on the terminal log only what is wrong."""
    from veche.ground import logs

    logs.set_up("warning")
