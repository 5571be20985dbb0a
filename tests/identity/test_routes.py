"""The commands as clients meet them: examples that decode, errors that exist, and the way through real HTTP."""

import re
from pathlib import Path

import httpx
import msgspec
import pytest

from tests.builders import Town, build_parts
from tests.support.live import Live, Refusal
from veche.directory import routes as directory_routes
from veche.ground.clock import FixedClock
from veche.ground.commands import OpenCommand
from veche.ground.db import Database
from veche.ground.errors import VecheError
from veche.ground.i18n import LOCALES, Texts
from veche.identity import routes as identity_routes

FROM_THE_EDGE = {"signed_out"}
FOR_DOMAINS_ABOVE = {"not_your_post", "login_differs"}
BY_COMMAND_LINE = {"demo_not_empty"}


async def test_every_example_is_a_good_request_and_answer(town: Town) -> None:
    commands = [*identity_routes.commands(town.identity), *directory_routes.commands(town.directory)]
    assert len(commands) == len({command.name for command in commands}) == 75
    for command in commands:
        for value, kind in ((command.example, command.request), (command.answer_example, command.answer)):
            assert msgspec.json.decode(msgspec.json.encode(value), type=kind) == value, command.name


async def test_every_error_that_is_raised_is_declared_and_has_words(town: Town, root: Path) -> None:
    commands = [*identity_routes.commands(town.identity), *directory_routes.commands(town.directory)]
    declared = {code for command in commands for code in command.errors}
    kinds = "|".join(kind.__name__ for kind in VecheError.__subclasses__())
    raised = {
        code
        for folder in ("identity", "directory")
        for path in (root / "veche" / folder).rglob("*.py")
        for code in re.findall(rf'\b(?:{kinds})\("(\w+)"', path.read_text("utf-8"))
    }
    assert raised - FROM_THE_EDGE - FOR_DOMAINS_ABOVE <= declared
    for locale in LOCALES:
        assert declared | raised | BY_COMMAND_LINE <= Texts().codes(locale)


async def test_no_request_takes_the_names_that_a_socket_frame_needs(town: Town) -> None:
    commands = [*identity_routes.commands(town.identity), *directory_routes.commands(town.directory)]
    assert [command.name for command in commands if {"id", "cmd"} & set(command.request.__struct_fields__)] == []


async def test_only_coming_in_is_open(town: Town) -> None:
    commands = [*identity_routes.commands(town.identity), *directory_routes.commands(town.directory)]
    assert {command.name for command in commands if isinstance(command, OpenCommand)} == {
        "sign_in",
        "view_invitation",
        "accept_invitation",
        "get_passkey_challenge",
        "sign_in_with_passkey",
        "begin_device_link",
        "poll_device_link",
        "report_opened_link",
        "recover",
        "view_recovery",
        "use_recovery",
    }


async def test_from_the_first_link_to_a_colleague(live: Live) -> None:
    """The whole way in, over HTTP: first administrator, organisation, post, invitation, newcomer with his post."""
    link = await live.server.first_link()
    assert link is not None
    chief = await _accept(live, link.split("#")[1], login="chief", name="Администратор Города")
    organisation = (await _ask(live, chief, "create_organisation", name="Администрация города"))["organisation"]
    unit = (await _ask(live, chief, "create_unit", organisation=organisation, name="Отдел кадров"))["unit"]
    post = (await _ask(live, chief, "create_post", unit=unit, title="Начальник отдела"))["post"]
    invitation = await _ask(live, chief, "create_invitation", post=post, name="Анна")
    shown = (await live.http.post("/api/view_invitation", json={"code": invitation["code"]})).json()
    assert shown["post_title"] == "Начальник отдела"
    anna = await _accept(live, invitation["code"], login="anna", name="Соколова Анна Петровна")
    me = await _ask(live, anna, "me")
    assert [held["title"] for held in me["posts"]] == ["Начальник отдела"]
    assert me["posts"][0]["kind"] == "post"
    unit_shown = await _ask(live, anna, "get_unit", unit=unit)
    assert unit_shown["posts"][0]["holder"]["name"] == "Соколова Анна Петровна"
    with pytest.raises(Refusal, match="administrators_only"):
        await _ask(live, anna, "create_invitation")


async def test_wrong_types_are_told_apart_from_wrong_values(live: Live) -> None:
    anna = await live.person("Анна")
    for fields in ({"query": "x"}, {"query": 5}, {"query": "анна", "limit": 21}, {"query": "анна", "more": 1}, {}):
        response = await anna.post("find_people", **fields)
        assert (response.status_code, response.json()["error"]["code"]) == (422, "bad_fields")
    response = await anna.post("update_profile", name="Анна\u202eанна")
    assert (response.status_code, response.json()["error"]["code"]) == (422, "name_bidi")


async def test_limits_answer_with_the_time_to_wait(live: Live) -> None:
    anna = await live.person("Анна")
    for _ in range(8):
        assert (await _try(live, anna.login)).status_code == 403
    response = await _try(live, anna.login)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (429, "too_many_sign_ins")
    assert 290 <= error["retry_after"] <= 300
    assert "5 мин" in error["text"]


async def test_both_processes_on_one_database_give_one_picture(database: Database) -> None:
    clock = FixedClock()
    first, second = (build_parts(database, clock=clock, cell=cell) for cell in (0, 1))
    first.admin = await first.person(administrator=True)
    anna = await second.person("Анна", login="anna")
    post = await first.post(holder=anna)
    assert [held.id for held in (await second.identity.profile.me(anna)).posts] == [post]


async def _try(live: Live, login: str) -> httpx.Response:
    return await live.http.post("/api/sign_in", json={"login": login, "password": "не тот пароль"})


async def _accept(live: Live, code: str, *, login: str, name: str) -> str:
    fields = {"code": code, "login": login, "name": name, "password": "вечевой колокол 1136", "want_token": True}
    response = await live.http.post("/api/accept_invitation", json=fields)
    assert response.status_code == 200, response.text
    live.http.cookies.clear()
    token: str = response.json()["token"]
    return token


async def _ask(live: Live, token: str, command: str, **fields: object) -> dict:
    response = await live.http.post(f"/api/{command}", json=fields, headers={"Authorization": f"Bearer {token}"})
    body: dict = response.json()
    if response.status_code != 200:
        raise Refusal(body["error"])
    return body
