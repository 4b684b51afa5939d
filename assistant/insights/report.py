"""The report as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.insights import charts
from assistant.insights.figures import Figures, percentile

MOST = 25


def page(figures: Figures, version: str, made: date, mask: Callable[[str], str]) -> str:
    """The page.

    Args:
        figures: what it shows.
        version: of the knowledge base.
        made: the day it is made.
        mask: takes personal details out of people's words.
    """
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters["masked"] = mask

    def share(*outcomes: str) -> str:
        number = sum(figures.by_outcome.get(outcome, 0) for outcome in outcomes)
        return f"{100 * number / figures.questions:.0f} %" if figures.questions else "none"

    def seconds(of: float) -> str:
        value = percentile(figures.seconds, of)
        return "none" if value is None else f"{value * 1000:.0f} ms"

    return environment.get_template("report.html").render(
        f=figures,
        version=version,
        made=made,
        most=MOST,
        days=[day.strftime("%d %b") for day in figures.period.days],
        charts=charts,
        share=share,
        seconds=seconds,
    )
