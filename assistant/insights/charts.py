"""Charts as SVG that stands in the page itself: no script, nothing fetched. Each has a title for screen readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

# Told apart by everybody, in print as well: Okabe and Ito's colours, darkest first.
COLOURS = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999")
_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 720, 220, 40, 24, 10
_ROW, _NAMES, _LONGEST = 22, 230, 34


def stacked(title: str, labels: Sequence[str], series: Mapping[str, Sequence[int]]) -> Markup:
    """Bars over time, one a label, in which the series lie on top of each other."""
    totals = [sum(values) for values in zip(*series.values(), strict=True)] or [0]
    top = max(1, *totals)
    plot, high = _WIDTH - _LEFT, _HEIGHT - _BOTTOM - _TOP
    step = plot / max(1, len(labels))
    parts = [_line(_TOP + high * (1 - share), f"{top * share:g}") for share in (0.0, 0.5, 1.0)]
    below = [0] * len(labels)
    for number, (name, values) in enumerate(series.items()):
        for place, value in enumerate(values):
            if value:
                y = _TOP + high * (1 - (below[place] + value) / top)
                parts.append(
                    f'<rect x="{_LEFT + place * step + step * 0.1:.1f}" y="{y:.1f}" width="{step * 0.8:.1f}" '
                    f'height="{high * value / top:.1f}" fill="{_colour(number)}">'
                    f"<title>{escape(labels[place])}, {escape(name)}: {value}</title></rect>"
                )
                below[place] += value
    every = max(1, -(-len(labels) // 8))
    parts += [
        f'<text x="{_LEFT + (place + 0.5) * step:.1f}" y="{_HEIGHT - 6}" text-anchor="middle">{escape(label)}</text>'
        for place, label in enumerate(labels)
        if place % every == 0
    ]
    return _svg(title, _HEIGHT, parts) + _legend(list(series))


def rows(title: str, values: Mapping[str, int], most: int = 15) -> Markup:
    """Bars that lie, one a name, with the number behind."""
    shown = dict(list(values.items())[:most])
    top = max(1, *shown.values()) if shown else 1
    parts = []
    for place, (name, value) in enumerate(shown.items()):
        y = place * _ROW
        width = (_WIDTH - _NAMES - 60) * value / top
        label = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        parts.append(
            f'<text x="{_NAMES - 8}" y="{y + 15}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{_NAMES}" y="{y + 3}" width="{width:.1f}" height="{_ROW - 6}" fill="{COLOURS[0]}"/>'
            f'<text x="{_NAMES + width + 6:.1f}" y="{y + 15}">{value}</text>'
        )
    return _svg(title, max(1, len(shown)) * _ROW, parts)


def _svg(title: str, height: int, parts: Sequence[str]) -> Markup:
    inner = Markup("").join(Markup(part) for part in parts)  # noqa: S704 - every text in it has been escaped
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title>{}</svg>').format(
        _WIDTH, height, title, title, inner
    )


def _legend(names: Sequence[str]) -> Markup:
    items = Markup("").join(
        Markup(
            '<li><svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" fill="{}"/></svg> {}</li>'
        ).format(_colour(number), name)
        for number, name in enumerate(names)
    )
    return Markup('<ul class="legend">{}</ul>').format(items)


def _line(y: float, label: str) -> str:
    return (
        f'<line x1="{_LEFT}" x2="{_WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{escape(label)}</text>'
    )


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]
