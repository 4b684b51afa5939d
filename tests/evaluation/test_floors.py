from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from evaluation.floors import Floors, read_floors, shortfalls
from evaluation.tally import Count, Latency, Report, latency


def report(**changed: Count) -> Report:
    kinds = {"in_scope": Count(cases=100, passed=98), "unanswerable": Count(cases=100, passed=99), **changed}
    return Report(day="2026-11-24", sets={"frozen": {"original": kinds}}, latency=Latency(replies=9, p50=20, p95=50))


def test_good_figures_miss_nothing() -> None:
    assert shortfalls(report(), read_floors()) == []


def test_each_figure_has_its_line() -> None:
    poor = report(
        in_scope=Count(cases=100, passed=90, wrong=5), unanswerable=Count(cases=100, passed=96, wrong=4)
    ).copy(update={"latency": Latency(replies=9, p50=20, p95=80)})
    assert shortfalls(poor, read_floors()) == [
        "frozen: in_scope 90.0% right, floor 97.0%",
        "frozen: 93.0% right in all, floor 95.0%",
        "frozen: wrong-answer rate 4.5%, at most 1.0%",
        "frozen: unanswerable 4.0% answered wrongly, at most 2.0%",
        "latency p95 80 ms, at most 60 ms",
    ]


def test_a_variant_is_held_against_the_same_cases_as_written() -> None:
    figures = report()
    figures.sets["frozen"]["typos"] = {"in_scope": Count(cases=200, passed=180)}
    assert shortfalls(figures, Floors(variant_loss={"typos": 0.03})) == ["frozen: typos loses 8.5 points, at most 3.0"]


def test_a_misspelt_floor_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "floors.yml").write_text("pass_rates: {in_scope: 1}\n", encoding="utf-8")
    with pytest.raises(ValidationError):
        read_floors(tmp_path / "floors.yml")


def test_latency_is_told_in_milliseconds_by_nearest_rank() -> None:
    assert latency([number / 1000 for number in range(1, 101)]) == Latency(replies=100, p50=50, p95=95)
    assert latency([]).replies == 0
