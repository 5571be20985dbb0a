"""What happened to one's account, for each of one's devices."""

from __future__ import annotations

from datetime import datetime

from veche.ground.clock import to_ms
from veche.ground.commands import Asker
from veche.ground.db import Connection
from veche.ground.ids import PersonId
from veche.identity.actions.base import Needs
from veche.identity.events import Noticed
from veche.identity.store import notices
from veche.identity.wire.safety import DismissNoticesRequest, Notice
from veche.identity.wire.safety import Notices as NoticesAnswer

AT_ONCE = 20


class Notices:
    """Every device puts them aside for itself: somebody who came in must not hide from the owner that he did."""

    def __init__(self, needs: Needs) -> None:
        self._needs = needs

    async def list(self, asker: Asker) -> NoticesAnswer:
        """What this device has not put aside yet, the newest first."""
        found = await notices.unseen(self._needs.db, asker.person, device=asker.device, limit=AT_ONCE)
        return NoticesAnswer(found)

    async def dismiss(self, asker: Asker, request: DismissNoticesRequest) -> None:
        await notices.put_aside(self._needs.db, asker.person, device=asker.device, up_to=request.up_to)


async def tell_person(conn: Connection, person: PersonId, kind: str, *, number: int, at: datetime) -> Noticed:
    """Leave word for a person, in the transaction of whoever has something to tell; announce it after the commit."""
    notice = Notice(id=number, kind=kind, at=to_ms(at))
    await notices.add(conn, notice, person=person, at=at)
    return Noticed(person, notice)
