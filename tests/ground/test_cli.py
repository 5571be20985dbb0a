"""The other commands, by the real command line."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.cli import veche
from tests.support.process import VecheProcess
from veche import __version__

PASSWORD = "вечевой колокол 1136"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One installation for all commands here."""
    return tmp_path_factory.mktemp("cli") / "data"


@pytest.fixture
def server(data: Path) -> Iterator[VecheProcess]:
    process = VecheProcess(data)
    process.start()
    yield process
    process.stop()


def add(data: Path, login: str, *more: str, password: str = PASSWORD):
    arguments = ("person", "add", login, "--name", "Анна Соколова", "--password-stdin", "--data", str(data))
    return veche(*arguments, *more, typed=password + "\n")


def sign_in(server: VecheProcess, login: str) -> httpx.Response:
    return httpx.post(f"{server.address}/api/sign_in", json={"login": login, "password": PASSWORD}, timeout=30)


def test_the_version():
    outcome = veche("version")
    assert (outcome.code, outcome.out) == (0, f"{__version__}\n")


@pytest.mark.parametrize("command", [["up"], ["migrate"], ["doctor"], ["person", "add"], ["person", "password"]])
def test_help_has_an_example(command: list[str]):
    outcome = veche(*command, "--help")
    assert outcome.code == 0
    assert "Example: veche " in outcome.out


def test_people_are_added_while_it_runs_and_while_it_does_not(data: Path, request: pytest.FixtureRequest):
    stopped = add(data, "stopped", "--administrator")
    assert stopped.code == 0, stopped.err
    server = request.getfixturevalue("server")
    assert server.first_link == ""  # there is an administrator
    running = add(data, "running")
    assert running.code == 0, running.err
    assert sign_in(server, "stopped").json()["me"]["administrator"] is True
    answer = sign_in(server, "running").json()
    assert answer["me"]["id"] == int(running.out)
    assert answer["me"]["administrator"] is False


def test_a_mistake_is_one_line_in_the_language_of_the_terminal(data: Path):
    outcome = add(data, "anna", password="short")
    assert outcome.code == 1
    assert outcome.err.startswith("veche: ")
    assert len(outcome.err.splitlines()) == 1
    empty = veche(
        *("person", "add", "anna", "--name", "А", "--password-stdin", "--data", str(data)),
        settings={"LANG": "ru_RU.UTF-8"},
    )
    assert empty.err == "veche: На стандартном вводе нет пароля.\n"


def test_migrate_says_where_it_is(data: Path):
    first, second = veche("migrate", "--data", str(data)), veche("migrate", "--data", str(data))
    assert (first.code, second.code) == (0, 0)
    assert first.out == second.out
    assert first.out.strip().isdigit()


def test_doctor_explains_settings_and_hides_secrets(data: Path):
    data.mkdir(exist_ok=True)
    secret = {"VECHE_NATS_URL": "nats://user:s3cret@127.0.0.1:1", "VECHE_PORT": "0", "VECHE_SEALED": "yes"}
    outcome = veche("doctor", "--data", str(data), settings=secret)
    assert outcome.code == 1
    assert "s3cret" not in outcome.out
    lines = {line.split()[0]: line for line in outcome.out.splitlines() if line}
    assert "command line" in lines["data"]
    assert lines["sealed"].split()[1:] == ["True", "environment:", "VECHE_SEALED"]
    assert lines["language"].split()[1:] == ["ru", "default"]
    assert "FAIL  bus:" in outcome.out
    assert "ok    port:" in outcome.out


def test_doctor_is_content_with_a_running_server(data: Path, server: VecheProcess):
    outcome = veche("doctor", "--data", str(data))
    assert outcome.code == 0, outcome.out
    assert "a server is running" in outcome.out
    assert "schema" in outcome.out
    assert "open, 0 allowed; last 24 hours: 0 connections, 0 refused" in outcome.out


def test_a_forgotten_password_is_replaced_beside_a_running_server(data: Path, server: VecheProcess):
    assert add(data, "anna", password="старый колокол 1136").code == 0
    arguments = ("person", "password", "anna", "--password-stdin", "--data", str(data))
    outcome = veche(*arguments, typed=PASSWORD + "\n")
    assert outcome.code == 0, outcome.err
    assert sign_in(server, "anna").status_code == 200
