"""What the runs say: medians with their spread, and what was aimed at."""

import statistics
from collections.abc import Callable, Sequence

import msgspec

from bench.rows import Row


class Figure(msgspec.Struct):
    """The median of the runs, and the lowest and the highest."""

    median: float
    low: float
    high: float
    runs: int


class Verdict(msgspec.Struct):
    """One target, and how it went."""

    what: str
    unit: str
    against: str
    ours: Figure
    theirs: Figure | None
    ratio: float
    low: float
    high: float
    target: float
    at_least: bool
    met: bool
    by: float
    """How far beyond the target (positive) or short of it (negative), in percent of the target."""


class Report(msgspec.Struct):
    """results.json."""

    when: str
    took_s: float = 0
    revision: str = ""
    machine: dict[str, str] = {}
    versions: dict[str, str] = {}
    left_out: dict[str, str] = {}
    size: dict[str, float] = {}
    before: dict[str, float] = {}
    after: dict[str, float] = {}
    targets: list[Verdict] = []
    figures: dict[str, dict[str, Figure]] = {}
    rows: list[Row] = []


class Reading(msgspec.Struct, frozen=True):
    """How a figure is read from rows."""

    name: str
    title: str
    unit: str
    step: str
    phases: tuple[str, ...]
    value: Callable[[Row], float]


def _cpu_us(row: Row) -> float:
    return row.srv_cpu_s * 1e6 / row.delivered if row.delivered else -1


def _rate(row: Row) -> float:
    return row.delivered_s


def _both(row: Row) -> float:
    """A message counts when its sender knows that it is kept and its receiver has it."""
    return min(row.delivered_s, row.acked_s)


READINGS: Sequence[Reading] = (
    Reading("pairs", "Pairs, 2 messages under way in each", "messages/s", "pairs", ("sat",), _both),
    Reading("pairs_cpu", "Pairs, 2 under way: CPU per message", "µs", "pairs", ("sat",), _cpu_us),
    Reading("pairs_p99", "Pairs, 2 under way: p99 to delivery", "ms", "pairs", ("sat",), lambda row: row.p99_ms),
    Reading("pairs_full", "Pairs, 10 messages under way in each", "messages/s", "pairs_full", ("sat",), _both),
    Reading("pairs_full_cpu", "Pairs, 10 under way: CPU per message", "µs", "pairs_full", ("sat",), _cpu_us),
    Reading("pairs_full_p99", "Pairs, 10 under way: p99 to delivery", "ms", "pairs_full", ("sat",),
            lambda row: row.p99_ms),
    Reading("rate_p50", "At 75 % of ejabberd's rate: p50 to delivery", "ms", "pairs", ("rate75", "peer75"),
            lambda row: row.p50_ms),
    Reading("rate_p99", "At 75 % of ejabberd's rate: p99 to delivery", "ms", "pairs", ("rate75", "peer75"),
            lambda row: row.p99_ms),
    Reading("group100", "Group of 100, 8 messages under way", "deliveries/s", "group100", ("group_sat",), _rate),
    Reading("group100_cpu", "Group of 100: CPU per delivery", "µs", "group100", ("group_sat",), _cpu_us),
    Reading("group100_last", "Group of 100, one message: until the last member has it, p50", "ms", "group100",
            ("group_one",), lambda row: row.p50_ms),
    Reading("group1000", "Group of 1000, 4 messages under way", "deliveries/s", "group1000", ("group_sat",), _rate),
    Reading("group1000_cpu", "Group of 1000: CPU per delivery", "µs", "group1000", ("group_sat",), _cpu_us),
    Reading("group1000_last", "Group of 1000, one message: until the last member has it, p50", "ms", "group1000",
            ("group_one",), lambda row: row.p50_ms),
    Reading("group100_full", "Group of 100, 32 messages under way", "deliveries/s", "group100", ("group_full",), _rate),
    Reading("group1000_full", "Group of 1000, 16 messages under way", "deliveries/s", "group1000", ("group_full",),
            _rate),
    Reading("history", "Newest 50 of a chat of 100,000 (8 readers)", "pages/s", "history", ("history_8",),
            lambda row: row.done_s),
    Reading("history_1", "Newest 50 of a chat of 100,000 (1 reader)", "pages/s", "history", ("history_1",),
            lambda row: row.done_s),
    Reading("idle", "Memory per idle connection", "KiB", "idle", ("connect",), lambda row: row.kib_per_conn),
    Reading("idle_many", "Memory per idle connection, 10,000 of them", "KiB", "idle_many", ("connect",),
            lambda row: row.kib_per_conn),
    Reading("logins", "Connections accepted", "per second", "idle", ("connect",), lambda row: row.logins_s),
    Reading("disk", "Disk per message", "bytes", "disk", ("",), lambda row: row.bytes_per_msg),
    Reading("start_first", "First start, the database made", "s", "start", ("first",), lambda row: row.ready_s),
    Reading("start", "Start with data there", "s", "start", ("",), lambda row: row.ready_s),
)  # fmt: skip


def _figure(values: list[float]) -> Figure:
    return Figure(round(statistics.median(values), 3), round(min(values), 3), round(max(values), 3), len(values))


def figures(rows: list[Row]) -> dict[str, dict[str, Figure]]:
    """Side → name → figure."""
    found: dict[str, dict[str, Figure]] = {}
    for side in dict.fromkeys(row.side for row in rows):
        for reading in READINGS:
            own = [row for row in rows if row.side == side and row.step == reading.step]
            values = [
                value for value in (reading.value(row) for row in own if row.phase in reading.phases) if value >= 0
            ]
            if values:
                found.setdefault(side, {})[reading.name] = _figure(values)
    return found


class Target(msgspec.Struct, frozen=True):
    """What was aimed at: ours over theirs, or ours alone."""

    name: str
    against: str
    target: float
    at_least: bool = True


TARGETS: Sequence[Target] = (
    Target("pairs", "ejabberd", 25),
    Target("pairs_full", "ejabberd", 25),
    Target("group100", "ejabberd", 30),
    Target("group1000", "ejabberd", 30),
    Target("group100_full", "ejabberd", 30),
    Target("group1000_full", "ejabberd", 30),
    Target("history", "ejabberd", 10),
    Target("idle", "ejabberd", 1 / 3, at_least=False),
    Target("disk", "ejabberd", 1 / 3, at_least=False),
    Target("rate_p99", "ejabberd", 1, at_least=False),
    Target("pairs", "synapse", 300),
    Target("group100_cpu", "limit", 1.5, at_least=False),
    Target("group1000_cpu", "limit", 1.5, at_least=False),
    Target("pairs", "counting", 0.5),
    Target("pairs_full", "counting", 0.5),
    Target("group100", "counting", 0.5),
    Target("start", "", 2, at_least=False),
    Target("start_first", "", 8, at_least=False),
)
NAMES = {
    "veche": "Veche",
    "ejabberd": "ejabberd",
    "synapse": "Synapse",
    "limit": "the C server",
    "counting": "Veche, store counts",
}


def judged(found: dict[str, dict[str, Figure]]) -> list[Verdict]:
    """Every target whose figures were measured."""
    verdicts = []
    readings = {reading.name: reading for reading in READINGS}
    for target in TARGETS:
        ours = found.get("veche", {}).get(target.name)
        theirs = found.get(target.against, {}).get(target.name)
        if ours is None or (target.against and (theirs is None or theirs.low <= 0)):
            continue
        ratio, low, high = ours.median, ours.low, ours.high
        if theirs:
            ratio, low, high = ours.median / theirs.median, ours.low / theirs.high, ours.high / theirs.low
        goal = target.target
        by = (ratio / goal - 1) if target.at_least else (1 - ratio / goal)
        reading = readings[target.name]
        verdicts.append(
            Verdict(
                what=reading.title, unit=reading.unit, against=target.against, ours=ours, theirs=theirs,
                ratio=round(ratio, 3), low=round(low, 3), high=round(high, 3), target=goal, at_least=target.at_least,
                met=by >= 0, by=round(by * 100, 1),
            )
        )  # fmt: skip
    return verdicts


def number(value: float) -> str:
    """Three digits that matter, thousands grouped."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def spread(figure: Figure | None) -> str:
    """Median and, where there are several runs, from where to where they went."""
    if figure is None:
        return "–"
    if figure.runs == 1:
        return number(figure.median)
    return f"{number(figure.median)} ({number(figure.low)}–{number(figure.high)})"


def _target_line(verdict: Verdict) -> str:
    sign = "≥" if verdict.at_least else "≤"
    unit = "×" if verdict.theirs else f" {verdict.unit}"
    mark = f"met, {verdict.by:.0f} % beyond" if verdict.met else f"**missed by {-verdict.by:.0f} %**"
    theirs = f"{NAMES[verdict.against]}: {spread(verdict.theirs)}" if verdict.theirs else "–"
    ratio = f"{number(verdict.ratio)}× ({number(verdict.low)}–{number(verdict.high)})" if verdict.theirs else "–"
    what = f"{verdict.what}, {verdict.unit}"
    return f"| {what} | {spread(verdict.ours)} | {theirs} | {ratio} | {sign} {number(verdict.target)}{unit} | {mark} |"


def _other_load(rows: list[Row]) -> str:
    phases = ("sat", "group_sat", "history_8", "peer75", "rate75")
    measured = [max(0.0, row.other_cores) for row in rows if row.phase in phases] or [0.0]
    middle, most = statistics.median(measured), max(measured)
    quiet = "quiet" if most <= 0.1 else "not quiet: above 0.10 the figures suffer"
    return f"- cores that other programs used meanwhile: {middle:.2f} as a median, {most:.2f} at most ({quiet})"


def table(report: Report, *, heading: str = "# Veche beside its peers") -> str:
    """table.md."""
    lines = [heading, ""]
    lines += [f"Measured {report.when}, revision {report.revision}, {report.took_s:.0f} s in one run.", ""]
    lines += ["Each server and its database on one core, the load generator on the other; archive on, fsync on."]
    runs, secs = report.size.get("runs", 0), report.size.get("secs", 0)
    lines += [f"Median of {runs:.0f} runs of {secs:.0f} s, lowest and highest in brackets.", ""]
    if report.targets:
        lines += ["### Targets", "", "| what | Veche | beside | ratio | target | |", "|---|---|---|---|---|---|"]
        lines += [*map(_target_line, report.targets), ""]
    sides = list(report.figures)
    lines += ["### Figures", "", "| what | " + " | ".join(NAMES[side] for side in sides) + " |"]
    lines.append("|---" * (len(sides) + 1) + "|")
    for reading in READINGS:
        cells = [report.figures[side].get(reading.name) for side in sides]
        if any(cells):
            lines.append(f"| {reading.title}, {reading.unit} | " + " | ".join(map(spread, cells)) + " |")
    lines += ["", "### Conditions", ""]
    lines += [f"- {NAMES[side]}: {version}" for side, version in report.versions.items()]
    lines += [f"- left out: {NAMES[side]} ({why})" for side, why in report.left_out.items()]
    lines += ["- machine: " + ", ".join(f"{key} {value}" for key, value in report.machine.items())]
    for name, state in (("before", report.before), ("after", report.after)):
        lines.append(f"- {name}: " + ", ".join(f"{key} {value}" for key, value in state.items()))
    lines.append(_other_load(report.rows))
    return "\n".join(lines) + "\n"
