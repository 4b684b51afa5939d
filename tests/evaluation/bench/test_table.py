from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

from evaluation.bench.figures import FIGURES, Figure, Passed
from evaluation.bench.picture import as_picture
from evaluation.bench.table import Comparison, as_table, number, told, verdict
from tests.evaluation.bench.samples import side

BETTER = Comparison(side(1), side(6, passed=60), ["a note"])


def row(table: str, label: str) -> str:
    return next(line for line in table.splitlines() if line.startswith(f"| {label} |"))


def figure(label: str) -> Figure:
    return next(figure for figure in FIGURES if figure.label == label)


def test_a_row_has_both_sides_the_ratio_and_what_was_wanted() -> None:
    table = as_table(BETTER)
    assert row(table, "Training") == "| Training | 60.0 s | 360 s | 0.17 x | at most 0.25 x | reached |"
    assert row(table, "1 client, p50") == (
        "| 1 client, p50 | 12.0 ms | 72.0 ms | 0.17 x | at most 0.333, aim 0.167 x | aim reached |"
    )
    assert row(table, "Pass rate, open questions") == (
        "| Pass rate, open questions | 90.0 % | 60.0 % | +30.0 points | at least 10 points | reached |"
    )
    assert row(table, "8 clients, p95") == "| 8 clients, p95 | 144 ms | 864 ms |  | at most 150 ms | reached |"
    assert "- a note" in table
    assert "without an answer under load: none." in table


def test_what_is_missed_says_so() -> None:
    table = as_table(Comparison(side(6), side(6), []))
    assert row(table, "Training").endswith("| missed |")
    assert row(table, "8 clients, answers").endswith("| 1.00 x | at least 4, aim 8 x | missed |")
    assert row(table, "Pass rate, frozen questions").endswith("| +0.0 points | at least 10 points | missed |")


def test_a_goal_is_reached_before_its_aim() -> None:
    answers = figure("8 clients, answers")
    assert [verdict(answers, ratio) for ratio in (3.9, 4, 8)] == ["missed", "reached", "aim reached"]
    memory = figure("Rasa server, memory after the load")
    assert [verdict(memory, ratio) for ratio in (0.81, 0.8, 0.6)] == ["missed", "reached", "aim reached"]


def test_unanswered_questions_are_told() -> None:
    assert "stock with 8 clients: 5 of 1000" in as_table(Comparison(side(1), side(6, failed=5), []))


@pytest.mark.parametrize(("value", "shown"), [(1234.5, "1,234"), (99.95, "100.0"), (12.34, "12.3"), (1.234, "1.23")])
def test_numbers_have_three_digits_or_so(value: float, shown: str) -> None:
    assert number(value) == shown


def test_small_ratios_keep_a_digit_more() -> None:
    assert told(figure("Training"), 0.0123) == "0.012 x"


def test_the_picture_is_svg_with_two_bars_a_figure() -> None:
    root = ElementTree.fromstring(as_picture(BETTER))
    bars = [element for element in root.iter("{http://www.w3.org/2000/svg}rect") if element.get("height") == "13"]
    assert len(bars) == 2 * len(FIGURES)
    assert {bar.get("width") for bar in bars} >= {"380.0", "63.3"}


def test_what_was_not_measured_is_not_drawn() -> None:
    none = {"open": Passed(0, 0), "frozen": Passed(0, 0)}
    comparison = Comparison(replace(side(1), passed=none), replace(side(6), passed=none), [])
    assert "Pass rate" not in as_picture(comparison)
