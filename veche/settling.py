"""How bodies that move in are wired: a part of the composition root. Who is invited, by which ways, with what chats."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

import msgspec
from msgspec import Struct

from veche import directory, media, movein, offices, rollout, sources, staff
from veche.chats import chats_cards
from veche.chats.actions import Chats
from veche.ground.carriers import carriers
from veche.ground.commands import Asker
from veche.ground.db import Queries
from veche.ground.i18n import Texts
from veche.ground.ids import ChatId, OrganisationId, PersonId, PostId
from veche.ground.socket import Gateway
from veche.ground.up import Ground
from veche.identity import Identity
from veche.messages import Messages
from veche.movein.events import GroupMoved


class StaffContacts:
    """Who is expected in which post, as staff records say. Letters go to the organisation's own domains only: an
    address that a table tells is no proof of who reads there."""

    async def of_organisation(self, db: Queries, organisation: OrganisationId) -> dict[PostId, rollout.Contact]:
        units = [unit.id for unit in await directory.many.units_of(db, organisation)]
        domains = await staff.records.domains_of(db, organisation)
        return {
            PostId(one.post): rollout.Contact(
                name=one.record.facts.name,
                email=one.record.facts.email if _within(one.record.facts.email, domains) else "",
                phone=one.record.facts.phone,
                record=one.record.id,
                marks=(one.record.key, one.record.facts.email),
            )
            for one in await staff.employees_in(db, units)
            if one.post is not None and one.state != "left"
        }


class SourceLists:
    """Named lists: the groups that came over SCIM."""

    async def groups(self, db: Queries, organisation: OrganisationId) -> list[rollout.Group]:
        return [rollout.Group(one.id, one.name, one.members) for one in await sources.named_lists(db, organisation)]

    async def posts_of(self, db: Queries, organisation: OrganisationId, group: int) -> list[PostId] | None:
        members = await sources.members_of_list(db, organisation, group)
        return None if members is None else [PostId(one.post) for one in members if one.post is not None]


def _within(address: str, domains: Collection[str]) -> bool:
    clean = staff.mail_address(address)
    return clean is not None and clean.rpartition("@")[2] in domains


def movein_of(
    ground: Ground,
    *,
    announce: Callable[[Struct], None],
    chats: Chats,
    messages: Messages,
    files: media.Media,
) -> movein.MoveIn:
    return movein.MoveIn(
        ground,
        announce=announce,
        groups=chats.moving,
        histories=messages.moving,
        media=files,
        files=files.files,
        texts=Texts(),
        addresses=offices.addresses_of,
    )


def rollout_of(
    ground: Ground, *, identity: Identity, chats: Chats, files: media.Media, gateway: Gateway, address: str
) -> rollout.Rollout:
    async def must_have_file(asker: Asker, file: int) -> None:
        await files.open_file(asker, file)

    return rollout.Rollout(
        ground,
        address=address,
        texts=Texts(),
        contacts=StaffContacts(),
        lists=SourceLists(),
        invitations=identity.issuing,
        rooms=rollout.OverChats(chats.opening, chats.inviting, chats.managing, chats.filler, address=address),
        carriers=carriers(ground.db, ground.settings, clock=ground.clock),
        picture=files.downloads.picture,
        must_have_file=must_have_file,
        gateway=gateway,
    )


def hearing_moved(moving: movein.MoveIn, settling: rollout.Rollout) -> Callable[[bytes], Awaitable[None]]:
    """Handler of what moving in leaves in the outbox: those in the group hear of it, and so does the plan."""

    async def hear(payload: bytes) -> None:
        await moving.hear_outbox(payload)
        moved = msgspec.json.decode(payload, type=GroupMoved)
        chat = ChatId(moved.chat)
        card = (await chats_cards(settling.needs.db, [chat])).get(chat)
        changed = await settling.old_groups.moved(
            chat, title=card.title if card else "", owner=PersonId(moved.owner), back=moved.parted is not None
        )
        for plan in changed:
            await settling.watching.changed(plan)

    return hear
