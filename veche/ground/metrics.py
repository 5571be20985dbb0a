"""Figures for Prometheus. Bind a child once, where it is counted; an id of a person or a chat is never a label."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.process_collector import ProcessCollector

from veche.ground.db import Database
from veche.ground.errors import Unavailable

REFRESH = 15.0
BACKLOG = """
SELECT
    (SELECT count(*) FROM ground_jobs WHERE dead_at IS NULL) AS jobs,
    (SELECT count(*) FROM ground_jobs WHERE dead_at IS NOT NULL) AS dead,
    (SELECT count(*) FROM ground_outbox) AS outbox,
    coalesce((SELECT extract(epoch FROM now() - min(created_at)) FROM ground_outbox), 0)::float AS oldest,
    pg_database_size(current_database()) AS size
"""


class Metrics:
    """One registry per server, so that tests may run several in one process."""

    def __init__(self, *, version: str) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        GCCollector(registry=self.registry)
        Gauge("veche_info", "Which version runs.", ["version"], registry=self.registry).labels(version).set(1)

    def counter(self, name: str, text: str) -> Counter:
        return Counter(name, text, registry=self.registry)

    def gauge(self, name: str, text: str, *, read: Callable[[], float] | None = None) -> Gauge:
        """`read` is asked at every scrape."""
        gauge = Gauge(name, text, registry=self.registry)
        if read:
            gauge.set_function(read)
        return gauge

    def histogram(self, name: str, text: str, *, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(name, text, buckets=buckets, registry=self.registry)

    def render(self) -> bytes:
        """The answer to `GET /metrics`."""
        return generate_latest(self.registry)


class DatabaseMetrics:
    """Looks at the database now and then, so that a scrape asks it nothing."""

    def __init__(self, metrics: Metrics, db: Database) -> None:
        self._db = db
        self._jobs = metrics.gauge("veche_jobs_waiting", "Jobs that are still to be done.")
        self._dead = metrics.gauge("veche_jobs_dead", "Jobs that were given up.")
        self._outbox = metrics.gauge("veche_outbox_waiting", "Deliveries that are still to go out.")
        self._oldest = metrics.gauge("veche_outbox_oldest_seconds", "Age of the oldest delivery.")
        self._size = metrics.gauge("veche_database_bytes", "Size of the database on disk.")
        self._up = metrics.gauge("veche_database_up", "Whether the database answered the last time.")
        metrics.gauge("veche_database_statements", "Statements sent so far.", read=lambda: db.queries)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="database-metrics")

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def refresh(self) -> None:
        """Look once."""
        try:
            row = await self._db.fetchrow(BACKLOG)
        except Unavailable:
            self._up.set(0)
            return
        if row:
            for gauge, name in (
                (self._jobs, "jobs"),
                (self._dead, "dead"),
                (self._outbox, "outbox"),
                (self._oldest, "oldest"),
                (self._size, "size"),
            ):
                gauge.set(row[name])
        self._up.set(1)

    async def _run(self) -> None:
        while True:
            await self.refresh()
            await asyncio.sleep(REFRESH)
