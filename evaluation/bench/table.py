"""Writes a comparison as a Markdown table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evaluation.bench.figures import FIGURES, Figure, Measured


@dataclass(frozen=True)
class Comparison:
    """Both sides' figures, and what a reader must know of how they came about."""

    ours: Measured
    stock: Measured
    notes: Sequence[str]


def as_table(comparison: Comparison) -> str:
    """The whole page."""
    return "\n".join(_lines(comparison)) + "\n"


def _lines(comparison: Comparison) -> Iterator[str]:
    yield "# This assistant and stock Rasa"
    yield ""
    yield "Written by `make bench`: one run, one machine, one worker each, the same questions from the same clients."
    yield "What is compared and how: [performance](../docs/performance.md)."
    yield ""
    yield from (f"- {note}" for note in comparison.notes)
    yield ""
    yield "| Figure | This assistant | Stock Rasa | Compared | Wanted | |"
    yield "|---|---:|---:|---:|---:|---|"
    for figure in FIGURES:
        yield _row(figure, comparison)
    failed = [
        f"{name} with {clients} clients: {load.failed} of {load.answers}"
        for name, side in (("this assistant", comparison.ours), ("stock", comparison.stock))
        for clients, load in side.loads.items()
        if load.failed
    ]
    yield ""
    yield f"Questions without an answer under load: {'; '.join(failed) or 'none'}."
    yield ""
    yield "![Both sides, figure by figure](bench.svg)"


def _row(figure: Figure, comparison: Comparison) -> str:
    mine, theirs = figure.value(comparison.ours), figure.value(comparison.stock)
    compared = figure.compared(comparison.ours, comparison.stock)
    cells = [
        figure.label,
        f"{number(mine)} {figure.unit}",
        f"{number(theirs)} {figure.unit}",
        told(figure, compared),
        _wanted(figure),
        verdict(figure, compared),
    ]
    return "| " + " | ".join(cells) + " |"


def number(value: float) -> str:
    """Three digits are enough for anything measured here."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def told(figure: Figure, compared: float) -> str:
    """The comparison in words: a ratio, a difference in points; nothing where ours stands alone."""
    if figure.by == "points":
        return f"{compared:+.1f} points"
    return "" if figure.by == "ours" else f"{compared:.3f} x" if compared < 0.1 else f"{compared:.2f} x"


def verdict(figure: Figure, compared: float) -> str:
    """Whether goal and aim are reached; empty where nothing is wanted."""
    if figure.goal is None:
        return ""
    if not figure.holds(compared, figure.goal):
        return "missed"
    return "aim reached" if figure.aim is not None and figure.holds(compared, figure.aim) else "reached"


def _wanted(figure: Figure) -> str:
    if figure.goal is None:
        return ""
    word = "at least" if figure.better == "more" else "at most"
    unit = {"points": " points", "ours": f" {figure.unit}", "ratio": " x"}[figure.by]
    aim = f", aim {figure.aim:.3g}" if figure.aim is not None else ""
    return f"{word} {figure.goal:.3g}{aim}{unit}"
