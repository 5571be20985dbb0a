"""For a day an import can be undone: the group is gone for everybody, with all that was written in it."""

from __future__ import annotations

from typing import Any

from veche import identity, search
from veche.ground import audit, jobs, outbox
from veche.ground.commands import Asker
from veche.ground.errors import Conflict
from veche.ground.ids import PersonId
from veche.movein import wire
from veche.movein.actions.base import Needs, card_of
from veche.movein.actions.importing import tidy
from veche.movein.actions.planning import UNDO, Task
from veche.movein.events import OUTBOX_TOPIC, GroupMoved
from veche.movein.store import imports, placeholders
from veche.movein.store.imports import Import


class Undoing:
    """Takes a group away again."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    def works(self) -> list[jobs.Work[Any]]:
        return [jobs.Work(UNDO, Task, self.work)]

    async def undo_import(self, asker: Asker, request: wire.AboutImport) -> wire.ImportCard:
        """Raises: administrators_only, import_not_found, import_stays."""
        needs = self._needs
        await needs.must_bring(asker)
        one = await needs.own_import(needs.db, asker, request.import_)
        return card_of(await self.begin(one.id, by=asker.person))

    async def begin(self, move: int, *, by: PersonId | None) -> Import:
        """Nobody sees the group from now on; the rest goes by a job. `by` None: the command line.
        Raises: import_not_found, import_stays."""
        needs = self._needs
        async with needs.db.transaction() as conn:
            one = await needs.import_of(conn, move, lock=True)
            late = one.undo_until is not None and one.undo_until < needs.clock.now()
            if one.state in ("undoing", "undone") or late:
                raise Conflict("import_stays")
            if one.chat is not None:
                parted = await needs.groups.take_down(conn, one.chat)
                moved = GroupMoved(one.chat, one.person, [(each.actor, each.version) for each in parted])
                await outbox.put(conn, OUTBOX_TOPIC, moved, key=f"chat:{one.chat}")
            await imports.set_state(conn, move, "undoing")
            await jobs.enqueue(conn, UNDO, Task(move), key=str(move))
            await audit.record(conn, actor=by, act="movein.undone", subject=f"import:{move}")
        return await needs.import_of(needs.db, move)

    async def work(self, task: Task) -> None:
        """Whatever was done already is done for nothing."""
        needs = self._needs
        one = await imports.get(needs.db, task.move)
        if one is None or one.state != "undoing":
            return
        if one.chat is not None:
            while True:
                async with needs.db.transaction() as conn:
                    count, files = await needs.histories.drop_some(conn, one.chat)
                    await needs.files.let_go(conn, files)
                if not count:
                    break
                await needs.rest(0.02)
        await imports.forget_numbers(needs.db, one.id)
        async with needs.db.transaction() as conn:
            if one.chat is not None:
                await search.forget_chat(conn, one.chat)
            await identity.moved.remove(conn, await placeholders.remove_all(conn, one.id))
            await imports.set_state(conn, one.id, "undone")
        await tidy(needs, one)
