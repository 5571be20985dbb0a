"""What happened to one's account, for each of one's devices."""

from __future__ import annotations

from veche.ground.commands import Asker
from veche.identity.actions.base import Needs
from veche.identity.store import notices
from veche.identity.wire.safety import DismissNoticesRequest
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
