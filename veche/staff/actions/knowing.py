"""What is here already, read for a plan."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

import msgspec

from veche import directory
from veche.directory import many
from veche.ground.db import Queries
from veche.ground.ids import OrganisationId
from veche.identity import actor_cards
from veche.staff.model import Known, KnownPost, KnownRecord, KnownUnit, StaffRow, name_key
from veche.staff.store import records


async def know(
    db: Queries, organisation: int, source: int | None, *, rows: Collection[StaffRow] | None = None
) -> Known:
    """Everything of an organisation and the bodies below it; with `rows` only what these rows may touch."""
    bodies = [OrganisationId(organisation), *await directory.bodies_below(db, OrganisationId(organisation))]
    names = await many.names_of(db, bodies)
    units: dict[int, KnownUnit] = {
        unit.id: KnownUnit(unit.id, unit.organisation, unit.parent, unit.name)
        for unit in await many.tree_of(db, bodies)
    }
    codes = await records.codes_of(db, source) if source is not None else {}
    keys = None if rows is None else [row.key.strip() for row in rows]
    found = await records.records_of(db, source, keys=keys) if source is not None else []
    places = await records.places_of_records(db, [one.id for one in found])
    near: Iterable[int] = units if rows is None else _near(rows, units, codes)
    posts = {post.id: post for post in await many.posts_in_units(db, near)}
    if rows is not None:
        asked = [place.post for each in places.values() for place in each if place.post not in posts]
        posts.update({post.id: post for post in await many.posts_by_ids(db, asked)})
    owners = await records.records_at(db, posts)
    held = [post.id for post in posts.values() if post.holder is not None]
    cards: dict[int, str] = {card.id: card.name for card in (await actor_cards(db, held)).values()}
    return Known(
        root=organisation,
        organisations={name_key(name): body for body, name in names.items()},
        units=units,
        posts={
            post.id: KnownPost(post.id, post.unit, post.title, cards.get(post.id, ""), owners.get(post.id))
            for post in posts.values()
        },
        records={
            one.key: KnownRecord(
                id=one.id,
                key=one.key,
                facts=one.facts,
                places=tuple(places.get(one.id, ())),
                left=one.left_at is not None,
                signed_in=one.person is not None,
            )
            for one in found
        },
        codes=codes,
    )


def print_of(known: Known) -> bytes:
    """Another one when the plan would be another one. Who signed in meanwhile makes no difference to it."""
    digest = hashlib.blake2b(digest_size=16)
    for unit in known.units.values():
        digest.update(msgspec.msgpack.encode(unit))
    for post in known.posts.values():
        digest.update(msgspec.msgpack.encode((post.id, post.unit, post.title, post.record)))
    for one in known.records.values():
        digest.update(msgspec.msgpack.encode((one.id, one.facts, one.places, one.left)))
    digest.update(msgspec.msgpack.encode((sorted(known.codes.items()), sorted(known.organisations.items()))))
    return digest.digest()


def _near(rows: Collection[StaffRow], units: dict[int, KnownUnit], codes: dict[str, int]) -> set[int]:
    """Units that these rows may mean."""
    asked = {name_key(row.unit[-1]) for row in rows if row.unit}
    by_code = {codes[row.unit_code.strip()] for row in rows if row.unit_code.strip() in codes}
    return by_code | {unit.id for unit in units.values() if name_key(unit.name) in asked}
