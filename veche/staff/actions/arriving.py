"""A record gets its person when he takes up its post, and his other posts with it."""

from __future__ import annotations

from msgspec import Struct

from veche.ground.db import Connection
from veche.ground.ids import PersonId, PostId
from veche.staff.actions.base import Needs
from veche.staff.actions.doing import appoint
from veche.staff.store import records


class Arriving:
    """Who came in."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def came_in(self, post: PostId, person: PersonId) -> None:
        """Nothing to do for posts that no source tells of."""
        needs = self._needs
        owner = (await records.records_at(needs.db, [post])).get(post)
        if owner is None:
            return
        async with needs.db.transaction() as conn:
            found = await records.lock_record(conn, owner)
            if found is None or found.person == person or found.left_at is not None:
                return
            await records.set_people(conn, {owner: person}, at=needs.clock.now())
            others = {place.post: owner for place in (await records.places_of_records(conn, [owner])).get(owner, ())}
            others.pop(post, None)
            run = _Run(needs, conn)
            # Both jobs stand in the plan that an administrator applied: one invitation is enough for them.
            await appoint(run, others)
        needs.tell(run.events)


class _Run:
    def __init__(self, needs: Needs, conn: Connection) -> None:
        self.needs, self.conn = needs, conn
        self.events: list[Struct] = []
