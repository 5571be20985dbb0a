"""`veche rollout`, beside a server that runs: the same figures as on the screen."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
import pytest_asyncio
from typer.testing import CliRunner, Result

from tests.rollout.world import Body, make_body
from tests.support.live import Live
from veche import cli, cli_rollout
from veche.ground.errors import VecheError

UNIT, FEW = "Департамент связи и информатизации", "Сектор мобилизационной подготовки"
Run = Callable[..., Result]


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


@pytest.fixture
def run(shared_dsn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """The command line in this process, on the database of the server; logs and Ctrl-C stay those of the tests."""
    monkeypatch.setenv("VECHE_DATABASE_DSN", shared_dsn)
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.setattr(cli_rollout, "quiet", lambda: None)
    before = signal.getsignal(signal.SIGINT)
    yield lambda *words: CliRunner().invoke(cli.program, ["rollout", *map(str, words), "--data", str(tmp_path)])
    signal.signal(signal.SIGINT, before)


def test_plans_are_listed_and_told_in_fives(body: Body, run: Run) -> None:
    listed = run("list")
    assert listed.exit_code == 0, listed.output
    (line,) = [line for line in listed.output.splitlines() if line.startswith(f"{body.plan} ")]
    assert "5 из 15" in line
    assert line.endswith("Администрация Приозёрья: Переход на Вече")
    status = run("status", body.plan)
    assert status.exit_code == 0, status.output
    _, first, second = status.output.splitlines()
    assert first.startswith("1. Первая волна")
    assert first.endswith("5 из 15")
    assert second.endswith("менее 5")


def test_a_report_is_written_once(body: Body, run: Run, tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    assert run("export", body.plan, target).exit_code == 0
    cells = [str(cell.value) for sheet in openpyxl.load_workbook(target) for row in sheet.iter_rows() for cell in row]
    assert UNIT in cells
    assert refusal(run("export", body.plan, target)) == "report_exists"
    assert refusal(run("export", body.plan, tmp_path / "report.doc")) == "rollout_format"
    assert not (tmp_path / "report.doc").exists()
    assert refusal(run("status", 1)) == "plan_not_found"


def refusal(outcome: Result) -> str:
    """What the program makes one line of."""
    assert isinstance(outcome.exception, VecheError), outcome.output
    return outcome.exception.code
