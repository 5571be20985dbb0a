"""The actions of trust, and the object that the composition root makes of them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from veche.directory.events import ActingChanged, PostHolderChanged
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.ids import Ids
from veche.trust.actions.base import Announce, Contacts, Dialogs, Evidence, Limits, Needs, Witness
from veche.trust.actions.blocking import Blocking
from veche.trust.actions.gate import Gate
from veche.trust.actions.naming import Naming
from veche.trust.actions.privacy import Deciding, There
from veche.trust.actions.reporting import Reporting
from veche.trust.actions.watching import Watching
from veche.trust.events import ActorsParted, PersonThere, PrivacyChanged
from veche.trust.model import Seen

OWN_KEPT: Final = 500


class Trust:
    """Privacy, presence, blocks and reports. One per process."""

    def __init__(
        self,
        gate: Gate,
        *,
        db: Database,
        ids: Ids,
        clock: Clock,
        announce: Announce,
        limits: Limits,
        contacts: Contacts,
        dialogs: Dialogs,
        witness: Witness,
        tell_presence: Callable[[int, Seen], None],
    ) -> None:
        self._announce = announce
        self._own: deque[Struct] = deque(maxlen=OWN_KEPT)
        """What was heard as it was said. It comes round once more, and would undo for a moment what was said since."""
        needs = Needs(
            db=db,
            ids=ids,
            clock=clock,
            announce=self._say,
            limits=limits,
            contacts=contacts,
            dialogs=dialogs,
            witness=witness,
        )
        self.gate = gate
        watching = Watching(tell_presence)
        self.there = There(needs, watching)
        self.deciding = Deciding(needs, gate, self.there)
        self.blocking = Blocking(needs)
        self.reporting = Reporting(needs)
        self.naming = Naming(needs)

    async def start(self) -> None:
        await self.gate.look_again()
        self.there.start()

    async def stop(self) -> None:
        await self.there.stop()

    def hear(self, event: Struct) -> None:
        """What was announced, here or on another process: what is kept in memory follows."""
        if any(event is one for one in self._own):
            while self._own.popleft() is not event:
                pass
        elif isinstance(event, PrivacyChanged):
            self.deciding.heard(event)
        elif isinstance(event, PersonThere):
            self.there.heard(event)
        elif isinstance(event, ActorsParted):
            self.there.parted(event.actor, event.other)
        elif isinstance(event, PostHolderChanged):
            self.there.passed(event.post, event.old)
        elif isinstance(event, ActingChanged):
            self.there.unseeing(event.people)

    def _say(self, event: Struct) -> None:
        if isinstance(event, PrivacyChanged | PersonThere):
            self._own.append(event)
        self._announce(event)


__all__ = ["Evidence", "Gate", "Trust"]
