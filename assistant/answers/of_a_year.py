"""Facts of the year that a question names: who commanded in 2012, not who does now."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from assistant.answers.filters import read_years
from assistant.answers.inquiry import Inquiry
from assistant.knowledge import dates
from assistant.knowledge.records import Fact

_YEAR = r"((?:19|20)\d\d)"
_MONTH = r"(?:(?:early |mid |late |the end of )?(?:\d{1,2} )?(?:[A-Z][a-z]+ )?)"
_SPAN = re.compile(rf"\b{_YEAR} (?:to|until|and) {_MONTH}{_YEAR}\b")


def of_that_year_first(inquiry: Inquiry, facts: Iterable[Fact]) -> list[Fact]:
    """The facts in their order, those that speak of the years asked for before the others."""
    facts = list(facts)
    first, last = read_years(inquiry.clause.text.lower())
    if first is None or last is None:
        return facts
    fitting = [fact for fact in facts if _speaks_of(fact, first, last)]
    return [*fitting, *(fact for fact in facts if fact not in fitting)]


def _speaks_of(fact: Fact, first: int, last: int) -> bool:
    """Whether the time of the fact, a span of years in it or a year in it lies in the years asked for."""
    if fact.valid_at and dates.overlaps(fact.valid_at, date(first, 1, 1), date(last, 12, 31)):
        return True
    spans = [(int(match[1]), int(match[2])) for match in _SPAN.finditer(fact.statement)]
    years = [(int(year), int(year)) for year in re.findall(rf"\b{_YEAR}\b", fact.statement)]
    return any(begun <= last and ended >= first for begun, ended in (*spans, *years))
