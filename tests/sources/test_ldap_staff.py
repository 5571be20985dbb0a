"""A directory becomes staff: looked at, applied, read again by itself; and nothing when it breaks off."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.sources.test_ldap_reading import BASE, HALL, needs_slapd
from tests.support.live import Live, Refusal, Someone
from tests.support.slapd import DATA, PASSWORD, TestSlapd
from veche.ground.clock import to_ms
from veche.ground.config import Settings
from veche.ground.db import Database
from veche.sources.actions.directories import Turn
from veche.sources.ldap.asking import ask
from veche.sources.store import ldap as store

pytestmark = needs_slapd
PROFILE = {"base": BASE, "page": 2}
SECRET_WORD = "HALL_READER_PASSWORD"


@dataclass
class Town:
    live: Live
    head: Someone
    organisation: int
    slapd: TestSlapd

    @property
    def directories(self) -> Any:
        return self.live.server.messenger.offices.sources.directories

    @property
    def staff(self) -> Any:
        return self.live.server.messenger.offices.staff

    async def save(self, **fields: Any) -> int:
        answer = await self.head.ask(
            "save_directory",
            organisation=self.organisation,
            **{"name": "Каталог города", "connection": "hall", "profile": PROFILE} | fields,
        )
        return int(answer["directory"]["id"])

    async def card(self) -> dict[str, Any]:
        answer = await self.head.ask("list_directories", organisation=self.organisation)
        card: dict[str, Any] = answer["directories"][0]
        return card

    async def read(self, number: int) -> dict[str, Any]:
        """As the button does, with the job done here."""
        await self.head.ask("read_directory", directory=number)
        await self.settle()
        return await self.card()

    async def turn(self, number: int) -> dict[str, Any]:
        """The next turn of the schedule is now."""
        one = await store.get(self.live.database, number)
        assert one is not None
        assert one.next_at is not None
        await self.directories.again(Turn(number, to_ms(one.next_at)))
        return await self.card()

    async def settle(self) -> None:
        while await self.live.server.messenger.jobs.once():
            pass

    async def working(self) -> set[str]:
        rows = await self.live.database.fetch("SELECT name FROM staff_records WHERE left_at IS NULL")
        return {row["name"] for row in rows}


@pytest.fixture
async def there(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    monkeypatch.setenv(SECRET_WORD, PASSWORD)
    slapd = TestSlapd(tmp_path / "slapd", suffix=HALL)
    slapd.add((DATA / "hall.ldif").read_text("utf-8"))
    slapd.add_reader()
    slapd.start()
    data = tmp_path / "data"
    data.mkdir()
    (data / "ldap.toml").write_text(
        f'[hall]\nurl = "{slapd.url}"\nbind_dn = "{slapd.bind_dn}"\npassword_env = "{SECRET_WORD}"\n', "utf-8"
    )
    live = Live(database, settings=Settings(data=data))
    await live.start()
    await live.server.messenger.jobs.stop()  # they are done when a test says so
    try:
        head = await live.person("Орлова Нина Павловна", administrator=True)
        organisation = (await head.ask("create_organisation", name="Администрация Верхнеозёрска"))["organisation"]
        yield Town(live, head, organisation, slapd)
    finally:
        await live.stop()
        slapd.kill()


async def test_looked_at_applied_and_a_second_time_nothing(there: Town) -> None:
    tried = await there.head.ask("try_directory", organisation=there.organisation, connection="hall", profile=PROFILE)
    assert len(tried["people"]) == 5
    assert all(one["key"] and one["name"] for one in tried["people"])
    number = await there.save()
    card = await there.read(number)
    assert (card["state"], card["people"], card.get("problem", "")) == ("planned", 9, "")
    plan = await there.staff.needs.import_of(there.live.database, card["import_id"])
    assert (plan.state, plan.counts.create, plan.counts.errors, plan.counts.units_new) == ("planned", 7, 0, 5)
    assert await there.working() == set(), "nothing before it is applied"
    ledger = await there.live.database.fetch("SELECT * FROM ground_outgoing WHERE purpose = 'ldap' ORDER BY id")
    assert [(row["scheme"], row["port"], row["allowed"]) for row in ledger] == [("ldap", there.slapd.port, True)] * 2
    assert all(row["bytes_received"] > row["bytes_sent"] > 0 for row in ledger), "tried once, read once"

    await there.staff.applying.apply(_asker(there), plan.id, skip_errors=False)
    await there.settle()
    assert len(await there.working()) == 7
    assert "Козлов Артём Игоревич" not in await there.working(), "a disabled account"
    assert "Орлова Нина Павловна" not in await there.working(), "an account that has expired"
    again = await there.read(number)
    counts = (await there.staff.needs.import_of(there.live.database, again["import_id"])).counts
    assert (counts.create, counts.change, counts.move, counts.leave, counts.unchanged) == (0, 0, 0, 0, 7)


async def test_a_server_that_dies_half_way_changes_nothing(there: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """All people were there before; the server is killed between two pages of the next reading."""
    number = await there.save(every_hours=24, most_leavers=100)
    await there.turn(number)
    await there.settle()
    before = await there.working()
    assert len(before) == 7
    imports = await there.live.database.fetchval("SELECT count(*) FROM staff_imports")
    pages: list[int] = []

    def dies() -> None:
        pages.append(1)
        if len(pages) == 3:
            there.slapd.kill()

    monkeypatch.setattr(
        "veche.sources.actions.directories.ask", lambda *fields, **more: ask(*fields, on_page=dies, **more)
    )
    for way in (there.read, there.turn):
        pages.clear()
        card = await way(number)
        assert card["state"] == "failed"
        assert card["problem"]
    assert await there.live.database.fetchval("SELECT count(*) FROM staff_imports") == imports, "no plan of a half"
    assert await there.working() == before
    assert PASSWORD not in json.dumps(await there.card(), ensure_ascii=False)


async def test_by_itself_but_never_many_leavers(there: Town) -> None:
    number = await there.save(every_hours=1)
    first = await there.turn(number)
    assert first["state"] == "applied"
    await there.settle()
    assert len(await there.working()) == 7
    assert (await there.turn(number))["state"] == "same", "the same answer makes no second plan"

    old = await store.get(there.live.database, number)
    assert old is not None
    assert old.next_at is not None
    stale = to_ms(old.next_at)
    # Somebody narrows the filter: all but one would lose their posts.
    await there.save(directory=number, every_hours=2, profile=PROFILE | {"people": "(sAMAccountName=belov.ii)"})
    await there.directories.again(Turn(number, stale))
    assert (await there.card())["state"] == "same", "a turn of the old schedule does nothing"
    held = await there.turn(number)
    assert held["state"] == "held"
    assert "6" in held["problem"] and "7" in held["problem"]  # noqa: PT018
    assert len(await there.working()) == 7
    plan = await there.staff.needs.import_of(there.live.database, held["import_id"])
    assert (plan.state, plan.counts.leave) == ("planned", 6), "it waits for somebody who looks at it"

    # Whoever set it up has lost his right: nothing more is applied in his name.
    await there.live.person("Глава", administrator=True)
    await there.save(directory=number, every_hours=1, profile=PROFILE | {"title": "sn"})
    await there.live.database.execute("UPDATE identity_people SET administrator = false WHERE id = $1", there.head.id)
    await there.directories.again(Turn(number, await _next(there, number)))
    now = await store.get(there.live.database, number)
    assert now is not None
    assert (now.state, "administrators_only" in (now.problem or "")) == ("failed", True)


async def test_who_may_and_which_servers(there: Town) -> None:
    anna = await there.live.person("Анна")
    for command, fields in (
        ("list_directories", {"organisation": there.organisation}),
        ("save_directory", {"organisation": there.organisation, "name": "x", "connection": "hall", "profile": PROFILE}),
        ("try_directory", {"organisation": there.organisation, "connection": "hall", "profile": PROFILE}),
    ):
        with pytest.raises(Refusal, match="administrators_only"):
            await anna.ask(command, **fields)
    with pytest.raises(Refusal, match="ldap_server_unknown"):
        await there.save(connection="ldap://192.0.2.1")
    with pytest.raises(Refusal, match="ldap_filter"):
        await there.save(profile=PROFILE | {"people": "(cn=*"})
    number = await there.save()
    with pytest.raises(Refusal, match="ldap_name_taken"):
        await there.save()
    with pytest.raises(Refusal, match="administrators_only"):
        await anna.ask("read_directory", directory=number)
    await there.head.ask("remove_directory", directory=number)
    assert (await there.head.ask("list_directories", organisation=there.organisation)) == {
        "connections": ["hall"],
        "directories": [],
    }
    everything = await there.live.database.fetch("SELECT s::text AS row FROM sources_ldap s")
    audit = await there.live.database.fetch("SELECT a::text AS row FROM ground_audit a")
    assert not [row for row in [*everything, *audit] if PASSWORD in row["row"]]
    (there.live.data / "ldap.toml").write_text("[hall]\nurl = 'http://x'\n")
    with pytest.raises(Refusal, match="ldap_file_broken"):
        await there.save()


def _asker(there: Town) -> Any:
    from veche.ground.commands import Asker
    from veche.ground.ids import DeviceId

    return Asker(person=there.head.id, device=DeviceId(0))


async def _next(there: Town, number: int) -> int:
    one = await store.get(there.live.database, number)
    assert one is not None
    assert one.next_at is not None
    return to_ms(one.next_at)
