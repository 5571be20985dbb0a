"""What the guide tells an administrator to type: a directory in two commands, tokens in three."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sources.test_ldap_reading import BASE, HALL, needs_slapd
from tests.support.live import Live
from tests.support.slapd import DATA, TestSlapd
from veche.ground.errors import VecheError
from veche.sources import bring_directory, list_tokens, make_token, read_profile, revoke_token, try_out

BODY = "Администрация Верхнеозёрска"


@pytest.fixture
def slapd(tmp_path: Path) -> Iterator[TestSlapd]:
    server = TestSlapd(tmp_path / "slapd", suffix=HALL)
    server.add((DATA / "hall.ldif").read_text("utf-8"))
    server.start()
    yield server
    server.kill()


@needs_slapd
async def test_a_directory_in_two_commands(live: Live, slapd: TestSlapd, tmp_path: Path) -> None:
    head = await live.person("Орлова Нина Павловна", administrator=True)
    await head.ask("create_organisation", name=BODY)
    (live.data / "ldap.toml").write_text(f'[hall]\nurl = "{slapd.url}"\n', "utf-8")
    sources = live.server.messenger.offices.sources
    file = tmp_path / "profile.toml"
    file.write_text('title = "title"\npage = 3\n', "utf-8")
    profile = read_profile(file, base=BASE)
    assert next(row.login for row in await try_out(sources, "hall", profile)) == "sokolova.ap"

    heard: list[Any] = []

    async def bring(**fields: Any) -> Any:
        options: dict[str, Any] = {
            "dry_run": False,
            "skip_errors": False,
            "leavers": -1,
            "connection": "",
            "profile": None,
        } | fields
        return await bring_directory(
            sources, "Каталог", organisation=BODY, say=lambda one, shown: heard.append((one, shown)), **options
        )

    looked = await bring(connection="hall", profile=profile, dry_run=True)
    assert (looked.state, looked.counts.create) == ("planned", 7)
    assert await live.database.fetchval("SELECT count(*) FROM staff_records") == 0
    done = await bring()
    assert (done.state, done.counts.create, len(heard)) == ("done", 7, 2), "the profile was kept"
    again = await bring()
    assert (again.state, again.counts.create, again.counts.leave, again.counts.unchanged) == ("done", 0, 0, 7)
    slapd.kill()
    with pytest.raises(VecheError, match="ldap_unreachable"):
        await bring()
    assert await live.database.fetchval("SELECT count(*) FROM staff_records WHERE left_at IS NULL") == 7


async def test_tokens_by_hand(live: Live) -> None:
    head = await live.person("Орлова Нина Павловна", administrator=True)
    body = (await head.ask("create_organisation", name=BODY))["organisation"]
    sources = live.server.messenger.offices.sources
    made = await make_token(sources, organisation=BODY, label="Каталог")
    auth = {"Authorization": f"Bearer {made.secret}"}
    assert (await live.http.get("/scim/v2/Users", headers=auth)).status_code == 200
    assert [(one.id, one.used_at is None) for one in await list_tokens(sources, organisation=str(body))] == [
        (made.token, False)
    ]
    await revoke_token(sources, made.token)
    assert (await live.http.get("/scim/v2/Users", headers=auth)).status_code == 401
    with pytest.raises(VecheError, match="scim_token_not_found"):
        await revoke_token(sources, 1)


def test_a_profile_that_cannot_be_read(tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    for text in ("base = 1", "nonsense", 'base = "dc=x"\nunits = "sky"', 'base = "dc=x"\npassword = "x"'):
        file.write_text(text, "utf-8")
        with pytest.raises(VecheError, match="ldap_profile_broken"):
            read_profile(file, base="")
