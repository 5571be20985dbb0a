"""Print one hash of the files and folders named, and of the Python that asks.

Standard library only: it runs before set-up.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path


def files_of(path: Path, skip: frozenset[str]) -> Iterator[Path]:
    """Every file below a path, in a fixed order, leaving out folders and files of the names to skip."""
    if path.name in skip:
        return
    if path.is_dir():
        for child in sorted(path.iterdir()):
            yield from files_of(child, skip)
    elif path.is_file():
        yield path


def fingerprint(paths: list[Path], skip: frozenset[str]) -> str:
    """One hash over names and contents."""
    total = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for path in paths:
        for file in files_of(path, skip):
            total.update(f"{file.as_posix()}\0{file.stat().st_size}\0".encode())
            total.update(file.read_bytes())
    return total.hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--skip", action="append", default=[], help="a file or folder name to leave out")
    arguments = parser.parse_args()
    print(fingerprint(arguments.paths, frozenset(arguments.skip)))


if __name__ == "__main__":
    main()
