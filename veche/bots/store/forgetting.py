"""What goes with an account: its bots act no more, and it is on nobody's team."""

from __future__ import annotations

from veche import identity
from veche.ground.db import Connection
from veche.ground.ids import PersonId


async def forget_person(conn: Connection, person: PersonId) -> None:
    await conn.execute("DELETE FROM bots_team WHERE person_id = $1", person)
    await conn.execute("DELETE FROM bots_keys WHERE bot_id IN (SELECT id FROM bots_bots WHERE owner_id = $1)", person)
    rows = await conn.fetch("SELECT id FROM bots_bots WHERE owner_id = $1 ORDER BY id", person)
    for bot, card in (await identity.actor_cards(conn, [row["id"] for row in rows])).items():
        await identity.set_actor_card(conn, bot, name=card.name, active=False)
    await conn.execute(
        "UPDATE bots_bots SET state = 'deleted', owner_id = NULL, purpose = '' WHERE owner_id = $1", person
    )
