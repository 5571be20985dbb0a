"""What the benchmark says about its runs: medians, ratios, targets met and missed."""

from __future__ import annotations

from xml.etree import ElementTree

from bench.picture import picture
from bench.report import Report, figures, judged, table
from bench.rows import Row


def pairs(side: str, rates: list[float], *, lost: float = 0) -> list[Row]:
    return [
        Row(side=side, step="pairs", phase="sat", delivered_s=rate, acked_s=rate - lost, delivered=100, srv_cpu_s=0.01)
        for rate in rates
    ]


def test_a_figure_is_the_median_with_its_spread():
    found = figures(pairs("veche", [30.0, 10.0, 20.0]))["veche"]["pairs"]
    assert (found.median, found.low, found.high, found.runs) == (20.0, 10.0, 30.0, 3)


def test_a_message_counts_when_it_is_delivered_and_acknowledged():
    assert figures(pairs("veche", [30.0], lost=5))["veche"]["pairs"].median == 25.0


def test_cpu_is_told_per_message():
    assert figures(pairs("veche", [30.0]))["veche"]["pairs_cpu"].median == 100.0


def test_a_rate_is_judged_against_the_peer_of_the_same_run():
    rows = pairs("veche", [2000.0, 2200.0, 2400.0]) + pairs("ejabberd", [100.0, 100.0, 110.0])
    (verdict,) = judged(figures(rows))
    assert (verdict.ratio, verdict.low, verdict.high) == (22.0, 18.182, 24.0)
    assert not verdict.met
    assert verdict.by == -12.0


def test_less_is_better_for_memory_disk_and_latency():
    rows = [Row(side=side, step="disk", bytes_per_msg=size) for side, size in (("veche", 250.0), ("ejabberd", 1000.0))]
    (verdict,) = judged(figures(rows))
    assert verdict.met
    assert verdict.by == 25.0


def test_what_was_not_measured_is_not_judged():
    assert judged(figures(pairs("ejabberd", [100.0]))) == []
    assert judged({}) == []


def test_the_table_says_by_how_much_a_target_was_missed():
    report = Report(when="2026-01-01T00:00:00Z", rows=pairs("veche", [2200.0]) + pairs("ejabberd", [100.0]))
    report.figures = figures(report.rows)
    report.targets = judged(report.figures)
    assert "**missed by 12 %**" in table(report)
    assert "22.0×" in table(report)


def test_the_picture_is_a_drawing_with_a_bar_for_each_target():
    report = Report(when="2026-01-01T00:00:00Z", rows=pairs("veche", [2200.0]) + pairs("ejabberd", [100.0]))
    report.targets = judged(figures(report.rows))
    drawing = ElementTree.fromstring(picture(report))
    bars = [part for part in drawing.iter() if part.get("class") == "ours"]
    assert len(bars) == 1
