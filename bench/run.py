"""The whole comparison in one run: side after side, the same load, a server and its database on one core.

./dev bench                    all sides that are installed, all scenarios (below 20 minutes)
./dev bench --quick            the same, shorter (below 6 minutes)
./dev bench --sides veche,ejabberd --steps pairs,history --secs 3 --runs 3
"""

import argparse
import fcntl
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import msgspec

from bench import host
from bench.counting_side import Counting
from bench.limit import Limit
from bench.peers.ejabberd import Ejabberd
from bench.peers.synapse import Synapse
from bench.picture import picture
from bench.report import Report, figures, judged, table
from bench.rows import Lost, Row
from bench.scenarios import STEPS, Runner, Size
from bench.side import Side
from bench.veche_side import Veche

# The peers first: Veche's latency is measured at three quarters of what ejabberd reached.
SIDES: tuple[type[Side], ...] = (Ejabberd, Synapse, Limit, Counting, Veche)
USUAL_PEER_RATE = 480.0
OUT = host.ROOT / "out"
PAGES = host.ROOT.parent / "docs/how-it-works"
MARKS = ("<!-- figures of ./dev bench --publish -->", "<!-- end of figures -->")


def options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = ",".join(side.name for side in SIDES)
    parser.add_argument("--quick", action="store_true", help="shorter: a look, not figures to quote")
    parser.add_argument("--sides", default=names, help=f"which of {names}")
    parser.add_argument("--steps", default=",".join(STEPS), help=f"which of {','.join(STEPS)}")
    parser.add_argument("--secs", type=float, help="seconds of each measured run")
    parser.add_argument("--runs", type=int, help="measured runs of each scenario")
    parser.add_argument("--window", type=int, help="messages under way per pair in the scenario `pairs`")
    parser.add_argument("--publish", action="store_true", help="put table and picture into docs/how-it-works as well")
    parser.add_argument("--out", type=Path, default=OUT, help="where the results go")
    return parser.parse_args()


def size_of(args: argparse.Namespace) -> Size:
    """The size that the command line asks for."""
    size = Size().quick() if args.quick else Size()
    asked = {key: getattr(args, key) for key in ("secs", "runs", "window") if getattr(args, key) is not None}
    return replace(size, **asked)


def revision() -> str:
    """Which state of the project is measured."""
    text = host.first_line("git", "-C", str(host.ROOT), "describe", "--always", "--dirty")
    return text or "unknown"


class Log:
    """Prints every row and keeps it."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def tell(self, row: Row) -> None:
        """One more row."""
        self.rows.append(row)
        shown = {key: value for key, value in msgspec.to_builtins(row).items() if key not in ("side", "step", "mode")}
        print(f"  {row.step:10} " + " ".join(f"{key}={value}" for key, value in shown.items()), flush=True)

    def peer_rate(self) -> float:
        """Three quarters of what ejabberd reached in this run."""
        rates = [row.target_s for row in self.rows if row.side == "ejabberd" and row.phase == "rate75"]
        return rates[-1] if rates else USUAL_PEER_RATE


@contextmanager
def alone() -> Iterator[None]:
    """One benchmark at a time: two would measure each other."""
    host.WORK.mkdir(parents=True, exist_ok=True)
    with (host.WORK / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("another benchmark is running; waiting for its end", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def main() -> None:
    """Run everything and write results.json, table.md and picture.svg."""
    args = options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the servers we started are to be stopped on the way out
    with alone():
        compare(args)


def compare(args: argparse.Namespace) -> None:
    """Side after side."""
    size, log, report = size_of(args), Log(), Report(when=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
    wanted_sides, wanted_steps = args.sides.split(","), tuple(args.steps.split(","))
    report.machine, report.revision = host.description(), revision()
    report.size = {key: float(value) for key, value in vars(size).items()}
    report.before = host.calibration()
    begun = time.monotonic()
    for kind in SIDES:
        side = kind()
        if kind.name not in wanted_sides:
            continue
        if lacking := side.missing():
            print(f"{side.title}: left out, it needs {lacking}", flush=True)
            report.left_out[kind.name] = lacking
            continue
        report.versions[kind.name] = side.version()
        print(f"{side.title} ({report.versions[kind.name]})", flush=True)
        try:
            Runner(side, size=size, tell=log.tell, peer_rate=log.peer_rate()).run(wanted_steps)
        except (Lost, OSError, subprocess.SubprocessError) as failure:
            print(f"  {kind.name} failed: {failure}", flush=True)
            report.left_out[kind.name] = str(failure)[:500]
    report.after, report.took_s = host.calibration(), round(time.monotonic() - begun, 1)
    report.rows = log.rows
    report.figures = figures(log.rows)
    report.targets = judged(report.figures)
    write(report, args.out)
    if args.publish:
        publish(report)


def write(report: Report, out: Path) -> None:
    """The three files."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "results.json").write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=1))
    (out / "table.md").write_text(table(report))
    (out / "picture.svg").write_text(picture(report))
    print((out / "table.md").read_text())
    print(f"{report.took_s:.0f} s; written to {out}")


def publish(report: Report) -> None:
    """The figures into the page that explains them, between its two marks."""
    page = PAGES / "benchmarks.md"
    before, _, rest = page.read_text().partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    page.write_text(f"{before}{MARKS[0]}\n{table(report, heading='')}{MARKS[1]}{after}")
    (PAGES / "benchmarks.svg").write_text(picture(report))
    print(f"published in {page}")


if __name__ == "__main__":
    main()
