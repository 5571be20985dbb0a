"""Read a backup into an empty installation, and prove that all of it is there."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO, TypeVar

import msgspec

from veche import identity
from veche.ground import dump, keys
from veche.ground.blobs import Blobs
from veche.ground.db import Connection, Database
from veche.ground.errors import BadInput, Conflict
from veche.ground.migrations import load, migrate
from veche.keep import model
from veche.keep.actions.backing_up import Say
from veche.keep.archive import Member, members
from veche.keep.model import Manifest, Report, Summary, TableProof

Note = TypeVar("Note", Manifest, Summary)


class Restoring:
    """One restore. The rows are one transaction: all there and proved, or the database is as empty as it was."""

    def __init__(self, db: Database, *, dsn: str, data: Path, blobs: Blobs, say: Say) -> None:
        self._db = db
        self._dsn = dsn
        self._data = data
        self._blobs = blobs
        self._say = say
        self._keys: dict[str, bytes] = {}
        self._files = self._file_bytes = 0

    async def read(self, source: IO[bytes]) -> Report:
        """Raises Conflict(restore_not_empty), BadInput: backup_broken, backup_cut_off, backup_newer, backup_foreign,
        backup_differs."""
        began = time.monotonic()
        parts = members(source)
        manifest = await self._manifest(parts)
        await self._check_empty()
        await self._go_back_to(manifest)
        async with dump.refilling(self._db) as connection:
            summary = await self._fill(connection, manifest, parts)
            await self._check(connection, manifest, summary)
        applied = await migrate(self._dsn)
        if applied:
            self._say(f"schema: {applied[-1].number:04d}")
        for name, content in self._keys.items():
            keys.put(self._data, name, content)
        seconds = time.monotonic() - began
        return Report(summary.tables, self._files, self._file_bytes, 0, seconds, summary.missing)

    async def _manifest(self, parts: AsyncIterator[Member]) -> Manifest:
        first = await anext(parts, None)
        if first is None or first.name != model.MANIFEST:
            raise BadInput("backup_foreign")
        manifest = await _note(first, Manifest)
        if manifest.format != model.FORMAT:
            raise BadInput("backup_foreign")
        ours = {migration.number: migration.checksum for migration in load()}
        newest = max(manifest.schema, default=0)
        if manifest.format_version > model.FORMAT_VERSION or newest > max(ours):
            raise BadInput("backup_newer", veche=manifest.veche)
        if any(ours.get(number) != checksum for number, checksum in manifest.schema.items()):
            raise BadInput("backup_foreign")
        return manifest

    async def _check_empty(self) -> None:
        """Without people there is nothing of anybody's that could be lost."""
        if await identity.anybody(self._db):
            raise Conflict("restore_not_empty")

    async def _go_back_to(self, manifest: Manifest) -> None:
        """An older backup is read into the schema of its day; the steps since then follow with the rows in place."""
        steps = [migration for migration in load() if migration.number in manifest.schema]
        if len(steps) == len(load()):
            return
        await self._db.execute("DROP SCHEMA public CASCADE")
        await self._db.execute("CREATE SCHEMA public")
        await migrate(self._dsn, migrations=steps)

    async def _fill(self, connection: Connection, manifest: Manifest, parts: AsyncIterator[Member]) -> Summary:
        tables = {table.name: table for table in await dump.tables(connection)}
        async for member in parts:
            if member.name == model.SUMMARY:
                return await _note(member, Summary)
            if match := model.ROWS.fullmatch(member.name):
                table = tables.get(match[1])
                if table is None or match[1] not in manifest.tables:
                    raise BadInput("backup_broken", problem=member.name)
                await self._rows(connection, table, member)
            elif match := model.KEY.fullmatch(member.name):
                self._keys[match[1]] = await member.whole(limit=model.LARGEST_NOTE)
            elif match := model.BLOB.fullmatch(member.name):
                await self._file(match[1], member)
                self._files, self._file_bytes = self._files + 1, self._file_bytes + member.size
            else:
                raise BadInput("backup_broken", problem=member.name[:80])
        raise BadInput("backup_cut_off")

    async def _file(self, key: str, member: Member) -> None:
        try:
            await self._blobs.put(key, member.pieces())
        except ValueError as error:
            raise BadInput("backup_differs", part=member.name) from error

    async def _rows(self, connection: Connection, table: dump.Table, member: Member) -> None:
        lines = await member.whole(limit=model.LARGEST_ROWS)
        try:
            await dump.write(connection, table, lines)
        except (*dump.BadRows, UnicodeDecodeError) as error:
            raise BadInput("backup_broken", problem=f"{member.name}: {error}") from error

    async def _check(self, connection: Connection, manifest: Manifest, summary: Summary) -> None:
        """Each table is read back and compared with what it was, byte by byte."""
        if set(summary.tables) != set(manifest.tables):
            raise BadInput("backup_broken", problem=model.SUMMARY)
        await connection.execute("SET LOCAL TimeZone = 'UTC'")
        for table in await dump.tables(connection):
            proof = await dump.prove(connection, table)
            expected = summary.tables.get(table.name)
            if expected != TableProof(proof.rows, proof.sha256):
                raise BadInput("backup_differs", part=table.name)
            if proof.rows:
                self._say(f"{table.name}: {proof.rows:,}")
        if summary.keys != {name: hashlib.sha256(content).hexdigest() for name, content in self._keys.items()}:
            raise BadInput("backup_differs", part="keys")
        if (summary.files, summary.file_bytes) != (self._files, self._file_bytes):
            raise BadInput("backup_differs", part="files")


async def _note(member: Member, kind: type[Note]) -> Note:
    try:
        return msgspec.json.decode(await member.whole(limit=model.LARGEST_NOTE), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadInput("backup_broken", problem=f"{member.name}: {error}") from error
