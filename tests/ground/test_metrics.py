"""Figures for Prometheus: each server its own, the backlog of the database among them."""

from typing import Any

from prometheus_client.parser import text_string_to_metric_families

from veche.ground.db import Database
from veche.ground.jobs import enqueue
from veche.ground.metrics import DatabaseMetrics, Metrics
from veche.ground.outbox import put
from veche.ground.pool import Pool


def values(metrics: Metrics) -> dict[str, float]:
    families = text_string_to_metric_families(metrics.render().decode())
    return {sample.name: sample.value for family in families for sample in family.samples}


def test_two_servers_in_one_process_do_not_mix():
    one, other = Metrics(version="1"), Metrics(version="2")
    one.counter("veche_things", "Things.").inc(3)
    other.gauge("veche_other", "Other.", read=lambda: 7.0)
    assert values(one)["veche_things_total"] == 3
    assert "veche_things_total" not in values(other)
    assert values(other)["veche_other"] == 7
    assert b'version="2"' in other.render()


async def test_the_backlog_of_the_database(database: Database):
    metrics = Metrics(version="1")
    figures = DatabaseMetrics(metrics, database)
    await enqueue(database, "x", _nothing(), key="a")
    async with database.transaction() as connection:
        await put(connection, "t", {})
        await put(connection, "t", {})
    await figures.refresh()
    found = values(metrics)
    assert (found["veche_jobs_waiting"], found["veche_jobs_dead"], found["veche_outbox_waiting"]) == (1, 0, 2)
    assert found["veche_outbox_oldest_seconds"] >= 0
    assert found["veche_database_bytes"] > 1_000_000
    assert found["veche_database_up"] == 1
    assert found["veche_database_statements"] == database.queries


async def test_a_database_that_is_away_shows(dsn: str):
    database = await Database.open(dsn, patience=0.05)
    metrics = Metrics(version="1")
    figures = DatabaseMetrics(metrics, database)
    await figures.refresh()
    await database.close()
    away = Database(Pool(gone_away, size=1), patience=0.05)
    await DatabaseMetrics(gone := Metrics(version="1"), away).refresh()
    assert values(metrics)["veche_database_up"] == 1
    assert values(gone)["veche_database_up"] == 0


async def gone_away() -> Any:
    raise ConnectionRefusedError


def _nothing():
    from msgspec import Struct

    class Nothing(Struct):
        pass

    return Nothing()
