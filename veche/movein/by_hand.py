"""`veche import …`: moving in from the command line, beside a server that runs or does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from veche import identity
from veche.ground.errors import NotFound, Refused
from veche.movein.actions.planning import Task
from veche.movein.model import Reading
from veche.movein.store.imports import Import

if TYPE_CHECKING:
    from veche.movein.actions import MoveIn

STEP_SECONDS = 0.5


class Checks(Protocol):
    """Media, as far as uploads are checked in this process."""

    async def lend_a_hand(self) -> None: ...
    async def stop(self) -> None: ...


async def bring_along(
    movein: MoveIn,
    path: Path,
    *,
    checks: Checks,
    chat: str,
    title: str,
    owner: str,
    reading: Reading,
    allow_cut: bool,
    say: Callable[[Import], None],
) -> Import:
    """All of it; `say` hears how far it is. Raises: person_not_found, administrators_only, and as an import."""
    needs = movein.needs
    found = await (identity.person_called(needs.db, owner) if owner else identity.first_administrator(needs.db))
    if found is None:
        raise NotFound("person_not_found")
    if not await needs.may_bring(needs.db, found.id):
        raise Refused("administrators_only")
    one = await movein.planning.begin_here(found.id, path, reading=reading, chat=chat, title=title, allow_cut=allow_cut)
    say(one)
    await checks.lend_a_hand()
    try:
        while one.state in ("waiting", "working"):
            one = await movein.importing.run(one.id, seconds=STEP_SECONDS)
            say(one)
    finally:
        await checks.stop()
    return one


async def undo(movein: MoveIn, number: int) -> Import:
    """All of it, at once. Raises: import_not_found, import_stays."""
    await movein.undoing.begin(number, by=None)
    await movein.undoing.work(Task(number))
    return await movein.needs.import_of(movein.needs.db, number)
