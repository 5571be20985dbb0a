"""Write all that the installation has to a stream, while it runs."""

from __future__ import annotations

import hashlib
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import IO

import msgspec

from veche import __version__
from veche.ground import dump, keys
from veche.ground.blobs import BlobMissing, Blobs
from veche.ground.clock import Clock
from veche.ground.db import Connection, Database
from veche.keep import model
from veche.keep.archive import Writer
from veche.keep.model import Manifest, Report, Summary, TableNote, TableProof

Say = Callable[[str], object]


class BackingUp:
    """One backup: the database as it was at one moment, then keys and files. Files never change, only come and go, so
    that those of that moment are there afterwards, but for the ones deleted since: they are listed.
    `blobs`: None leaves the files to the store that has them."""

    def __init__(self, db: Database, *, data: Path, blobs: Blobs | None, clock: Clock, say: Say) -> None:
        self._db = db
        self._data = data
        self._blobs = blobs
        self._clock = clock
        self._say = say

    async def write(self, target: IO[bytes]) -> Report:
        """Raises OSError when the target cannot take it; what is written by then has no end and is refused later."""
        began = time.monotonic()
        with Writer(target) as archive:
            tables = await self._database(archive)
            key_hashes = await self._keys(archive)
            files, size, missing = await self._files(archive)
            summary = Summary(tables, key_hashes, files, size, missing)
            await archive.add(model.SUMMARY, _packed(summary))
        return Report(tables, files, size, archive.written, time.monotonic() - began, missing)

    async def _database(self, archive: Writer) -> dict[str, TableProof]:
        proofs: dict[str, TableProof] = {}
        async with dump.snapshot(self._db) as connection:
            tables = await dump.tables(connection)
            await archive.add(model.MANIFEST, _packed(await self._manifest(connection, tables)))
            for table in tables:
                proofs[table.name] = await self._table(archive, connection, table)
        return proofs

    async def _manifest(self, connection: Connection, tables: list[dump.Table]) -> Manifest:
        return Manifest(
            format=model.FORMAT,
            format_version=model.FORMAT_VERSION,
            veche=__version__,
            made_at=self._clock.now().isoformat(timespec="seconds"),
            postgresql=await dump.server_version(connection),
            schema=await dump.history(connection),
            tables={table.name: TableNote(table.columns, table.key) for table in tables},
        )

    async def _table(self, archive: Writer, connection: Connection, table: dump.Table) -> TableProof:
        number = 0

        async def keep(lines: bytes) -> None:
            nonlocal number
            number += 1
            await archive.add(f"tables/{table.name}/{number:06d}.jsonl", lines)

        proof = await dump.read(connection, table, keep)
        if proof.rows:
            self._say(f"{table.name}: {proof.rows:,}")
        return TableProof(proof.rows, proof.sha256)

    async def _keys(self, archive: Writer) -> dict[str, str]:
        hashes = {}
        for name in keys.names(self._data):
            content = (self._data / keys.FOLDER / name).read_bytes()
            hashes[name] = hashlib.sha256(content).hexdigest()
            await archive.add(f"keys/{name}", content)
        return hashes

    async def _files(self, archive: Writer) -> tuple[int, int, list[str]]:
        count, total, missing = 0, 0, list[str]()
        if self._blobs is None:
            return count, total, missing
        async for key, size in self._blobs.keys():
            pieces = self._blobs.read(key)
            try:
                first = await anext(pieces, b"")
            except BlobMissing:
                missing.append(key)
                continue
            await archive.add_stream(f"files/{key}", size, _chained(first, pieces))
            count, total = count + 1, total + size
        if count:
            self._say(f"files: {count:,}")
        return count, total, missing


async def _chained(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    if first:
        yield first
    async for piece in rest:
        yield piece


def _packed(note: Manifest | Summary) -> bytes:
    return msgspec.json.format(msgspec.json.encode(note), indent=1) + b"\n"
