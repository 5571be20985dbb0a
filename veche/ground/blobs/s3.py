"""Blobs in a bucket of any S3. Clients never see its address: Veche reads and passes on, see docs/decisions."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from veche.ground.blobs.port import KEY, BlobMissing, checked_key
from veche.ground.errors import Unavailable
from veche.ground.logs import get_logger

log = get_logger("blobs")

PIECE: Final = 2 * 1024 * 1024
"""One request to the store per so many bytes: a slow reader holds no connection, a lost one is repeated alone."""
PART: Final = 8 * 1024 * 1024
PARTS_AT_ONCE: Final = 2
PREFIX: Final = "blobs/"


class S3Blobs:
    """A bucket that exists already. Keys are `blobs/ab/abcd…`."""

    def __init__(self, *, endpoint: str, bucket: str, region: str, key_id: str, secret: str) -> None:
        self._place = f"{endpoint or 's3'}/{bucket}"
        self._store = S3Store(
            bucket,
            endpoint=endpoint or None,
            region=region,
            access_key_id=key_id,
            secret_access_key=secret,
            virtual_hosted_style_request=False,
            client_options={
                "allow_http": endpoint.startswith("http:"),
                "connect_timeout": timedelta(seconds=5),
                "timeout": timedelta(seconds=120),
            },
            retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=20)},
        )

    async def put(self, key: str, content: AsyncIterator[bytes]) -> None:
        """The bucket shows content only when its last part has come, so a wrong sum leaves nothing."""
        found = hashlib.sha256()

        async def summed() -> AsyncIterator[bytes]:
            async for piece in content:
                found.update(piece)
                yield piece
            if found.hexdigest() != key:
                raise ValueError(f"the content is not that of {key}")

        name = _name(key)
        with _explained():
            try:
                await obstore.put_async(self._store, name, summed(), chunk_size=PART, max_concurrency=PARTS_AT_ONCE)
            except Exception:
                if found.hexdigest() != key:
                    raise ValueError(f"the content is not that of {key}") from None
                raise

    async def put_file(self, key: str, path: Path) -> None:
        with _explained():
            await obstore.put_async(self._store, _name(key), path, chunk_size=PART, max_concurrency=PARTS_AT_ONCE)

    async def read(self, key: str, *, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        if end is None:
            end = await self.size(key)
            if end is None:
                raise BlobMissing(key)
        name, place = _name(key), start
        while place < end:
            with _explained():
                piece = await obstore.get_range_async(self._store, name, start=place, end=min(place + PIECE, end))
            place += len(piece)
            yield bytes(piece)

    async def size(self, key: str) -> int | None:
        with _explained():
            try:
                return (await obstore.head_async(self._store, _name(key)))["size"]
            except (NotFoundError, FileNotFoundError):
                return None

    async def delete(self, key: str) -> None:
        with _explained():
            try:
                await obstore.delete_async(self._store, _name(key))
            except (NotFoundError, FileNotFoundError):
                return

    async def keys(self) -> AsyncIterator[tuple[str, int]]:
        pages = obstore.list(self._store, PREFIX)
        while True:
            with _explained():
                try:
                    page = await anext(pages)
                except StopAsyncIteration:
                    return
            for entry in page:
                key = entry["path"].rsplit("/", 1)[-1]
                if KEY.fullmatch(key):
                    yield key, entry["size"]

    async def check(self) -> str:
        probe = secrets.token_bytes(64)
        key = hashlib.sha256(probe).hexdigest()
        async with asyncio.timeout(30):
            with _explained():
                await obstore.put_async(self._store, _name(key), probe)
            await self.delete(key)
        return self._place


def _name(key: str) -> str:
    return f"{PREFIX}{checked_key(key)[:2]}/{key}"


@contextmanager
def _explained() -> Iterator[None]:
    """The store's own errors in our words; they may hold addresses and keys, so only their kind is logged."""
    try:
        yield
    except (NotFoundError, FileNotFoundError) as error:
        raise BlobMissing(str(error)[:80]) from error
    except (BaseError, TimeoutError) as error:
        log.error("store_failed", error=type(error).__name__)
        raise Unavailable("store_away", retry_after=10) from error
