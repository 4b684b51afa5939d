"""What operations are compared by: people at one time and in all, dates, length, cost, deaths; each with its facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.answers.inquiry import Inquiry
from assistant.knowledge import dates
from assistant.knowledge.records import Dated, Fact, Operation, Personnel

_MONEY = re.compile(r"NZ\$([\d.,]+)(?: (million|billion))?")
_DAYS_A_MONTH = 30
_MILLIONS = {"million": 1.0, "billion": 1000.0, None: 1e-6}
_DEATHS = re.compile(r"(\d+)(?: \w+){0,3} (?:killed|died|dead|deaths)\b")


@dataclass(frozen=True)
class Measured:
    """One measure of one operation: the number to compare by (days, months, people, millions), its words, its facts."""

    number: float
    words: str
    facts: tuple[Fact, ...]
    #: By so much the number may be higher, since its dates are no more exact.
    spread: float = 0.0


Measure = Callable[[Inquiry, Operation, "int | None"], "Measured | None"]


def at_one_time(inquiry: Inquiry, operation: Operation, year: int | None = None) -> Measured | None:
    """The most people on file for one time; in a year, the figure for that year if there is one.

    An umbrella without a figure of its own has that of its largest part.
    """
    figures = [item for item in operation.personnel if item.number is not None and item.kind != "total"]
    if not figures and operation.category == "umbrella":
        parts = inquiry.kb.parts_of(operation.id)
        figures = [item for part in parts for item in part.personnel if item.number and item.kind != "total"]
    if year is not None:
        span = date(year, 1, 1), date(year, 12, 31)
        figures = [item for item in figures if item.valid_at and dates.overlaps(item.valid_at, *span)] or figures
    return _people(inquiry, figures)


def in_all(inquiry: Inquiry, operation: Operation, year: int | None = None) -> Measured | None:
    """The people on file over all years."""
    return _people(inquiry, [item for item in operation.personnel if item.number is not None and item.kind == "total"])


def begun(inquiry: Inquiry, operation: Operation, year: int | None = None) -> Measured | None:
    """The first day."""
    return _dated(inquiry, operation.start, "measure_begun")


def ended(inquiry: Inquiry, operation: Operation, year: int | None = None) -> Measured | None:
    """The last day."""
    return _dated(inquiry, operation.end, "measure_ended")


def length(inquiry: Inquiry, operation: Operation, year: int | None = None) -> Measured | None:
    """The months from the start to the end, or to the latest sign of activity."""
    end = operation.end.date if operation.end else operation.status.last_seen
    if operation.start is None or end is None:
        return None
    facts = [operation.start.fact, operation.end.fact if operation.end else operation.status.fact]
    words = inquiry.say(
        "measure_length" if operation.end else "measure_length_open",
        length=dates.duration(operation.start.date, end),
        start=dates.plain(operation.start.date),
        end=dates.plain(end),
    )
    months = float(dates.months_between(operation.start.date, end))
    spread = (_days(operation.start.date) + _days(end)) / _DAYS_A_MONTH
    return Measured(months, words, tuple(inquiry.kb.fact(fact) for fact in facts if fact), spread)


def _days(when: str) -> int:
    """How many days a date leaves open."""
    return (dates.latest(when) - dates.earliest(when)).days


def cost(inquiry: Inquiry, operation: Operation, year: int | None = None) -> Measured | None:
    """The highest sum on file, in millions of New Zealand dollars."""
    sums = []
    for fact in operation.facts:
        match = _MONEY.search(fact.value or "") or _MONEY.search(fact.statement)
        if fact.field == "cost" and match:
            sums.append(Measured(float(match[1].replace(",", "")) * _MILLIONS[match[2]], fact.statement, (fact,)))
    return max(sums, key=lambda item: item.number, default=None)


def deaths(inquiry: Inquiry, operation: Operation, year: int | None = None) -> Measured | None:
    """The number of New Zealanders who died, where a fact counts them."""
    for fact in operation.facts:
        match = _DEATHS.search(fact.value or "") if fact.field == "casualties" else None
        if match:
            return Measured(float(match[1]), fact.statement, (fact,))
    return None


MEASURES: Mapping[str, Measure] = {
    "people": at_one_time,
    "people_in_all": in_all,
    "start": begun,
    "end": ended,
    "length": length,
    "cost": cost,
    "deaths": deaths,
}


def _people(inquiry: Inquiry, figures: list[Personnel]) -> Measured | None:
    if not figures:
        return None
    figure = max(figures, key=lambda item: item.number or 0)
    kind = "measure_in_all" if figure.kind == "total" else "measure_people"
    when = inquiry.say("measure_when", when=dates.when(figure.valid_at)) if figure.valid_at else ""
    words = inquiry.say(kind, value=figure.value, counts=figure.counts, when=when).strip()
    return Measured(float(figure.number or 0), words, (inquiry.kb.fact(figure.fact),))


def _dated(inquiry: Inquiry, dated: Dated | None, template: str) -> Measured | None:
    if dated is None:
        return None
    words = inquiry.say(template, date=dates.plain(dated.date))
    first = float(dates.earliest(dated.date).toordinal())
    return Measured(first, words, (inquiry.kb.fact(dated.fact),), float(_days(dated.date)))
