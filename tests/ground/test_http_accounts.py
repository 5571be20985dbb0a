"""Several sessions in one browser, over HTTP: cookies that come, cookies that go."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.ground.test_http import PAGE, Stand


@pytest.fixture
async def stand(tmp_path: Path) -> AsyncIterator[Stand]:
    (tmp_path / "index.html").write_bytes(PAGE)
    made = Stand(tmp_path)
    await made.start()
    yield made
    await made.stop()


async def test_several_accounts_in_one_browser(stand: Stand) -> None:
    cookies = {"Cookie": "veche_session_1=good; veche_session_2=token-of-a-session"}
    for person, status in (("1", 200), ("2", 200), ("", 200), ("3", 401), ("x", 401), ("-1", 401)):
        named = {"Veche-Account": person}
        assert (await stand.post("say", token="", **cookies, **named)).status_code == status, person
    # A cookie that came under a wrong name, and a token that is somebody else's, are worth nothing.
    swapped = {"Cookie": "veche_session_1=token-of-a-session", "Veche-Account": "1"}
    assert (await stand.post("say", token="", **swapped)).status_code == 401
    assert (await stand.post("say", **{"Veche-Account": "2"})).status_code == 401
    # Only the one that signs out goes.
    gone = (await stand.post("sign_out", token="", **cookies, **{"Veche-Account": "2"})).headers.get_list("set-cookie")
    assert [one.split(";")[0] for one in gone] == ["veche_session_2="]


async def test_a_session_of_an_earlier_version_gets_a_name_beside_another(stand: Stand) -> None:
    async def named(cookie: str, command: str = "sign_in", **headers: str) -> set[str]:
        answer = await stand.post(command, token="", Cookie=cookie, **headers)
        return {one.split(";")[0] for one in answer.headers.get_list("set-cookie")}

    new = "veche_session_2=token-of-a-session"
    assert await named("veche_session=good") == {new, "veche_session_1=good", "veche_session="}
    assert await named("veche_session=dead") == {new, "veche_session="}
    assert await named("veche_session=token-of-a-session") == {new, "veche_session="}
    assert (await stand.post("say", token="", Cookie="veche_session=good", **{"Veche-Account": "1"})).status_code == 200
    assert await named("veche_session=good", "sign_out", **{"Veche-Account": "1"}) == {
        "veche_session_1=",
        "veche_session=",
    }
    beside = "veche_session=token-of-a-session; veche_session_1=good"
    assert await named(beside, "sign_out", **{"Veche-Account": "1"}) == {"veche_session_1="}
