"""The actions of moving in, and the object that the composition root makes of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from msgspec import Struct

from veche.chats.events import Parted
from veche.ground import jobs
from veche.ground.commands import Asker
from veche.ground.i18n import Texts
from veche.ground.ids import ActorId, ChatId
from veche.ground.up import Ground
from veche.movein import wire
from veche.movein.actions.base import Addresses, FilesOfMessages, Groups, Histories, Media, Needs, card_of
from veche.movein.actions.claiming import Claiming
from veche.movein.actions.importing import Importing
from veche.movein.actions.planning import Planning
from veche.movein.actions.undoing import Undoing
from veche.movein.events import GroupMoved
from veche.movein.store import imports


class MoveIn:
    """Old groups come along. One per process."""

    def __init__(
        self,
        ground: Ground,
        *,
        announce: Callable[[Struct], None],
        groups: Groups,
        histories: Histories,
        media: Media,
        files: FilesOfMessages,
        texts: Texts,
        addresses: Addresses,
        rest: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.needs = needs = Needs(
            db=ground.db,
            ids=ground.ids,
            clock=ground.clock,
            announce=announce,
            groups=groups,
            histories=histories,
            media=media,
            files=files,
            allowed=ground.settings.movein_by,
            folder=ground.settings.data / "movein",
            zone=ground.settings.zone,
            texts=texts,
            addresses=addresses,
            rest=rest,
        )
        self.planning = Planning(needs)
        self.importing = Importing(needs)
        self.undoing = Undoing(needs)
        self.claiming = Claiming(needs)

    def works(self) -> list[jobs.Work[Any]]:
        return [*self.planning.works(), *self.importing.works(), *self.undoing.works()]

    async def get_import(self, asker: Asker, request: wire.AboutImport) -> wire.ImportCard:
        """One, with its plan. Raises: administrators_only, import_not_found."""
        await self.needs.must_bring(asker)
        one = await self.needs.own_import(self.needs.db, asker, request.import_)
        # Decoded for this answer alone: nobody else holds it.
        for chat in one.plan.chats if one.plan else ():
            for loss in chat.losses:
                loss.text = self.needs.texts.say(loss.kind, locale=asker.locale)
        return card_of(one, plan=one.plan)

    async def list_imports(self, asker: Asker, _: wire.Nothing) -> list[wire.ImportCard]:
        """The newest first: one's own; administrators of the installation see all. Raises: administrators_only."""
        needs = self.needs
        await needs.must_bring(asker)
        everything = await needs.is_administrator(needs.db, asker.person)
        return [card_of(one) for one in await imports.newest(needs.db, of=None if everything else asker.person)]

    async def may_move_in(self, asker: Asker, _: wire.Nothing) -> wire.MayMoveIn:
        return wire.MayMoveIn(await self.needs.may_bring(self.needs.db, asker.person))

    async def hear_outbox(self, payload: bytes) -> None:
        """Handler of the outbox topic `movein`: a group has come or gone, whichever process did it."""
        moved = msgspec.json.decode(payload, type=GroupMoved)
        chat, owner = ChatId(moved.chat), ActorId(moved.owner)
        if moved.parted is None:
            await self.needs.groups.tell_opened(chat, owner)
        else:
            parted = [Parted(actor, version) for actor, version in moved.parted]
            self.needs.groups.tell_taken_down(chat, parted, by=owner)


__all__ = ["MoveIn"]
