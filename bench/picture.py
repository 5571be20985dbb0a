"""picture.svg: how many times better than ejabberd, logarithmic, with the target as a mark; drawn by hand."""

import math

from bench.report import NAMES, Report, Verdict, number

WIDTH, LEFT, RIGHT, TOP, ROW = 960, 340, 190, 92, 46
DECADES = 3
STYLE = """
text { font: 14px system-ui, "Segoe UI", "Noto Sans", sans-serif; fill: #1d2430 }
.title { font-size: 19px; font-weight: 600 } .small { font-size: 12px; fill: #5b6675 } .much { font-weight: 600 }
.grid { stroke: #d9dee6 } .peer { fill: #9aa5b4 } .ours { fill: #2463c9 } .mark { stroke: #c2410c; stroke-width: 2.5 }
.paper { fill: #ffffff }
@media (prefers-color-scheme: dark) {
  text { fill: #e6eaf0 } .small { fill: #9aa5b4 } .grid { stroke: #39424f } .peer { fill: #6b7686 }
  .ours { fill: #6ea2f5 } .mark { stroke: #fb923c } .paper { fill: #14181f }
}
"""


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _x(times: float) -> float:
    return LEFT + max(0.0, math.log10(max(times, 0.1))) / DECADES * (WIDTH - LEFT - RIGHT)


def _bar(verdict: Verdict, top: int) -> list[str]:
    assert verdict.theirs
    times = verdict.ratio if verdict.at_least else 1 / verdict.ratio
    goal = verdict.target if verdict.at_least else 1 / verdict.target
    ours, theirs = number(verdict.ours.median), number(verdict.theirs.median)
    label = f"{number(times)}× better" if times >= 1 else f"{number(1 / times)}× worse"
    middle = top + 15
    beside = f"{ours} to {theirs} {verdict.unit} ({NAMES[verdict.against]})"
    return [
        f'<text x="{LEFT - 12}" y="{middle}" text-anchor="end">{_escaped(verdict.what)}</text>',
        f'<text class="small" x="{LEFT - 12}" y="{middle + 16}" text-anchor="end">{beside}</text>',
        f'<rect class="ours" x="{LEFT}" y="{top + 3}" width="{max(2.0, _x(times) - LEFT):.1f}" height="22" rx="3"/>',
        f'<line class="mark" x1="{_x(goal):.1f}" x2="{_x(goal):.1f}" y1="{top - 2}" y2="{top + 30}"/>',
        f'<text class="much" x="{max(_x(times), _x(goal)) + 8:.1f}" y="{middle + 5}">{label}</text>',
    ]


def picture(report: Report) -> str:
    """An SVG that reads on light and dark pages."""
    bars = [verdict for verdict in report.targets if verdict.against in ("ejabberd", "synapse")]
    height = TOP + ROW * len(bars) + 40
    about = f"How many times better than the peer, logarithmic. Orange: the target. Medians, {report.when[:10]}."
    box = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-label="Veche beside its peers">',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{WIDTH}" height="{height}"/>',
        '<text class="title" x="24" y="34">Veche beside its peers, on one core with the database</text>',
        f'<text class="small" x="24" y="56">{about}</text>',
    ]
    for decade in range(DECADES + 1):
        x = _x(10**decade)
        lines.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 10}" y2="{height - 34}"/>')
        lines.append(f'<text class="small" x="{x:.1f}" y="{height - 16}" text-anchor="middle">{10**decade}×</text>')
    for index, verdict in enumerate(bars):
        lines += _bar(verdict, TOP + index * ROW)
    return "\n".join([*lines, "</svg>", ""])
