"""`veche doctor`: every setting with its origin, and whether a start would work."""

from __future__ import annotations

import asyncio
import platform
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg

from veche import __version__
from veche.ground.addresses import Policy
from veche.ground.clamd import Clamd, ClamdAway
from veche.ground.config import NAMES, Loaded, Settings, shown
from veche.ground.errors import VecheError
from veche.ground.failure import CannotStart
from veche.ground.folder import MEGABYTE, UPLOAD_RESERVE, DataFolder
from veche.ground.i18n import Texts
from veche.ground.migrations import load, pending
from veche.ground.postgres import account as accounts
from veche.ground.postgres import binaries as programs
from veche.ground.postgres import cluster
from veche.ground.postgres.supervisor import running
from veche.ground.up import make_bus, open_port

LEDGER = """
SELECT count(*) FILTER (WHERE allowed) AS allowed, count(*) FILTER (WHERE NOT allowed) AS refused
FROM ground_outgoing WHERE at > now() - interval '1 day'
"""
Check = Callable[[Settings], Awaitable[str]]


async def examine(loaded: Loaded, *, locale: str, say: Callable[[str], object]) -> bool:
    """Says everything, changes nothing; answers whether all is well."""
    settings, texts = loaded.settings, Texts()
    width = max(len(name) for name in NAMES)
    say(f"Veche {__version__}, Python {platform.python_version()}, {platform.platform(terse=True)}\n")
    for name in NAMES:
        say(f"{name:<{width}}  {shown(settings, name) or '-':<30}  {loaded.origins[name]}")
    say("")
    well = True
    checks: list[tuple[str, Check]] = [
        ("data", _data),
        ("postgresql", _postgres),
        ("database", _database),
        ("bus", _bus),
        ("port", _port),
        ("outgoing", _outgoing),
        ("files", _files),
        ("antivirus", _antivirus),
    ]
    for name, check in checks:
        try:
            say(f"ok    {name}: {await check(settings)}")
        except VecheError as error:
            well = False
            say(f"FAIL  {name}: {texts.of_error(error, locale=locale)}")
    return well


async def _data(settings: Settings) -> str:
    """A folder that is in use by a running server is well."""
    if not settings.data.exists():
        return f"{settings.data} (new)"
    if running(settings.data) is None:
        with DataFolder(settings.data):
            pass
    free = shutil.disk_usage(settings.data).free // MEGABYTE
    return f"{settings.data}, {free} MB free"


async def _postgres(settings: Settings) -> str:
    if settings.database_dsn:
        return "external (database_dsn)"
    folder = settings.data / "postgres"
    account = await asyncio.to_thread(accounts.choose, folder, make=False)
    found = await asyncio.to_thread(
        programs.choose,
        folder if folder.exists() else _nearest(folder),
        given=settings.postgres_bindir,
        account=account,
        initialised_by=cluster.initialised_by(folder),
    )
    return f"{found.version} ({found.origin}, {found.folder})"


def _nearest(folder: Path) -> Path:
    """The part of a path that exists: its rights decide what can be made below."""
    while not folder.exists():
        folder = folder.parent
    return folder


async def _database(settings: Settings) -> str:
    """Looks only where a database answers now; a stopped embedded one is checked by starting it."""
    dsn = settings.database_dsn or running(settings.data)
    if not dsn:
        return "not running"
    await (await _connect(dsn)).close()
    missing = await pending(dsn)
    newest = f"schema {load()[-1].number:04d}"
    return f"{newest}, {len(missing)} to apply" if missing else newest


async def _files(settings: Settings) -> str:
    """Whether the store takes and gives back a small blob, and whether there is room for unfinished uploads."""
    from veche.ground.blobs import media_folder, open_blobs  # an S3 brings a client along

    blobs, folder = open_blobs(settings), media_folder(settings)
    free = shutil.disk_usage(_nearest(folder)).free // MEGABYTE
    if free < UPLOAD_RESERVE:
        raise CannotStart("uploads_stopped", folder=str(folder), free=free, needed=UPLOAD_RESERVE)
    if not settings.s3_bucket and not folder.exists():
        return f"{folder} (new), {free} MB free"
    return f"{await blobs.check()}; uploads in {folder}, {free} MB free"


async def _connect(dsn: str) -> Any:  # the driver has no type information
    try:
        return await asyncpg.connect(dsn)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        raise CannotStart("database_unreachable", problem=(str(error) or type(error).__name__)) from error


async def _bus(settings: Settings) -> str:
    if not settings.nats_url:
        return "in memory"
    bus = make_bus(settings)
    await bus.start()
    await bus.stop()
    return shown(settings, "nats_url")


async def _port(settings: Settings) -> str:
    if running(settings.data) is not None:
        return f"{settings.host}:{settings.port} (a server is running)"
    open_port(settings.host, settings.port).close()
    return f"{settings.host}:{settings.port}"


async def _outgoing(settings: Settings) -> str:
    """The rules, and what the ledger saw in the last day."""
    Policy(sealed=settings.sealed, allow=settings.outgoing_allow)
    rules = f"{'sealed' if settings.sealed else 'open'}, {len(settings.outgoing_allow)} allowed"
    dsn = settings.database_dsn or running(settings.data)
    if not dsn:
        return rules
    connection = await _connect(dsn)
    try:
        row = await connection.fetchrow(LEDGER)
    except asyncpg.UndefinedTableError:
        return rules
    finally:
        await connection.close()
    return f"{rules}; last 24 hours: {row['allowed']} connections, {row['refused']} refused"


async def _antivirus(settings: Settings) -> str:
    if not settings.clamd:
        return "none"
    try:
        version = await Clamd(settings.clamd, seconds=10).version()
    except ClamdAway as error:
        raise CannotStart("clamd_away", address=settings.clamd, problem=str(error)) from error
    return f"{version}, files up to {settings.clamd_limit} MB"
