"""`veche rollout`, beside a server that runs: the same figures as on the screen."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import pytest_asyncio
import uvloop
from typer.testing import CliRunner, Result

from tests.rollout.world import Body, make_body
from tests.support.live import Live
from veche import cli, cli_rollout
from veche.ground.errors import VecheError

pytestmark = pytest.mark.asyncio(loop_scope="package")

UNIT, FEW = "Департамент связи и информатизации", "Сектор мобилизационной подготовки"
Run = Callable[..., Awaitable[Result]]


@pytest_asyncio.fixture(loop_scope="package")
async def body(live: Live) -> Body:
    """Of sixteen people six have come."""
    body = await make_body(live, "Администрация Приозёрья")
    await body.unit(UNIT, 14)
    await body.unit(FEW, 2)
    await body.begin()
    wave = await body.wave(UNIT, title="Первая волна")
    await body.wave(FEW, title="Вторая волна")
    await body.start(wave)
    await body.come(wave, *body.posts[UNIT][:6])
    return body


def on_a_loop_of_its_own(work: Coroutine[Any, Any, Any]) -> Any:
    """As the command does it, beside the loop of the tests; Ctrl-C stays theirs."""
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(work)


@pytest.fixture
def run(shared_dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line in this process, on the database of the server; logs stay those of the tests."""
    monkeypatch.setenv("VECHE_DATABASE_DSN", shared_dsn)
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setattr(cli_rollout, "quiet", lambda: None)
    monkeypatch.setattr(cli_rollout, "run", on_a_loop_of_its_own)

    async def command(*words: object) -> Result:
        asked = ["rollout", *map(str, words), "--data", str(tmp_path)]
        return await asyncio.to_thread(CliRunner().invoke, cli.program, asked)

    return command


async def test_plans_are_listed_and_told_in_fives(body: Body, run: Run) -> None:
    listed = await run("list")
    assert listed.exit_code == 0, listed.output
    (line,) = [line for line in listed.output.splitlines() if line.startswith(f"{body.plan} ")]
    assert "5 из 15" in line
    assert line.endswith("Администрация Приозёрья: Переход на Вече")
    status = await run("status", body.plan)
    assert status.exit_code == 0, status.output
    _, first, second = status.output.splitlines()
    assert first.startswith("1. Первая волна")
    assert first.endswith("5 из 15")
    assert second.endswith("менее 5")


async def test_a_report_is_written_once(body: Body, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    assert (await run("export", body.plan, target)).exit_code == 0
    cells = [str(cell.value) for sheet in openpyxl.load_workbook(target) for row in sheet.iter_rows() for cell in row]
    assert UNIT in cells
    assert refusal(await run("export", body.plan, target)) == "report_exists"
    assert refusal(await run("export", body.plan, tmp_path / "report.doc")) == "rollout_format"
    assert not (tmp_path / "report.doc").exists()
    assert refusal(await run("status", 1)) == "plan_not_found"


def refusal(outcome: Result) -> str:
    """What the program makes one line of."""
    assert isinstance(outcome.exception, VecheError), outcome.output
    return outcome.exception.code
