"""Keys of the installation: made once, the same for everybody who asks, readable by nobody else."""

from __future__ import annotations

import secrets
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from veche.ground import keys
from veche.ground.failure import CannotStart


def make() -> bytes:
    return secrets.token_bytes(32)


def test_a_key_is_made_once(tmp_path: Path) -> None:
    first = keys.key(tmp_path, "seal", make=make)
    assert keys.key(tmp_path, "seal", make=make) == first
    assert keys.key(tmp_path, "other", make=make) != first
    assert keys.names(tmp_path) == ["other", "seal"]


def test_only_we_can_read_it(tmp_path: Path) -> None:
    keys.key(tmp_path, "seal", make=make)
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / "seal").stat().st_mode) == 0o600


def test_all_who_ask_at_once_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: keys.key(tmp_path, "seal", make=make), range(64)))
    assert len(found) == 1
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["seal"]


def test_a_key_from_a_backup_replaces_the_one_made_since(tmp_path: Path) -> None:
    keys.key(tmp_path, "seal", make=make)
    keys.put(tmp_path, "seal", b"from before")
    assert keys.key(tmp_path, "seal", make=make) == b"from before"


@pytest.mark.parametrize("name", ["", "../seal", "a/b", ".seal", "A", "x" * 65])
def test_a_name_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        keys.key(tmp_path, name, make=make)
    with pytest.raises(ValueError):
        keys.put(tmp_path, name, b"")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file in the way")
    with pytest.raises(CannotStart) as raised:
        keys.key(tmp_path, "seal", make=make)
    assert raised.value.code == "data_unwritable"
