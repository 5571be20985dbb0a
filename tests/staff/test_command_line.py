"""What `veche import staff` makes of the words that it is given."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.staff.world import ANNA, person, write
from veche import cli, cli_staff, staff

Run = Callable[..., Result]


@pytest.fixture
def asked() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def run(asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line, with the import itself put aside: that has tests of its own, on a database."""

    async def bring(_office: object, paths: list[Path], **fields: Any) -> SimpleNamespace:
        asked.append({"paths": [path.name for path in paths], **fields})
        return SimpleNamespace(id=7, undo_until=None)

    async def beside(data: Path | None, act: Any) -> Any:
        asked.append({"data": data})
        return await act(SimpleNamespace(offices=SimpleNamespace(staff=None)))

    monkeypatch.setattr(staff, "bring_table", bring)
    monkeypatch.setattr(cli_staff, "with_messenger", beside)
    monkeypatch.setattr(cli_staff, "run", asyncio.run)
    monkeypatch.setattr(cli_staff, "quiet", lambda: None)
    monkeypatch.setattr(cli_staff, "user_locale", lambda: "ru")
    return lambda *words: CliRunner().invoke(cli.program, ["import", "staff", *map(str, words)])


def test_what_is_left_out_is_the_careful_choice(run: Run, asked: list[dict[str, Any]], tmp_path: Path) -> None:
    file = write(tmp_path, person("1", ANNA))
    done = run(file, "--organisation", "Администрация города")
    assert done.exit_code == 0, done.output
    assert "7" in done.output
    data, fields = asked
    assert data == {"data": None}
    del fields["say"]
    assert fields == {
        "paths": ["staff.csv"],
        "organisation": "Администрация города",
        "profile": "",
        "dry_run": False,
        "skip_errors": False,
        "partial": False,
        "leavers": -1,
        "locale": "ru",
    }


def test_every_option_arrives(run: Run, asked: list[dict[str, Any]], tmp_path: Path) -> None:
    file, units = write(tmp_path, person("1", ANNA)), write(tmp_path, name="units.csv")
    words = ("--organisation", "180388626433", "--units", units, "--profile", "Кадры", "--leavers", "34", "--partial")
    done = run(file, *words, "--skip-errors", "--dry-run", "--data", tmp_path)
    assert done.exit_code == 0, done.output
    data, fields = asked
    assert data == {"data": tmp_path}
    assert fields["paths"] == ["staff.csv", "units.csv"]
    assert (fields["organisation"], fields["profile"], fields["leavers"]) == ("180388626433", "Кадры", 34)
    assert fields["dry_run"] and fields["skip_errors"] and fields["partial"]  # noqa: PT018


def test_what_is_no_command_touches_nothing(run: Run, asked: list[dict[str, Any]], tmp_path: Path) -> None:
    file = write(tmp_path, person("1", ANNA))
    for words in (
        (file,),
        (tmp_path / "missing.csv", "--organisation", "1"),
        (tmp_path, "--organisation", "1"),
        (file, "--organisation", "1", "--units", tmp_path / "missing.csv"),
        (file, "--organisation", "1", "--leavers", "все"),
        (file, "--organisation", "1", "--everything"),
    ):
        assert run(*words).exit_code == 2, words
    assert asked == []
