"""The commands, as an operator types them: beside a running server, into another folder, another PostgreSQL."""

from __future__ import annotations

import json
import os
import stat
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.cli import veche
from tests.support.process import PASSWORD, VecheProcess
from veche.keep import last_drill

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[VecheProcess]:
    process = VecheProcess(tmp_path / "old")
    process.start()
    added = veche(
        "person", "add", "anna", "--name", "Анна", "--password-stdin", "--data", str(process.data), typed=PASSWORD
    )
    assert added.code == 0, added.err
    yield process
    process.kill()


def _note(backup: Path, name: str) -> Any:
    with tarfile.open(backup) as tar:
        file = tar.extractfile(name)
        assert file is not None
        return json.loads(file.read())


def summary(backup: Path) -> Any:
    return _note(backup, "summary.json")["tables"]


def test_into_another_folder_and_back_out_the_same(server: VecheProcess, tmp_path: Path) -> None:
    backup, again, new = tmp_path / "one.veche", tmp_path / "two.veche", tmp_path / "new"
    done = veche("backup", str(backup), "--data", str(server.data))
    assert done.code == 0, done.err
    assert "identity_people: 1" in done.err
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    restored = veche("restore", str(backup), "--data", str(new))
    assert restored.code == 0, restored.err
    assert veche("backup", str(again), "--data", str(new)).code == 0
    assert summary(again) == summary(backup)


def test_an_existing_file_and_a_full_installation_are_left_alone(server: VecheProcess, tmp_path: Path) -> None:
    backup = tmp_path / "one.veche"
    backup.write_text("something dear")
    refused = veche("backup", str(backup), "--data", str(server.data))
    assert (refused.code, backup.read_text()) == (1, "something dear")
    assert "is there already" in refused.err
    refused = veche("restore", str(backup), "--data", str(server.data))
    assert refused.code == 1
    assert "Stop it first" in refused.err
    server.stop()
    assert veche("backup", str(tmp_path / "two.veche"), "--data", str(server.data)).code == 0
    refused = veche("restore", str(tmp_path / "two.veche"), "--data", str(server.data))
    assert "empty" in refused.err
    refused = veche("restore", str(tmp_path / "none.veche"), "--data", str(tmp_path / "new"))
    assert "There is no file" in refused.err


def test_a_drill_is_proved_and_dated(server: VecheProcess, open_folder: Path) -> None:
    before = veche("doctor", "--data", str(server.data))
    assert "Last proved restore: never" in before.out
    scratch = open_folder / "scratch"
    scratch.mkdir()
    done = veche("doctor", "--restore-drill", "--scratch", str(scratch), "--data", str(server.data))
    assert done.code == 0, done.err
    assert list(scratch.iterdir()) == []
    noted = last_drill(server.data)
    assert noted is not None
    assert noted.rows > 0
    assert noted.at[:10] in veche("doctor", "--data", str(server.data)).out


def test_into_another_version_of_postgresql(server: VecheProcess, open_folder: Path) -> None:
    """From the embedded database to a PostgreSQL that is another one, if this machine has one."""
    backup, again = open_folder / "one.veche", open_folder / "two.veche"
    assert veche("backup", str(backup), "--data", str(server.data)).code == 0
    folder = _another_major(than=_postgresql(backup))
    if folder is None:
        pytest.skip("no second version of PostgreSQL (15 or newer) on this machine: apt-get install postgresql")
    settings = {"VECHE_POSTGRES_BINDIR": str(folder)}
    (open_folder / "new").mkdir(mode=0o711)
    restored = veche("restore", str(backup), "--data", str(open_folder / "new"), settings=settings)
    assert restored.code == 0, restored.err
    assert veche("backup", str(again), "--data", str(open_folder / "new"), settings=settings).code == 0
    assert summary(again) == summary(backup)
    assert _postgresql(again) != _postgresql(backup)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """PostgreSQL 15 does not work below pytest's own folders, which are closed to its account."""
    with tempfile.TemporaryDirectory(prefix="veche-test-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


def _postgresql(backup: Path) -> int:
    """The major version that made it."""
    return int(_note(backup, "manifest.json")["postgresql"].split(".")[0])


def _another_major(*, than: int) -> Path | None:
    root = Path("/usr/lib/postgresql")
    for version in sorted(root.iterdir()) if root.is_dir() else []:
        usable = version.name.isdigit() and int(version.name) >= 15 and int(version.name) != than
        if usable and os.access(version / "bin" / "initdb", os.X_OK):
            return version / "bin"
    return None
