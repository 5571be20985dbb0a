"""The database as the rest of Veche sees it: a pool of PostgreSQL connections and nothing else of the driver.

`jsonb` travels as text (msgspec encodes and decodes it where it is used). A lost connection becomes the error
`Unavailable("unavailable")`, so that callers know one family of errors.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol

import asyncpg
from asyncpg.exceptions import (
    AdminShutdownError as _AdminShutdown,
)
from asyncpg.exceptions import (
    CannotConnectNowError,
    CheckViolationError,
    DeadlockDetectedError,
    DiskFullError,
    ForeignKeyViolationError,
    LockNotAvailableError,
    PostgresConnectionError,
    QueryCanceledError,
    TooManyConnectionsError,
    UniqueViolationError,
)
from asyncpg.exceptions import (
    CrashShutdownError as _CrashShutdown,
)

from veche.ground.errors import Unavailable
from veche.ground.pool import Pool, PoolClosed

# What a store may catch, under names that do not tell the driver.
UniqueViolation = UniqueViolationError
ForeignKeyViolation = ForeignKeyViolationError
CheckViolation = CheckViolationError
DeadlockDetected = DeadlockDetectedError

Value = Any  # a column's value: its type is known only to the statement that asked for it

# The connection is gone: what ran on it may or may not have happened.
LOST = (PostgresConnectionError, _AdminShutdown, _CrashShutdown, ConnectionError)
# The last one: the server's farewell was in the connection already when the statement came.
IN_DOUBT = (*LOST, asyncpg.InternalClientError)
# The server is not there (yet): nothing has run, trying again is safe.
ABSENT = (*LOST, OSError, CannotConnectNowError, TooManyConnectionsError)
PATIENCE = 10.0
# Nobody waits for ever: not for a lock that a stopped process holds, not for a statement, not with a transaction open.
BOUNDS = {"lock_timeout": "15s", "statement_timeout": "60s", "idle_in_transaction_session_timeout": "60s"}
TRANSACTION_WORDS = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Record(Protocol):
    """A row: by column name or number."""

    def __getitem__(self, key: str | int) -> Value: ...
    def get(self, key: str, default: Value = None, /) -> Value: ...
    def keys(self) -> Iterable[str]: ...
    def values(self) -> Iterable[Value]: ...
    def items(self) -> Iterable[tuple[str, Value]]: ...
    def __len__(self) -> int: ...


class Queries(Protocol):
    """What can run a statement: a connection inside a transaction, or the database itself."""

    async def fetch(self, sql: str, /, *args: Value) -> list[Record]: ...
    async def fetchrow(self, sql: str, /, *args: Value) -> Record | None: ...
    async def fetchval(self, sql: str, /, *args: Value) -> Value: ...
    async def execute(self, sql: str, /, *args: Value) -> str: ...


class Connection(Queries, Protocol):
    """One connection, inside a transaction."""

    async def executemany(self, sql: str, args: Iterable[Sequence[Value]], /) -> None: ...
    async def copy_records_to_table(
        self, table_name: str, /, *, records: Iterable[Sequence[Value]], columns: Sequence[str] | None = None
    ) -> str: ...
    def transaction(self) -> AbstractAsyncContextManager[object]: ...


class Tally:
    """Counts statements sent, for tests and budgets; BEGIN, COMMIT and the like are not counted."""

    __slots__ = ("count",)

    def __init__(self) -> None:
        self.count = 0


class _Counted(asyncpg.Connection):  # type: ignore[misc]  # the driver has no type information
    """The driver's connection with a statement counter, and without the reset round trip on every release.

    The reset would undo session settings, advisory locks and LISTEN; nothing here keeps any of these on a pooled
    connection (the migrations, which do lock, use a connection of their own).
    """

    __slots__ = ("tally",)

    async def fetch(self, query: str, *args: Value, **options: Value) -> list[Record]:
        self.tally.count += 1
        rows: list[Record] = await super().fetch(query, *args, **options)
        return rows

    async def fetchrow(self, query: str, *args: Value, **options: Value) -> Record | None:
        self.tally.count += 1
        row: Record | None = await super().fetchrow(query, *args, **options)
        return row

    async def fetchval(self, query: str, *args: Value, **options: Value) -> Value:
        self.tally.count += 1
        return await super().fetchval(query, *args, **options)

    async def execute(self, query: str, *args: Value, **options: Value) -> str:
        if args or not query.startswith(TRANSACTION_WORDS):
            self.tally.count += 1
        done: str = await super().execute(query, *args, **options)
        return done

    async def executemany(self, command: str, args: Iterable[Sequence[Value]], **options: Value) -> None:
        self.tally.count += 1
        await super().executemany(command, args, **options)

    async def copy_records_to_table(self, table_name: str, **options: Value) -> str:
        self.tally.count += 1
        done: str = await super().copy_records_to_table(table_name, **options)
        return done

    def get_reset_query(self) -> str:
        return ""


class Database:
    """A pool of connections. One statement: `fetch`, `fetchrow`, `fetchval`, `execute`; several: `transaction()`."""

    def __init__(self, pool: Pool[Any], *, tally: Tally | None = None, patience: float = PATIENCE) -> None:
        """`patience`: how many seconds a statement waits for a server that is absent."""
        self._pool = pool  # of the driver's connections, which have no type information
        self._tally = tally or Tally()
        self._patience = patience

    @classmethod
    async def open(
        cls,
        dsn: str,
        *,
        size: int = 12,
        patience: float = PATIENCE,
        settings: Mapping[str, str] | None = None,
    ) -> Database:
        """Connect; waits up to `patience` seconds for a server that is just starting."""
        tally = Tally()
        asked = {"application_name": "veche", "jit": "off", "timezone": "UTC", **BOUNDS, **(settings or {})}

        async def connect() -> Any:
            connection = await asyncpg.connect(dsn, connection_class=_Counted, server_settings=asked)
            connection.tally = tally
            return connection

        database = cls(Pool(connect, size=size), tally=tally, patience=patience)
        database._pool.give(await database._take())
        return database

    @property
    def queries(self) -> int:
        """How many statements were sent so far."""
        return self._tally.count

    async def close(self) -> None:
        """Give work in hand a moment, then close."""
        await self._pool.close(within=5)

    async def fetch(self, sql: str, /, *args: Value) -> list[Record]:
        connection = await self._take()
        try:
            rows: list[Record] = await connection.fetch(sql, *args)
        except BaseException as error:
            self._after(connection, error)
            raise
        self._pool.give(connection)
        return rows

    async def fetchrow(self, sql: str, /, *args: Value) -> Record | None:
        connection = await self._take()
        try:
            row: Record | None = await connection.fetchrow(sql, *args)
        except BaseException as error:
            self._after(connection, error)
            raise
        self._pool.give(connection)
        return row

    async def fetchval(self, sql: str, /, *args: Value) -> Value:
        connection = await self._take()
        try:
            value = await connection.fetchval(sql, *args)
        except BaseException as error:
            self._after(connection, error)
            raise
        self._pool.give(connection)
        return value

    async def execute(self, sql: str, /, *args: Value) -> str:
        connection = await self._take()
        try:
            done: str = await connection.execute(sql, *args)
        except BaseException as error:
            self._after(connection, error)
            raise
        self._pool.give(connection)
        return done

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Connection]:
        """BEGIN … COMMIT (READ COMMITTED); an exception rolls back."""
        connection = await self._take()
        try:
            async with connection.transaction():
                yield connection
        except BaseException as error:
            self._after(connection, error)
            raise
        self._pool.give(connection)

    async def _take(self) -> Any:
        return await _patiently(self._pool.take, self._patience)

    def _after(self, connection: Any, error: BaseException) -> None:
        """The connection goes back if it is certainly in order, else it is closed. Raises what says more than `error`,
        where there is such."""
        lost = isinstance(error, IN_DOUBT) or (isinstance(error, asyncpg.InterfaceError) and connection.is_closed())
        if lost or not isinstance(error, Exception) or connection.is_in_transaction():
            self._pool.drop(connection)
        else:
            self._pool.give(connection)
        if lost:
            self._pool.drop_idle()  # the others are lost as well, or will be
            raise Unavailable("unavailable", retry_after=1) from error
        if isinstance(error, LockNotAvailableError | QueryCanceledError):
            raise Unavailable("unavailable", retry_after=5) from error
        if isinstance(error, DiskFullError):
            raise Unavailable("storage_full", retry_after=60) from error


async def _patiently(attempt: Any, patience: float) -> Any:
    """Repeat `attempt` with back-off while the server is absent, for `patience` seconds."""
    loop = asyncio.get_running_loop()
    until, pause = loop.time() + patience, 0.02
    while True:
        try:
            return await attempt()
        except PoolClosed as error:
            raise Unavailable("unavailable", retry_after=1) from error
        except ABSENT as error:
            if loop.time() + pause > until:
                raise Unavailable("unavailable", retry_after=1) from error
        await asyncio.sleep(pause)
        pause = min(pause * 2, 0.5)
