"""Everything out of one installation and into another, proved by counts and hashes."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.live import Live
from tests.support.postgres import TestPostgres
from veche.ground import dump, keys
from veche.ground.blobs import Blobs, LocalBlobs
from veche.ground.clock import Clock
from veche.ground.db import Database
from veche.ground.errors import BadInput, Conflict
from veche.ground.migrations import load, migrate
from veche.keep.actions.backing_up import BackingUp
from veche.keep.actions.restoring import Restoring
from veche.keep.model import Report


class Vanishing(LocalBlobs):
    """A store from which a file goes between being listed and being read."""

    def __init__(self, folder: Path, *, gone: str) -> None:
        super().__init__(folder)
        self._gone = gone

    def read(self, key: str, *, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        return super().read("0" * 64 if key == self._gone else key, start=start, end=end)


async def a_store(folder: Path, *contents: bytes) -> LocalBlobs:
    blobs = LocalBlobs(folder / "blobs")
    blobs.prepare()
    for content in contents:
        await blobs.put(hashlib.sha256(content).hexdigest(), in_pieces(content))
    return blobs


async def in_pieces(content: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(content), 100_000):
        yield content[start : start + 100_000]


async def content_of(blobs: Blobs) -> dict[str, bytes]:
    return {key: b"".join([piece async for piece in blobs.read(key)]) async for key, _ in blobs.keys()}  # noqa: SIM118


@pytest.fixture
async def empty(postgres: TestPostgres) -> AsyncIterator[tuple[Database, str]]:
    address = postgres.fresh()
    db = await Database.open(address, size=2)
    yield db, address
    await db.close()
    postgres.drop(address)


async def back_up(db: Database, data: Path, blobs: Blobs | None = None) -> tuple[bytes, Report]:
    target = io.BytesIO()
    report = await BackingUp(db, data=data, blobs=blobs, clock=Clock(), say=lambda _: None).write(target)
    return target.getvalue(), report


async def restore(backup: bytes, to: tuple[Database, str], data: Path, blobs: Blobs | None = None) -> Report:
    db, address = to
    action = Restoring(db, dsn=address, data=data, blobs=blobs or await a_store(data), say=lambda _: None)
    return await action.read(io.BytesIO(backup))


async def proofs(db: Database) -> dict[str, dump.Proof]:
    async with dump.snapshot(db) as connection:
        return {table.name: await dump.prove(connection, table) for table in await dump.tables(connection)}


async def a_talk(live: Live) -> None:
    """Words that are hard on a format: quotes, backslashes, line ends, emoji, what JSON and COPY escape."""
    anna, boris = await live.person("Анна Викторовна Соколова"), await live.person("Борис Ильич О'Громов")
    async with anna.socket() as socket:
        chat = (await socket.ask("open_dialog", **{"with": boris.id}))["chat"]["id"]
        for number, text in enumerate(
            ['«ёлка» "кавычки"', "C:\\папка\\n\\.", "две\nстроки\tи табуляция", "👨‍👩‍👧 \u2028 \\u0000"]
        ):
            await socket.ask("send_message", chat=chat, cid=f"talk-{number}", text=text)
        await socket.ask("react", chat=chat, seq=1, emoji="👍", on=True)


async def test_all_rows_come_back_the_same(live: Live, empty: tuple[Database, str], tmp_path: Path) -> None:
    await a_talk(live)
    await live.server.messenger.search.indexer.settle()
    before = await proofs(live.database)
    backup, report = await back_up(live.database, tmp_path)
    restored = await restore(backup, empty, tmp_path)
    assert await proofs(empty[0]) == before
    assert restored.rows == report.rows == sum(proof.rows for proof in before.values())
    assert before["messages_messages"].rows == 4


async def test_new_rows_take_new_numbers(live: Live, empty: tuple[Database, str], tmp_path: Path) -> None:
    """Counters stand behind what was put in, and foreign keys are back."""
    await live.database.execute(
        "INSERT INTO ground_audit (actor, act, subject) SELECT 1, 'x', 'y' FROM generate_series(1, 7)"
    )
    backup, _ = await back_up(live.database, tmp_path)
    await restore(backup, empty, tmp_path)
    number = await empty[0].fetchval("INSERT INTO ground_audit (actor, act, subject) VALUES (1, 'z', 'y') RETURNING id")
    assert number == 1 + await live.database.fetchval("SELECT max(id) FROM ground_audit")
    count = "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated"
    assert await empty[0].fetchval(count) == await live.database.fetchval(count)


async def test_it_is_one_moment_while_people_talk(live: Live, empty: tuple[Database, str], tmp_path: Path) -> None:
    anna, boris = await live.person("Анна"), await live.person("Борис")
    async with anna.socket() as socket:
        chat = (await socket.ask("open_dialog", **{"with": boris.id}))["chat"]["id"]
        going = True

        async def talk() -> int:
            sent = 0
            while going:
                await socket.ask("send_message", chat=chat, cid=f"go-{sent}", text=f"слово {sent}")
                sent += 1
            return sent

        talking = asyncio.create_task(talk())
        backup, _ = await back_up(live.database, tmp_path)
        going = False
        await talking
    await restore(backup, empty, tmp_path)
    head = await empty[0].fetchval("SELECT seq FROM chats_heads WHERE chat_id = $1", chat)
    rows = await empty[0].fetchval("SELECT count(*) FROM messages_messages WHERE chat_id = $1", chat)
    assert head == rows


async def test_files_and_keys_come_along(live: Live, empty: tuple[Database, str], tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    new.mkdir()
    key = keys.key(old, "seal", make=lambda: b"0123456789")
    keys.key(new, "seal", make=lambda: b"made by the new one")
    shelf, other = await a_store(old, b"", b"x" * 2_500_000, b"abc"), await a_store(new)
    backup, report = await back_up(live.database, old, shelf)
    restored = await restore(backup, empty, new, other)
    assert await content_of(other) == await content_of(shelf)
    assert (restored.files, restored.file_bytes) == (report.files, report.file_bytes) == (3, 2_500_003)
    assert keys.key(new, "seal", make=lambda: b"") == key


async def test_a_file_that_went_meanwhile_is_named(live: Live, empty: tuple[Database, str], tmp_path: Path) -> None:
    await a_store(tmp_path, b"one", b"two")
    gone = hashlib.sha256(b"two").hexdigest()
    backup, report = await back_up(live.database, tmp_path, Vanishing(tmp_path / "blobs", gone=gone))
    assert report.missing == [gone]
    assert (await restore(backup, empty, tmp_path / "new")).missing == [gone]


async def test_a_file_of_other_content_is_refused(live: Live, empty: tuple[Database, str], tmp_path: Path) -> None:
    backup, _ = await back_up(live.database, tmp_path, await a_store(tmp_path, b"one"))

    def changed(parts: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
        return [(name, b"two" if name.startswith("files/") else content) for name, content in parts]

    with pytest.raises(BadInput) as raised:
        await restore(repacked(backup, changed), empty, tmp_path / "new")
    assert raised.value.code == "backup_differs"


async def test_whoever_has_people_is_not_overwritten(live: Live, tmp_path: Path) -> None:
    await live.person("Анна")
    backup, _ = await back_up(live.database, tmp_path)
    before = await proofs(live.database)
    with pytest.raises(Conflict) as raised:
        await restore(backup, (live.database, ""), tmp_path)
    assert raised.value.code == "restore_not_empty"
    assert await proofs(live.database) == before


async def test_a_backup_of_an_older_schema_is_brought_up(postgres: TestPostgres, tmp_path: Path) -> None:
    """Its rows go into the schema of its day; the steps since then are applied to them."""
    steps = load()
    old_address, new_address = postgres.fresh(migrated=False), postgres.fresh()
    await migrate(old_address, migrations=steps[:5])
    old, new = await Database.open(old_address, size=2), await Database.open(new_address, size=2)
    try:
        await old.execute("INSERT INTO ground_audit (actor, act, subject) VALUES (1, 'old', 'day')")
        backup, _ = await back_up(old, tmp_path)
        await restore(backup, (new, new_address), tmp_path)
        assert await new.fetchval("SELECT act FROM ground_audit") == "old"
        assert await new.fetchval("SELECT max(number) FROM ground_migrations") == steps[-1].number
    finally:
        await old.close()
        await new.close()
        postgres.drop(old_address)
        postgres.drop(new_address)


Edit = Callable[[list[tuple[str, bytes]]], list[tuple[str, bytes]]]


def repacked(backup: bytes, edit: Edit) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(backup)) as tar:
        parts = [(info.name, (tar.extractfile(info) or io.BytesIO()).read()) for info in tar]
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w|gz") as tar:
        for name, content in edit(parts):
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return target.getvalue()


def without_the_end(parts: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    return parts[:-1]


def without_a_part(parts: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    return [part for part in parts if "messages_messages" not in part[0]]


def a_changed_word(parts: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    return [
        (name, content.replace("ёлка".encode(), "палка".encode()) if name.endswith("jsonl") else content)
        for name, content in parts
    ]


def a_torn_row(parts: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    return [(name, content[:-9] if "messages_messages" in name else content) for name, content in parts]


def a_row_of_nobody(parts: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    row = b"{}\n"
    return [*parts[:1], ("tables/chats_heads/000009.jsonl", row), *parts[1:]]


def a_way_out(parts: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    return [*parts[:1], ("files/../../etc/passwd", b"root"), *parts[1:]]


def an_unknown_table(parts: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    return [*parts[:1], ("tables/pg_authid/000001.jsonl", b"{}\n"), *parts[1:]]


def of_a_newer_version(parts: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    manifest: dict[str, Any] = json.loads(parts[0][1])
    manifest["schema"]["9999"] = "0" * 32
    return [(parts[0][0], json.dumps(manifest).encode()), *parts[1:]]


def of_something_else(parts: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    return [("hello.txt", b"hello"), *parts]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (without_the_end, "backup_cut_off"),
        (without_a_part, "backup_differs"),
        (a_changed_word, "backup_differs"),
        (a_torn_row, "backup_broken"),
        (a_row_of_nobody, "backup_broken"),
        (a_way_out, "backup_broken"),
        (an_unknown_table, "backup_broken"),
        (of_a_newer_version, "backup_newer"),
        (of_something_else, "backup_foreign"),
    ],
)
async def test_a_bad_backup_changes_nothing(
    live: Live, empty: tuple[Database, str], tmp_path: Path, edit: Edit, code: str
) -> None:
    await a_talk(live)
    backup, _ = await back_up(live.database, tmp_path)
    before = await proofs(empty[0])
    with pytest.raises(BadInput) as raised:
        await restore(repacked(backup, edit), empty, tmp_path)
    assert raised.value.code == code
    assert await proofs(empty[0]) == before


DAMAGED = {
    "empty": b"",
    "words": b"hello",
    "no-tar": gzip.compress(b"hello"),
    "cut": gzip.compress(b"x" * 5000)[:-9],
}


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=DAMAGED)
async def test_what_is_no_archive_is_refused(empty: tuple[Database, str], tmp_path: Path, damaged: bytes) -> None:
    with pytest.raises(BadInput) as raised:
        await restore(damaged, empty, tmp_path)
    assert raised.value.code in {"backup_broken", "backup_foreign", "backup_cut_off"}


async def test_a_backup_cut_anywhere_is_refused(live: Live, empty: tuple[Database, str], tmp_path: Path) -> None:
    await a_talk(live)
    backup, _ = await back_up(live.database, tmp_path)
    before = await proofs(empty[0])
    for part in (3, 2):
        with pytest.raises(BadInput) as raised:
            await restore(backup[: len(backup) * (part - 1) // part], empty, tmp_path)
        assert raised.value.code in {"backup_broken", "backup_cut_off"}
    assert await proofs(empty[0]) == before
