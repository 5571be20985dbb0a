"""The folder or zip of an export. It is somebody's input: no path leads out of it, and nothing in it swells."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Final, Protocol

from veche.ground.errors import BadInput

PIECE: Final = 1024 * 1024
EXPANDED_LIMIT: Final = 200 * 1024**3
RATIO_LIMIT: Final = 200
"""Text packs to a tenth or a twentieth; what packs better than this by far was made to swell."""
RATIO_FROM: Final = 10 * 1024**2
ENTRIES_LIMIT: Final = 1_000_000


class Folder(Protocol):
    """Reading, and nothing else."""

    def names(self) -> Iterator[str]:
        """Paths of all files."""
        ...

    def open(self, path: str) -> IO[bytes]:
        """Raises KeyError for what is not there or not to be had."""
        ...

    def size(self, path: str) -> int | None:
        """None: not there, or its path leads out."""
        ...

    def close(self) -> None: ...


class PlainFolder:
    """A folder on the disk."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def names(self) -> Iterator[str]:
        for place in self._root.rglob("*"):
            if place.is_file() and not place.is_symlink():
                yield place.relative_to(self._root).as_posix()

    def open(self, path: str) -> IO[bytes]:
        place = self._place(path)
        if place is None:
            raise KeyError(path)
        return place.open("rb")

    def size(self, path: str) -> int | None:
        place = self._place(path)
        return None if place is None else place.stat().st_size

    def close(self) -> None:
        return

    def _place(self, path: str) -> Path | None:
        if not is_inside(path):
            return None
        try:
            place = (self._root / path).resolve()
            # A link inside may still lead out.
            return place if place.is_relative_to(self._root) and place.is_file() else None
        except (OSError, ValueError):
            return None


class ZipFolder:
    """A zip, read in place: nothing of it is written anywhere under its own name."""

    def __init__(self, path: Path, main: str) -> None:
        """Raises BadInput: movein_zip_broken, movein_zip_path, movein_zip_swells, movein_no_export."""
        try:
            self._zip = zipfile.ZipFile(path)
            self._members = {one.filename: one for one in self._zip.infolist() if not one.is_dir()}
        except (zipfile.BadZipFile, OSError, UnicodeError, NotImplementedError) as error:
            raise BadInput("movein_zip_broken") from error
        try:
            self._check(path.stat().st_size)
            self._prefix = self._find(main)
        except BadInput:
            self.close()
            raise

    def names(self) -> Iterator[str]:
        for name in self._members:
            if name.startswith(self._prefix):
                yield name.removeprefix(self._prefix)

    def open(self, path: str) -> IO[bytes]:
        if self.size(path) is None:
            raise KeyError(path)
        try:
            return self._zip.open(self._members[self._prefix + path])
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise BadInput("movein_zip_broken") from error

    def size(self, path: str) -> int | None:
        found = self._members.get(self._prefix + path) if is_inside(path) else None
        return None if found is None else found.file_size

    def close(self) -> None:
        self._zip.close()

    def _check(self, packed: int) -> None:
        members = self._members.values()
        if len(members) > ENTRIES_LIMIT or sum(one.file_size for one in members) > EXPANDED_LIMIT:
            raise BadInput("movein_zip_swells")
        # Entries that share their bytes are another way to make much of little.
        if sum(one.compress_size for one in members) > packed:
            raise BadInput("movein_zip_swells")
        for one in members:
            if one.file_size > RATIO_FROM and one.file_size > RATIO_LIMIT * max(1, one.compress_size):
                raise BadInput("movein_zip_swells")
            if not is_inside(one.filename) or stat.S_ISLNK(one.external_attr >> 16):
                raise BadInput("movein_zip_path", name=one.filename[:80])
            if one.flag_bits & 1:
                raise BadInput("movein_zip_broken")

    def _find(self, main: str) -> str:
        """The folder within the zip that holds the main file: the shallowest one."""
        last = PurePosixPath(main).name
        places = [name for name in self._members if name == last or name.endswith(f"/{last}")]
        if not places:
            raise BadInput("movein_no_export")
        return min(places, key=lambda name: (name.count("/"), name)).removesuffix(last)


def open_folder(path: Path, main: str) -> Folder:
    """`path`: a folder, a zip, or the main file itself. Raises BadInput: movein_no_export, and of zips."""
    if path.is_dir():
        if not (path / main).is_file():
            raise BadInput("movein_no_export")
        return PlainFolder((path / main).parent)
    if not path.is_file():
        raise BadInput("movein_no_export")
    return PlainFolder(path.parent) if path.name == main else ZipFolder(path, main)


def pieces(folder: Folder, path: str) -> Iterator[bytes]:
    """The content of a file. Raises KeyError, OSError, BadInput("movein_zip_broken")."""
    with folder.open(path) as file:
        try:
            while piece := file.read(PIECE):
                yield piece
        except (zipfile.BadZipFile, EOFError, RuntimeError) as error:
            raise BadInput("movein_zip_broken") from error


def is_inside(path: str) -> bool:
    """A relative path that goes down only."""
    if not path or path.startswith("/") or "\\" in path or "\0" in path:
        return False
    return ".." not in PurePosixPath(path).parts
