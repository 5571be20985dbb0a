"""The wheel on a machine that has nothing but Python: no Node, no compiler, no checkout."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import httpx
import pytest

from tests.support.process import VecheProcess

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="session")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as ./dev build does it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_carries_the_client_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "veche/client/index.html" in names
    assert any(name.startswith("veche/client/assets/") and name.endswith(".js") for name in names)
    assert any(name.endswith(".woff2") for name in names), "the type comes from us"
    assert any(name.startswith("veche/ground/migrations/sql/") and name.endswith(".sql") for name in names)
    assert "veche/ground/i18n/ru.toml" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    strange = [name for name in names if not name.startswith("veche/") and ".dist-info/" not in name]
    assert not strange


@pytest.mark.timeout(400)
def test_a_stranger_installs_it_and_has_a_messenger(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    pip = [str(environment / "bin/python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "--only-binary=:all:", str(wheel)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

    # Only the environment's own programs can be found: no Node, no compiler, no system PostgreSQL.
    alone = {"PATH": str(environment / "bin"), "PYTHONPATH": ""}
    process = VecheProcess(tmp_path / "data", settings=alone, program=[str(environment / "bin/veche")], folder=tmp_path)
    process.start()
    try:
        page = httpx.get(process.address + "/")
        assert page.status_code == 200
        assert "<!doctype html>" in page.text.lower()
        assert httpx.get(process.address + "/healthz").status_code == 200
        assert httpx.get(process.address + "/readyz").status_code == 200
    finally:
        assert process.stop() == 0, "".join(process.output)
