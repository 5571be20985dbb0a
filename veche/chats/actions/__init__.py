"""The actions of chats, and the object that the composition root makes of them."""

from __future__ import annotations

from typing import Any

from veche.chats.actions.change import Announce, Beside, Desk, Gate, Limits, nothing_beside
from veche.chats.actions.closing import Closing
from veche.chats.actions.departing import Departing
from veche.chats.actions.dissolving import Dissolving
from veche.chats.actions.features import Discussing
from veche.chats.actions.filling import Filler
from veche.chats.actions.keepsakes import Drafts, Folders
from veche.chats.actions.links import Inviting
from veche.chats.actions.members import Managing
from veche.chats.actions.moving import Moving
from veche.chats.actions.opening import Opening
from veche.chats.actions.own import Keeping, ReadMarks
from veche.chats.actions.photos import Photos
from veche.chats.actions.reading import Reading
from veche.chats.actions.sealing import Sealing
from veche.chats.model import PublicRules
from veche.ground import jobs
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.ids import Ids


class Chats:
    """Everything that can be done to chats. One per process."""

    def __init__(
        self,
        *,
        db: Database,
        ids: Ids,
        clock: Clock,
        announce: Announce,
        limits: Limits,
        gate: Gate,
        public: PublicRules | None = None,
        beside: Beside = nothing_beside,
    ) -> None:
        """`public`: what the installation decided about public channels; without it everybody may. `beside`: who
        has something to write down in the transactions of chats."""
        rules = public or PublicRules()
        self.desk = desk = Desk(
            db=db, ids=ids, clock=clock, announce=announce, limits=limits, gate=gate, public=rules, beside=beside
        )
        self.opening = Opening(desk)
        self.managing = Managing(desk)
        self.discussing = Discussing(desk)
        self.inviting = Inviting(desk)
        self.keeping = Keeping(desk)
        self.drafts = Drafts(desk)
        self.folders = Folders(desk)
        self.read_marks = ReadMarks(desk)
        self.reading = Reading(desk)
        self.moving = Moving(desk)
        self.sealing = Sealing(desk)
        self.filler = Filler(desk, self.opening)
        self.departing = Departing(self.managing, self.reading)
        self.dissolving = Dissolving(desk)

    def works(self) -> list[jobs.Work[Any]]:
        """Jobs of chats: those filled by a rule are compared with the directory."""
        return [self.filler.work()]


__all__ = ["Chats", "Closing", "Moving", "Photos"]
