"""From settings to the parts that every domain stands on, in order, and back in the opposite order."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import resource
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import asyncpg

from veche.ground.bus import Bus, MemoryBus
from veche.ground.cells import COMMANDS, claimed, newest_id
from veche.ground.clock import Clock
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.ground.errors import Unavailable
from veche.ground.failure import CannotStart
from veche.ground.folder import FULL, DataFolder
from veche.ground.ids import Ids
from veche.ground.migrations import migrate
from veche.ground.postgres import Postgres
from veche.ground.postgres.supervisor import running
from veche.ground.serve import listen

WILDCARDS = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What the composition root builds on. The bus is not started: hearers come first."""

    settings: Settings
    db: Database
    bus: Bus
    clock: Clock
    ids: Ids
    dsn: str = field(default="", repr=False)
    """The address of the database; it holds a password."""


@asynccontextmanager
async def open_ground(settings: Settings, *, join_running: bool = False) -> AsyncIterator[Ground]:
    """Data folder, PostgreSQL, schema, pool. `join_running`: use the PostgreSQL of a server that runs on the folder
    now, for commands that work beside it."""
    async with AsyncExitStack() as stack:
        dsn = settings.database_dsn
        if join_running:
            dsn = dsn or running(settings.data) or ""
        if not (dsn and join_running):
            stack.enter_context(DataFolder(settings.data))
        if not dsn:
            postgres = Postgres(settings.data, bindir=settings.postgres_bindir)
            stack.push_async_callback(postgres.stop)
            await postgres.start()
            dsn = postgres.dsn
        db = await _open(dsn, size=settings.database_connections)
        stack.push_async_callback(db.close)
        await migrate(dsn)
        cells = COMMANDS if join_running else range(settings.cell, settings.cell + 1)
        cell = await stack.enter_async_context(claimed(dsn, cells))
        clock = Clock()
        ids = Ids(clock, cell=cell)
        ids.begin_after(await newest_id(db))
        yield Ground(settings=settings, db=db, bus=make_bus(settings), clock=clock, ids=ids, dsn=dsn)


async def _open(dsn: str, *, size: int) -> Database:
    """Connect, or say in one line why not. The address itself is not repeated: it holds a password."""
    try:
        return await Database.open(dsn, size=size)
    except Unavailable as error:
        raise CannotStart("database_unreachable", problem=_short(error.__cause__ or error)) from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError, OSError) as error:
        raise CannotStart("database_unreachable", problem=_short(error)) from error


def _short(error: BaseException) -> str:
    return (str(error) or type(error).__name__).split("\n", 1)[0]


def make_bus(settings: Settings) -> Bus:
    """In memory unless there is a NATS to share with other processes."""
    if not settings.nats_url:
        return MemoryBus()
    from veche.ground.bus.nats import NatsBus  # the client is loaded only where it is used

    return NatsBus(settings.nats_url)


def open_port(host: str, port: int) -> socket.socket:
    """Bind, or say in one line why not. Done before anything slow, so that a mistake shows at once."""
    try:
        return listen(host, port)
    except socket.gaierror as error:
        raise CannotStart("host_unusable", host=host, problem=error.strerror or str(error)) from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotStart("port_taken", host=host, port=port) from error
        if error.errno in (errno.EACCES, errno.EPERM):
            raise CannotStart("port_forbidden", port=port) from error
        if error.errno in FULL:
            raise CannotStart("disk_full") from error
        raise CannotStart("host_unusable", host=host, problem=error.strerror or str(error)) from error


def address_of(settings: Settings, listening: socket.socket) -> str:
    """Where people reach this server: as set, else the bound port on this machine."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host, port = listening.getsockname()[:2]
    shown = WILDCARDS.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}"


def raise_open_files() -> None:
    """Each connection takes a file descriptor; most systems start with 1,024 and allow far more."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def listen_for_stop() -> asyncio.Event:
    """Set by SIGTERM or SIGINT. A second signal of the same kind ends the process the hard way."""
    loop, told = asyncio.get_running_loop(), asyncio.Event()

    def tell(number: signal.Signals) -> None:
        told.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, tell, number)
    return told
