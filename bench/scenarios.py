"""The scenarios, the same for every side, and how large they are."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bench.rows import Lost, Row
from bench.side import Side

Tell = Callable[[Row], None]


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    secs: float = 5
    runs: int = 3
    pairs: int = 200
    window: int = 2
    full_window: int = 10
    """Messages under way per pair: as few as keep every peer busy, and enough to fill Veche's commits."""
    idle: int = 2000
    idle_runs: int = 3
    idle_many: int = 10_000
    fill: int = 5000
    history: int = 100_000
    alone: bool = True
    """Measure one message at a time too, beside the full load."""

    def quick(self) -> "Size":
        """The same scenarios, shorter: a look, not a figure to quote."""
        return replace(self, secs=2, idle=1000, idle_runs=1, fill=2000, alone=False)


STEPS = ("start", "idle", "idle_many", "pairs", "pairs_full", "group100", "group1000", "disk", "history")
OF_SIDE = {
    "ejabberd": ("start", "idle", "pairs", "pairs_full", "group100", "group1000", "disk", "history"),
    "synapse": ("start", "pairs"),
    "veche": STEPS,
    "limit": ("group100", "group1000"),
    "counting": ("pairs", "pairs_full", "group100"),
}
WINDOWS = {"group100": (8, 32), "group1000": (4, 16)}
"""Messages under way in a group: as many as keep every peer busy, and four times as many."""


class Runner:
    """Runs the wanted steps of one side and tells every row."""

    def __init__(self, side: Side, *, size: Size, tell: Tell, peer_rate: float) -> None:
        self.side, self.size, self.tell, self.peer_rate = side, size, tell, peer_rate

    def run(self, wanted: tuple[str, ...]) -> None:
        """Prepare, run, and clean up whatever happens; a step that fails does not take the others with it."""
        steps = [step for step in OF_SIDE[self.side.name] if step in wanted]
        if not steps:
            return
        people = max(self.size.idle_many if "idle_many" in steps else 0, self.size.idle, 1000)
        try:
            for row in self.side.prepare(people):
                self.tell(row)
            for step in steps:
                try:
                    self._run(step)
                except Lost as lost:
                    print(f"  {lost}", flush=True)
        finally:
            self.side.close()

    def _run(self, step: str) -> None:
        if step in ("start", "idle", "idle_many"):
            getattr(self, f"_{step}")()
            return
        if self.side.process is None:
            self.side.start()
        if step.startswith("group"):
            self._group(step)
        else:
            getattr(self, f"_{step}")()

    def _load(self, step: str, mode: str, *, n: int, **options: object) -> list[Row]:
        rows = self.side.load(step, mode, n=n, secs=self.size.secs, runs=self.size.runs, **options)
        for row in rows:
            self.tell(row)
        return rows

    def _start(self) -> None:
        for run in range(3):
            self.side.stop()
            self.tell(Row(side=self.side.name, step="start", run=run + 1, ready_s=round(self.side.start(), 3)))

    def _idle(self) -> None:
        for run in range(self.size.idle_runs):
            self.tell(self.side.idle("idle", self.size.idle, run + 1))

    def _idle_many(self) -> None:
        self.tell(self.side.idle("idle_many", self.size.idle_many, 1))

    def _pairs(self) -> None:
        options: dict[str, object] = {"window": self.size.window}
        if self.side.name in ("veche", "counting"):
            options |= {"peer-rate": self.peer_rate if self.side.name == "veche" else 0, "rates": 0}
        elif self.side.name == "synapse":
            options["rates"] = 0
        self._load("pairs", "pair", n=min(self.size.pairs, self.side.most_pairs), **options)

    def _pairs_full(self) -> None:
        self._load("pairs_full", "pair", n=self.size.pairs, window=self.size.full_window, rates=0)

    def _group(self, step: str) -> None:
        size = int(step.removeprefix("group"))
        # The C server does not send a frame back to its sender, a messenger does: one connection more.
        n = size + 1 if self.side.name == "limit" else size
        few, many = WINDOWS[step]
        many = 0 if self.side.name == "limit" else many  # it writes message by message, however many there are
        self._load(step, "group", n=n, groupwin=few, fullwin=many, alone=int(self.size.alone))

    def _disk(self) -> None:
        before = self.side.disk_bytes()
        self._load("disk", "fill", n=2, count=self.size.fill, window=50)
        grown = self.side.disk_bytes() - before
        per_message = round(grown / self.size.fill, 1)
        row = Row(side=self.side.name, step="disk", messages=self.size.fill, bytes=grown, bytes_per_msg=per_message)
        self.tell(row)

    def _history(self) -> None:
        self._load("history_filled", "fill", n=2, count=200, window=50)
        self.side.lengthen_history(self.size.history)
        self._load("history", "history", n=8)
