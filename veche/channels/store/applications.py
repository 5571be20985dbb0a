"""The tables `channels_applications`, `channels_files` and `channels_steps`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from veche.channels.model import Application, Step
from veche.ground.db import Connection, Queries, Record
from veche.ground.ids import OrganisationId

NUMBERS_LOCK = 0x5645_4348_4521
"""Advisory lock of whoever takes the next number: numbers have no gaps and are never given twice."""

_COLUMNS = (
    "id, number, state, organisation_id, post_id, responsible_post_id, person_id, title, name, about, inn, ogrn, kpp,"
    " samples, named, chat_id, body_id, appeal, edition, changed_at, submitted_at, decide_until, appeal_until,"
    " decided_at, refused_by, overdue"
)
_PLACES = ", ".join(f"${place}" for place in range(1, 27))
_CHANGED = ", ".join(
    f"{column} = excluded.{column}" for column in _COLUMNS.split(", ") if column not in ("id", "person_id", "post_id")
)
_PUT = f"INSERT INTO channels_applications ({_COLUMNS}) VALUES ({_PLACES}) ON CONFLICT (id) DO UPDATE SET {_CHANGED}"


async def put(conn: Connection, application: Application) -> None:
    """As it is now; whoever changes one has locked it."""
    one = application
    await conn.execute(
        _PUT,
        one.id,
        one.number,
        one.state,
        one.organisation,
        one.post,
        one.responsible,
        one.person,
        one.title,
        one.name,
        one.about,
        one.inn,
        one.ogrn,
        one.kpp,
        list(one.samples),
        one.named,
        one.chat,
        one.body,
        one.appeal,
        one.edition,
        one.changed_at,
        one.submitted_at,
        one.decide_until,
        one.appeal_until,
        one.decided_at,
        one.refused_by,
        one.overdue,
    )


async def get(db: Queries, number: int) -> Application | None:
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM channels_applications WHERE id = $1", number)
    return None if row is None else application_of(row)


async def lock(conn: Connection, number: int) -> Application | None:
    row = await conn.fetchrow(f"SELECT {_COLUMNS} FROM channels_applications WHERE id = $1 FOR NO KEY UPDATE", number)
    return None if row is None else application_of(row)


async def lock_due(conn: Connection, *, now: datetime, limit: int) -> list[Application]:
    """What should have been answered by now; what another process looks at is left out."""
    rows = await conn.fetch(
        f"SELECT {_COLUMNS} FROM channels_applications WHERE state IN ('waiting', 'appealed') AND decide_until <= $1"
        " ORDER BY decide_until LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED",
        now,
        limit,
    )
    return [application_of(row) for row in rows]


async def next_number(conn: Connection) -> int:
    """For an application that is handed in by this transaction."""
    await conn.execute("SELECT pg_advisory_xact_lock($1)", NUMBERS_LOCK)
    number: int = await conn.fetchval("SELECT coalesce(max(number), 0) + 1 FROM channels_applications")
    return number


async def remove(conn: Connection, number: int) -> None:
    """A draft that nobody wants any more."""
    await conn.execute("DELETE FROM channels_applications WHERE id = $1", number)


async def of_posts(db: Queries, posts: Iterable[int], *, limit: int) -> list[Application]:
    """Written for one of these posts, or to be run by one; the newest first."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM channels_applications"
        " WHERE post_id = ANY($1::bigint[]) OR (responsible_post_id = ANY($1::bigint[]) AND state <> 'draft')"
        " ORDER BY changed_at DESC, id DESC LIMIT $2",
        list(posts),
        limit,
    )
    return [application_of(row) for row in rows]


async def some(db: Queries, numbers: Sequence[int]) -> list[Application]:
    """These, in this order."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM channels_applications WHERE id = ANY($1::bigint[])"
        " ORDER BY array_position($1::bigint[], id)",
        list(numbers),
    )
    return [application_of(row) for row in rows]


async def open_of(db: Queries, organisation: int) -> int:
    """How many of an organisation are drafts or wait."""
    count: int = await db.fetchval(
        "SELECT count(*) FROM channels_applications WHERE organisation_id = $1"
        " AND state IN ('draft', 'waiting', 'appealed')",
        organisation,
    )
    return count


async def numbered(db: Queries, number: int) -> Application | None:
    """By the number that people say."""
    row = await db.fetchrow(f"SELECT {_COLUMNS} FROM channels_applications WHERE number = $1 AND number > 0", number)
    return None if row is None else application_of(row)


async def waiting(db: Queries, bodies: Sequence[int] | None, *, after: int, limit: int) -> list[Application]:
    """What waits for one of these bodies, the longest waiting first; None: for whichever, the installation too.
    Numbers are given as applications are handed in, so their order is that of waiting and stays while others are
    decided. `after`: the number of the last one that was shown."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM channels_applications WHERE state IN ('waiting', 'appealed') AND number > $2::bigint"
        " AND ($1::bigint[] IS NULL OR body_id = ANY($1)) ORDER BY number LIMIT $3",
        None if bodies is None else list(bodies),
        after,
        limit,
    )
    return [application_of(row) for row in rows]


async def decided_since(db: Queries, since: datetime, *, after: int, limit: int) -> list[Application]:
    """Decisions since then that stand now, the newest first. `after`: the number of the last one that was shown."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM channels_applications WHERE decided_at >= $1 AND state IN ('approved', 'refused')"
        " AND ($2::bigint = 0 OR"
        "  (decided_at, id) < (SELECT decided_at, id FROM channels_applications WHERE number = $2::bigint))"
        " ORDER BY decided_at DESC, id DESC LIMIT $3",
        since,
        after,
        limit,
    )
    return [application_of(row) for row in rows]


async def figures(db: Queries, *, since: datetime) -> tuple[int, int, datetime | None, list[int]]:
    """How many wait, how many of them beyond their day, since when the first of them, and the days that each decision
    since then took."""
    row = await db.fetchrow(
        "SELECT (SELECT count(*) FROM channels_applications WHERE state IN ('waiting', 'appealed')),"
        " (SELECT count(*) FROM channels_applications WHERE state IN ('waiting', 'appealed') AND overdue),"
        " (SELECT min(submitted_at) FROM channels_applications WHERE state IN ('waiting', 'appealed')),"
        " (SELECT coalesce(array_agg(greatest(0, extract(day FROM decided_at - submitted_at)::int)), '{}')"
        "  FROM channels_applications WHERE decided_at >= $1 AND state IN ('approved', 'refused'))",
        since,
    )
    return (0, 0, None, []) if row is None else (row[0], row[1], row[2], list(row[3]))


async def others_with(db: Queries, application: Application, *, limit: int) -> list[tuple[int, int, str]]:
    """(number, organisation, what is the same) of applications of others that have this register number or name."""
    rows = await db.fetch(
        "SELECT number, organisation_id, CASE WHEN name = $3 THEN 'name' ELSE 'inn' END AS same"
        " FROM channels_applications WHERE id <> $1 AND number > 0 AND state <> 'withdrawn'"
        " AND ((inn = $2 AND organisation_id <> $4) OR (name = $3 AND state IN ('waiting', 'appealed')))"
        " ORDER BY number DESC LIMIT $5",
        application.id,
        application.inn,
        application.name,
        application.organisation,
        limit,
    )
    return [(row["number"], row["organisation_id"], row["same"]) for row in rows]


# -- documents


async def files_of(db: Queries, application: int) -> list[int]:
    rows = await db.fetch("SELECT file_id FROM channels_files WHERE application_id = $1 ORDER BY file_id", application)
    return [row["file_id"] for row in rows]


async def add_files(conn: Connection, application: int, files: Sequence[int]) -> None:
    await conn.execute(
        "INSERT INTO channels_files (application_id, file_id) SELECT $1, unnest($2::bigint[]) ON CONFLICT DO NOTHING",
        application,
        list(files),
    )


async def drop_files(conn: Connection, application: int, files: Sequence[int]) -> None:
    await conn.execute(
        "DELETE FROM channels_files WHERE application_id = $1 AND file_id = ANY($2::bigint[])", application, list(files)
    )


async def files_in_use(db: Queries, files: Sequence[int]) -> set[int]:
    """Which of these files are documents of an application."""
    rows = await db.fetch("SELECT DISTINCT file_id FROM channels_files WHERE file_id = ANY($1::bigint[])", list(files))
    return {row["file_id"] for row in rows}


async def with_file(db: Queries, file: int) -> list[Application]:
    """The applications that a file is a document of."""
    rows = await db.fetch(
        f"SELECT {_COLUMNS} FROM channels_applications"
        " WHERE id IN (SELECT application_id FROM channels_files WHERE file_id = $1)",
        file,
    )
    return [application_of(row) for row in rows]


async def stale_papers(conn: Connection, *, before: datetime, limit: int) -> list[tuple[int, list[int]]]:
    """Documents of applications that came to nothing before then."""
    rows = await conn.fetch(
        "SELECT a.id, array_agg(f.file_id) AS files FROM channels_applications a"
        " JOIN channels_files f ON f.application_id = a.id"
        " WHERE a.changed_at < $1 AND (a.state = 'withdrawn' OR (a.state = 'refused'"
        "  AND (a.appeal OR a.appeal_until < $1))) GROUP BY a.id ORDER BY a.id LIMIT $2",
        before,
        limit,
    )
    return [(row["id"], list(row["files"])) for row in rows]


# -- history


async def add_step(conn: Connection, step: Step) -> None:
    await conn.execute(
        "INSERT INTO channels_steps (id, application_id, act, person_id, body_id, at, reason)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7)",
        step.id,
        step.application,
        step.act,
        step.person,
        step.body,
        step.at,
        step.reason,
    )


async def steps_of(db: Queries, application: int) -> list[Step]:
    rows = await db.fetch(
        "SELECT id, application_id, act, person_id, body_id, at, reason FROM channels_steps"
        " WHERE application_id = $1 ORDER BY id",
        application,
    )
    return [Step(*row.values()) for row in rows]


def application_of(row: Record) -> Application:
    (
        number, human, state, organisation, post, responsible, person, title, name, about, inn, ogrn, kpp, samples,
        named, chat, body, appeal, edition, changed_at, submitted_at, decide_until, appeal_until, decided_at,
        refused_by, overdue,
    ) = row.values()  # fmt: skip
    return Application(
        id=number,
        number=human,
        state=state,
        organisation=OrganisationId(organisation),
        post=post,
        responsible=responsible,
        person=person,
        title=title,
        name=name,
        about=about,
        inn=inn,
        ogrn=ogrn,
        kpp=kpp,
        samples=tuple(samples),
        named=named,
        chat=chat,
        body=body,
        appeal=appeal,
        edition=edition,
        changed_at=changed_at,
        submitted_at=submitted_at,
        decide_until=decide_until,
        appeal_until=appeal_until,
        decided_at=decided_at,
        refused_by=refused_by,
        overdue=overdue,
    )
