"""What a backup says about itself. The format is described in docs/reference/backup-format.md."""

from __future__ import annotations

import re

from msgspec import Struct

FORMAT = "veche-backup"
FORMAT_VERSION = 1

MANIFEST = "manifest.json"
SUMMARY = "summary.json"
ROWS = re.compile(r"tables/([a-z][a-z0-9_]{0,62})/(\d{6})\.jsonl")
KEY = re.compile(r"keys/([a-z0-9][a-z0-9_.-]{0,63})")
BLOB = re.compile(r"files/([0-9a-f]{64})")

LARGEST_ROWS = 64 * 1024 * 1024
"""Bytes of one member of rows; a backup has members of some 2 MB, and a single row that is larger alone."""
LARGEST_NOTE = 16 * 1024 * 1024
"""Bytes of manifest, summary or a key."""


class TableNote(Struct, frozen=True):
    """A table as it was when the backup was made."""

    columns: tuple[str, ...]
    key: tuple[str, ...]


class Manifest(Struct, frozen=True):
    """The first member: what follows. Times are ISO 8601 in UTC."""

    format: str
    format_version: int
    veche: str
    made_at: str
    postgresql: str
    schema: dict[int, str]
    """The migrations of the database: number → checksum."""
    tables: dict[str, TableNote]


class TableProof(Struct, frozen=True):
    """How many rows a table has, and the SHA-256 of all its lines one after the other."""

    rows: int
    sha256: str


class Summary(Struct, frozen=True):
    """The last member: what must have been read. Its absence means that the backup was cut off."""

    tables: dict[str, TableProof]
    keys: dict[str, str]
    """Name → SHA-256."""
    files: int
    file_bytes: int
    missing: list[str] = []
    """Files that were deleted while the backup was being written."""


class Report(Struct, frozen=True):
    """What a backup or a restore did."""

    tables: dict[str, TableProof]
    files: int
    file_bytes: int
    bytes: int
    seconds: float
    missing: list[str] = []

    @property
    def rows(self) -> int:
        return sum(proof.rows for proof in self.tables.values())


class Drill(Struct, frozen=True):
    """A restore that was tried into a scratch folder, and proved."""

    at: str
    made_at: str
    """When the backup was made."""
    rows: int
    files: int
    seconds: float
    postgresql: str
