"""The command line as anybody runs it: `veche("version")`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 90


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str


def veche(*arguments: str, settings: Mapping[str, str] | None = None, typed: str = "") -> Outcome:
    """Run a command to its end. `typed` is its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "veche.cli", *arguments],
        cwd=ROOT,
        env={**os.environ, "LANG": "C.UTF-8", "LC_ALL": "", **(settings or {})},
        input=typed,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)
