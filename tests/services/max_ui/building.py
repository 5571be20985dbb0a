"""The app of this folder, built as its author would build it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.installing import ROOT, alone, node, npm_packages, run

HERE = Path(__file__).parent
PLACE = ROOT / ".venv" / "max-ui"
VITE = ROOT / "web/node_modules/vite/bin/vite.js"


def build(folder: Path, veche: str) -> dict[str, str | bytes]:
    """Its files by path, for an installation at this address; the folder is empty or missing. Raises NotInstalled."""
    with alone(PLACE):
        npm_packages(HERE, PLACE / "packages")
    source, built = folder / "source", folder / "built"
    shutil.copytree(HERE / "app", source)
    (source / "node_modules").symlink_to(PLACE / "packages/node_modules")
    words = ["build", "--outDir", str(built), "--emptyOutDir", "--logLevel", "warn"]
    run([node(), str(VITE), *words], folder=source, VITE_VECHE=veche)
    files: dict[str, str | bytes] = {
        f"/{path.relative_to(built).as_posix()}": path.read_bytes() for path in built.rglob("*") if path.is_file()
    }
    return {"/": files.pop("/index.html"), **files}
