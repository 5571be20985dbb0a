"""Chats that are filled by a rule from the directory, and kept right when it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
from msgspec import Struct

from veche import directory
from veche.chats.actions.change import Change, Desk, insist, membership_changed
from veche.chats.actions.features import leave_companion
from veche.chats.actions.opening import Opening
from veche.chats.events import ChatChanged, MemberJoined, MemberLeft
from veche.chats.model import Role, is_quiet
from veche.chats.store import filling as store
from veche.chats.store import members, rooms
from veche.chats.store.cards import cards_for, chats_cards
from veche.chats.store.heads import lock_heads
from veche.chats.wire import Chat
from veche.chats.wire.filling import CreateFilledChat, Filling
from veche.ground import audit, jobs
from veche.ground.commands import Asker
from veche.ground.db import Connection, Queries
from veche.ground.errors import NotFound
from veche.ground.ids import ActorId, ChatId, OrganisationId, UnitId
from veche.identity import bump_actor_space

WORK = "chats.fill"
AT_ONCE = 500
"""Members of one transaction: a chat of ten thousand is filled in twenty, and is open to others between them."""


class Look(Struct, frozen=True):
    """The payload of a job: compare all filled chats with the directory."""


class Filler:
    """Makes such chats, and puts in and out whom the rule says. What it does depends on how the directory is, not on
    what changed: it may run twice, late, or for several changes at once."""

    def __init__(self, desk: Desk, opening: Opening) -> None:
        self._desk = desk
        self._opening = opening
        self.wake_jobs: Callable[[], None] = lambda: None

    def work(self) -> jobs.Work[Look]:
        return jobs.Work(WORK, Look, self.run)

    async def hear_structure(self, _: bytes) -> None:
        """Handler of the outbox topic of the directory: one look for any number of changes."""
        await jobs.enqueue(self._desk.db, WORK, Look(), key="all")
        self.wake_jobs()

    async def create(self, asker: Asker, request: CreateFilledChat, *, as_: int | None) -> Chat:
        """An official chat whose members come by the rule; who makes it owns it, and may add others by hand.

        Raises: administrators_only, not_your_unit, organisation_not_found, not_your_post, and about the texts."""
        rule = request.rule
        organisation = OrganisationId(rule.organisation)
        unit = None if rule.unit is None else UnitId(rule.unit)
        db = self._desk.db
        insist(await directory.may_administer(db, asker.person, organisation=organisation, unit=unit))
        name = await directory.many.place_called(db, organisation, unit)
        if name is None:
            raise NotFound("organisation_not_found" if unit is None else "unit_not_found")
        filling = Filling(organisation, unit, rule.below or unit is None, rule.heads, name)

        async def furnish(conn: Connection, chat: ChatId) -> None:
            await store.set_filling(conn, chat, filling)
            await jobs.enqueue(conn, WORK, Look(), key="all")
            await audit.record(
                conn,
                actor=asker.person,
                act="chats.create_filled",
                subject=f"chat:{chat}",
                details={"organisation": organisation, "unit": unit, "below": filling.below, "heads": rule.heads},
            )

        card = await self._opening.create(
            asker,
            request.kind,
            title=request.title,
            about=request.about,
            others=[],
            mode="official",
            as_=as_,
            furnish=furnish,
        )
        self.wake_jobs()
        return card

    async def of_units(self, db: Queries, organisation: OrganisationId) -> dict[UnitId, ChatId]:
        """The group of each unit that is filled by a rule with everybody in it."""
        return await store.chats_of_units(db, organisation)

    async def run(self, _: Look) -> None:
        for chat in await store.filled_chats(self._desk.db):
            await self.fill(chat)

    async def fill(self, chat: ChatId) -> None:
        """Put in who is missing and put out whom the rule covers no more. Whoever was added by hand stays as he is."""
        db = self._desk.db
        found = await store.filling_of(db, chat)
        if found is None:
            return
        rule = found.rule
        organisation = OrganisationId(rule.organisation)
        unit = None if rule.unit is None else UnitId(rule.unit)
        wanted = await directory.many.posts_under(db, organisation, unit=unit, below=rule.below, heads=rule.heads)
        there, by_rule = await store.present(db, chat)
        for batch in _batches(sorted({int(post) for post in wanted} - there)):
            await self._change(chat, joining=batch, leaving=[])
        for batch in _batches(sorted(by_rule - {int(post) for post in wanted})):
            await self._change(chat, joining=[], leaving=batch)
        name = await directory.many.place_called(db, organisation, unit) or rule.name
        if name != rule.name:
            async with db.transaction() as conn:
                await lock_heads(conn, [chat])
                await store.set_filling(conn, chat, msgspec.structs.replace(rule, name=name))

    async def _change(self, chat: ChatId, *, joining: Sequence[ActorId], leaving: Sequence[ActorId]) -> None:
        """One batch, in a transaction of its own. How these stand is read again under the lock of the head: another
        process may be filling the same chat. Nothing here grows with the number of those who are in it already."""
        desk = self._desk
        async with desk.db.transaction() as conn:
            await lock_heads(conn, [chat])
            found = await store.filling_of(conn, chat)
            if found is None:
                return
            there = await members.present_among(conn, chat, [*joining, *leaving])
            change = desk.begin(conn, chat, kind=found.kind, members_count=found.members)
            fresh = [actor for actor in joining if actor not in there]
            gone = [actor for actor in leaving if there.get(actor)]
            if fresh or gone:
                await self._move(change, fresh, gone, quiet=is_quiet(found.kind, found.members + len(fresh)))
        desk.tell(change.events)

    async def _move(self, change: Change, fresh: list[ActorId], gone: list[ActorId], *, quiet: bool) -> None:
        conn, chat = change.conn, change.chat
        version = None if quiet else await change.take()
        versions = await bump_actor_space(conn, [*fresh, *gone])
        if fresh:
            roles: dict[ActorId, Role] = dict.fromkeys(fresh, "member")
            await members.put_in(conn, chat, roles, versions=versions, now=change.now)
            await store.mark(conn, chat, fresh)
        if gone:
            leavers = {actor: versions[actor] for actor in gone}
            await members.put_out(conn, chat, leavers, removed=False, now=change.now)
        await rooms.count(conn, chat, step=len(fresh) - len(gone), version=version)
        for card in (await cards_for(conn, chat, fresh)).values() if fresh else ():
            change.events.append(membership_changed(card, joined=True))
        change.events.extend(MemberJoined(chat, actor, 0) for actor in fresh)
        change.events.extend(MemberLeft(chat, actor, 0, versions[actor]) for actor in gone)
        await leave_companion(change, gone)
        if version is not None:
            change.events.append(ChatChanged((await chats_cards(conn, [chat]))[chat]))


def _batches(actors: Sequence[int]) -> list[list[ActorId]]:
    return [[ActorId(actor) for actor in actors[at : at + AT_ONCE]] for at in range(0, len(actors), AT_ONCE)]
