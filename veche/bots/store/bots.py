"""The tables `bots_bots`, `bots_keys` and `bots_team`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from veche.bots.model.bots import Bot, BotCommand, Kind, Live, State
from veche.ground.clock import to_ms
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import BotId, OrganisationId, PersonId
from veche.identity import ActorCard

_BOT = (
    "SELECT b.id, b.username, b.about, b.commands, b.owner_id, b.organisation_id, b.state, b.note, b.kind, b.live,"
    " b.purpose, b.created_at FROM bots_bots b"
)
_commands = msgspec.json.Decoder(tuple[BotCommand, ...])


class BotRow(Struct, frozen=True):
    """A bot without what its card says."""

    id: BotId
    username: str
    about: str
    commands: tuple[BotCommand, ...]
    owner: PersonId | None
    organisation: OrganisationId | None
    state: State
    note: str
    kind: Kind
    live: Live
    purpose: str
    created_at: datetime

    def bot(self, card: ActorCard) -> Bot:
        return Bot(
            id=self.id,
            name=card.name,
            username=self.username,
            about=self.about,
            commands=self.commands,
            owner=self.owner,
            organisation=self.organisation,
            state=self.state,
            note=self.note,
            kind=self.kind,
            live=self.live,
            photo=card.photo,
            created_at=to_ms(self.created_at),
        )


def _row(row: Record) -> BotRow:
    fields = dict(row.items())
    return BotRow(
        id=BotId(fields["id"]),
        username=fields["username"],
        about=fields["about"],
        commands=_commands.decode(fields["commands"]),
        owner=fields["owner_id"],
        organisation=fields["organisation_id"],
        state=fields["state"],
        note=fields["note"],
        kind=fields["kind"],
        live=fields["live"],
        purpose=fields["purpose"],
        created_at=fields["created_at"],
    )


async def add(conn: Connection, new: BotRow) -> bool:
    """False when the username is taken."""
    added = await conn.fetchval(
        "INSERT INTO bots_bots (id, username, about, owner_id, organisation_id, state, kind, live, purpose, created_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (lower(username)) DO NOTHING RETURNING id",
        new.id,
        new.username,
        new.about,
        new.owner,
        new.organisation,
        new.state,
        new.kind,
        new.live,
        new.purpose,
        new.created_at,
    )
    if added is None:
        return False
    await conn.execute("INSERT INTO bots_heads (bot_id) VALUES ($1)", new.id)
    return True


async def username_taken(db: Queries, username: str) -> bool:
    return bool(await db.fetchval("SELECT EXISTS (SELECT FROM bots_bots WHERE lower(username) = lower($1))", username))


async def some(db: Queries, bots: Iterable[BotId]) -> dict[BotId, BotRow]:
    rows = await db.fetch(f"{_BOT} WHERE b.id = ANY($1::bigint[])", list(bots))
    return {BotId(row["id"]): _row(row) for row in rows}


async def one(db: Queries, bot: BotId) -> BotRow | None:
    return (await some(db, [bot])).get(bot)


async def lock(conn: Connection, bot: BotId) -> BotRow | None:
    """The bot, which nobody changes until this transaction ends."""
    row = await conn.fetchrow(f"{_BOT} WHERE b.id = $1 FOR NO KEY UPDATE", bot)
    return None if row is None else _row(row)


async def in_use(db: Queries) -> list[BotRow]:
    """All that may act now."""
    return [_row(row) for row in await db.fetch(f"{_BOT} WHERE b.state = 'active' ORDER BY b.id")]


async def by_username(db: Queries, username: str) -> BotRow | None:
    row = await db.fetchrow(f"{_BOT} WHERE lower(b.username) = lower($1) AND b.state <> 'deleted'", username)
    return None if row is None else _row(row)


async def by_token(db: Queries, token_hash: bytes) -> BotRow | None:
    row = await db.fetchrow(f"{_BOT} JOIN bots_keys k ON k.bot_id = b.id WHERE k.token_hash = $1", token_hash)
    return None if row is None else _row(row)


async def of_owner(db: Queries, owner: PersonId) -> list[BotRow]:
    rows = await db.fetch(f"{_BOT} WHERE b.owner_id = $1 AND b.state <> 'deleted' ORDER BY b.created_at, b.id", owner)
    return [_row(row) for row in rows]


async def to_be_decided(db: Queries, *, after: int, limit: int) -> list[BotRow]:
    """Bots that wait for an administrator."""
    rows = await db.fetch(
        f"{_BOT} WHERE (b.state = 'waiting' OR (b.state = 'active' AND b.live = 'asked')) AND b.id > $1"
        " ORDER BY b.id LIMIT $2",
        after,
        limit,
    )
    return [_row(row) for row in rows]


async def listed(db: Queries, *, after: int, limit: int) -> list[BotRow]:
    rows = await db.fetch(f"{_BOT} WHERE b.state <> 'deleted' AND b.id > $1 ORDER BY b.id LIMIT $2", after, limit)
    return [_row(row) for row in rows]


async def change(conn: Connection, bot: BotId, **columns: object) -> None:
    """Set columns of a bot; their names stand in the code that calls this."""
    names = list(columns)
    assignments = ", ".join(f"{name} = ${number}" for number, name in enumerate(names, 2))
    await conn.execute(f"UPDATE bots_bots SET {assignments} WHERE id = $1", bot, *columns.values())


# -- keys


async def set_key(conn: Connection, bot: BotId, *, token_hash: bytes, sealed: bytes, at: datetime) -> None:
    """The only key of a bot: what was there before is no key any more."""
    await conn.execute(
        "INSERT INTO bots_keys (bot_id, token_hash, sealed, made_at) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (bot_id) DO UPDATE SET token_hash = $2, sealed = $3, made_at = $4",
        bot,
        token_hash,
        sealed,
        at,
    )


async def drop_key(conn: Connection, bot: BotId) -> None:
    await conn.execute("DELETE FROM bots_keys WHERE bot_id = $1", bot)


async def sealed_key(db: Queries, bot: BotId) -> bytes | None:
    sealed: bytes | None = await db.fetchval("SELECT sealed FROM bots_keys WHERE bot_id = $1", bot)
    return sealed


async def keys_made(db: Queries, bots: Iterable[BotId]) -> Mapping[BotId, datetime]:
    """When the keys of these bots were made; a bot without one is absent."""
    rows = await db.fetch("SELECT bot_id, made_at FROM bots_keys WHERE bot_id = ANY($1::bigint[])", list(bots))
    return {BotId(row["bot_id"]): row["made_at"] for row in rows}


# -- the team


async def team_of(db: Queries, bot: BotId) -> list[PersonId]:
    rows = await db.fetch("SELECT person_id FROM bots_team WHERE bot_id = $1 ORDER BY person_id", bot)
    return [PersonId(row["person_id"]) for row in rows]


async def set_team(conn: Connection, bot: BotId, people: Iterable[PersonId]) -> None:
    await conn.execute("DELETE FROM bots_team WHERE bot_id = $1", bot)
    await conn.execute("INSERT INTO bots_team (bot_id, person_id) SELECT $1, unnest($2::bigint[])", bot, list(people))
