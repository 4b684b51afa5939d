"""Draws a comparison: for each figure two bars, the longer one as long as the row is wide."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from evaluation.bench.figures import FIGURES, Figure, Measured
from evaluation.bench.table import Comparison, number, told

_ROW, _BAR, _LEFT, _WIDTH, _HEAD = 40, 13, 300, 380, 64
_OURS, _STOCK, _INK, _PAPER = "#0b6e4f", "#8a8f98", "#1a1a1a", "#ffffff"


def as_picture(comparison: Comparison) -> str:
    """The picture as SVG."""
    figures = [figure for figure in FIGURES if figure.value(comparison.ours) or figure.value(comparison.stock)]
    height = _HEAD + _ROW * len(figures) + 12
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="{height}" viewBox="0 0 900 {height}" role="img"'
        ' aria-labelledby="title" font-family="sans-serif" font-size="13">',
        '<title id="title">This assistant and stock Rasa, figure by figure</title>',
        f'<rect width="900" height="{height}" fill="{_PAPER}"/>',
        _text(16, 26, "This assistant and stock Rasa", size=17),
        f'<rect x="{_LEFT}" y="38" width="12" height="12" fill="{_OURS}"/>',
        _text(_LEFT + 18, 49, "this assistant"),
        f'<rect x="{_LEFT + 130}" y="38" width="12" height="12" fill="{_STOCK}"/>',
        _text(_LEFT + 148, 49, "stock Rasa"),
    ]
    for place, figure in enumerate(figures):
        lines += _row(figure, comparison.ours, comparison.stock, _HEAD + place * _ROW)
    return "\n".join([*lines, "</svg>"]) + "\n"


def _row(figure: Figure, ours: Measured, stock: Measured, top: int) -> Iterator[str]:
    mine, theirs = figure.value(ours), figure.value(stock)
    longest = max(mine, theirs)
    yield _text(16, top + 20, f"{figure.label} ({'more' if figure.better == 'more' else 'less'} is better)")
    for value, colour, offset in ((mine, _OURS, 4), (theirs, _STOCK, 4 + _BAR + 1)):
        width = max(1.0, _WIDTH * value / longest)
        yield f'<rect x="{_LEFT}" y="{top + offset}" width="{width:.1f}" height="{_BAR}" fill="{colour}"/>'
        yield _text(_LEFT + width + 6, top + offset + 11, f"{number(value)} {figure.unit}", size=11)
    yield _text(800, top + 20, told(figure, figure.compared(ours, stock)))


def _text(x: float, y: float, words: str, size: int = 13) -> str:
    return f'<text x="{x:.1f}" y="{y}" font-size="{size}" fill="{_INK}">{escape(words)}</text>'
