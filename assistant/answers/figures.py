"""UN contribution figures over time, for one mission or for all. Rows that count differently are never added up."""

from __future__ import annotations

import re
from datetime import date

from assistant.answers.answer import Part
from assistant.answers.contribution_rows import (
    ALL_MISSIONS,
    BEST,
    last_of_best,
    looks_incomplete,
    read_extreme_number,
    told_row,
)
from assistant.answers.filters import read_month, read_superlative, read_year, read_years
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.answers.operations.one import answer_operation
from assistant.answers.pointed import nearest_of_all, stands_out
from assistant.answers.subjects import name_of
from assistant.knowledge import dates
from assistant.knowledge.records import Contribution, Fact

_OF_THE_UN = re.compile(r"\bUN\b|United Nations|peacekeep|[Pp]eace (?:operation|support)")
#: Years told for "over time".
_TREND = (1991, 1994, 1999, 2000, 2002, 2005, 2007, 2010, 2013, 2015, 2017, 2021)


def answer_figures(inquiry: Inquiry) -> Part:
    """Answer a question on UN contribution figures."""
    missions = _missions(inquiry)
    if missions is None and (operations := [subject for subject in inquiry.subjects if subject.kind != "un_mission"]):
        return answer_operation(inquiry.about(*operations).asked_as("operation_personnel"))
    if missions is None:
        return _nothing(inquiry, inquiry.wording.join(name_of(subject, inquiry.kb) for subject in inquiry.subjects))
    first, last = read_years(inquiry.clause.text.lower())
    rows = [row for row in inquiry.kb.contributions if row.mission in missions and row.total is not None]
    superlative = read_extreme_number(inquiry.clause.text) or read_superlative(inquiry.clause.text)
    if first is not None or last is not None:
        span = date(first or 1945, 1, 1), date(last or inquiry.today.year, 12, 31)
        inside = [row for row in rows if dates.overlaps(row.date, *span)]
        month = read_month(inquiry.clause.text)
        inside = [row for row in inside if month and row.date[5:7] == f"{month:02}"] or inside
        if not inside:
            return _nearest(inquiry, rows, span)
        chosen = _of_span(inside, missions)
    elif superlative in ("largest", "smallest"):
        chosen = [_extreme(rows, superlative)]
    elif superlative == "latest" or not _asks_trend(inquiry.clause.text):
        chosen = [_extreme(rows, "largest"), *_latest(rows)]
    else:
        chosen = _trend(rows, missions)
    return _part(inquiry, sorted(dict.fromkeys(chosen), key=lambda row: dates.earliest(row.date)))


def _telling(inquiry: Inquiry) -> Fact | None:
    """The fact that the question points to when no year is named."""
    if not stands_out(inquiry) or read_superlative(inquiry.clause.text) or read_extreme_number(inquiry.clause.text):
        return None
    return inquiry.kb.fact(inquiry.clause.facts[0][0])


def _of_the_extreme(inquiry: Inquiry, rows: list[Contribution]) -> Fact | None:
    """The fact near to the question that says of the highest or lowest number what else is known of it."""
    if len(rows) != 1 or not read_extreme_number(inquiry.clause.text):
        return None
    said = (str(rows[0].total), str(dates.year(rows[0].date)))
    facts = (inquiry.kb.fact(fact_id) for fact_id, _ in inquiry.clause.facts)
    return next((fact for fact in facts if all(part in fact.statement for part in said)), None)


def _asks_trend(text: str) -> bool:
    return any(
        word in text.lower()
        for word in ("over time", "trend", "history", "years", "each year", "chang", "develop", "since")
    )


def _missions(inquiry: Inquiry) -> set[str] | None:
    """The acronyms asked for; all missions together when none is named; none when no row counts the one named."""
    if not inquiry.subjects:
        return {ALL_MISSIONS}
    known = {row.mission for row in inquiry.kb.contributions}
    found: set[str] = set()
    for subject in inquiry.subjects:
        if subject.kind == "un_mission":
            found |= {subject.id} & known
        for operation in real_operations(inquiry.kb, subject):
            found |= {name for name in (operation.short_name, *operation.aliases) if name in known}
    return found or None


def _of_span(rows: list[Contribution], missions: set[str]) -> list[Contribution]:
    """For each mission: the last row of the span, and the highest where it differs."""
    chosen: list[Contribution] = []
    for mission in sorted(missions):
        own = [row for row in rows if row.mission == mission]
        if own:
            last = last_of_best(own)
            same = [row for row in own if row.granularity == last.granularity]
            chosen.extend(dict.fromkeys([_extreme(same, "largest"), last]))
    return chosen


def _extreme(rows: list[Contribution], which: str) -> Contribution:
    pick = max if which == "largest" else min
    rows = [row for row in rows if not looks_incomplete(row)] or rows
    best = [row for row in rows if BEST[row.granularity] == min(BEST[item.granularity] for item in rows)]
    return pick(best, key=lambda row: row.total or 0)


def _latest(rows: list[Contribution]) -> list[Contribution]:
    return [max(rows, key=lambda row: dates.latest(row.date))] if rows else []


def _trend(rows: list[Contribution], missions: set[str]) -> list[Contribution]:
    chosen = [_extreme(rows, "largest")]
    years = _TREND if missions == {ALL_MISSIONS} else tuple(sorted({dates.year(row.date) for row in rows}))[-8:]
    for year in years:
        inside = [row for row in rows if dates.overlaps(row.date, date(year, 1, 1), date(year, 12, 31))]
        if inside:
            chosen.append(last_of_best(inside))
    return chosen


def _part(inquiry: Inquiry, rows: list[Contribution]) -> Part:
    sentences = [told_row(inquiry, row) for row in rows]
    year = read_year(inquiry.clause.text)
    pointed = nearest_of_all(inquiry, year) if year else _of_the_extreme(inquiry, rows) or _telling(inquiry)
    if pointed and not _OF_THE_UN.search(pointed.statement):
        pointed = None
    facts = (pointed,) if pointed else ()
    single = len(sentences) <= 3
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(
            *(fact.statement for fact in facts),
            *(sentences if single else [inquiry.say("figures_over_time")]),
        ),
        items=() if single else tuple(sentences),
        facts=facts,
        sources=tuple(dict.fromkeys(row.source for row in rows)),
        caveats=(
            inquiry.say("caveat_figures"),
            *([inquiry.say("caveat_incomplete")] if any(looks_incomplete(row) for row in rows) else []),
        ),
        suggestions=(inquiry.say("ask_figures_peak"), inquiry.say("ask_figures_trend")),
        subjects=inquiry.subjects,
    )


def _nearest(inquiry: Inquiry, rows: list[Contribution], span: tuple[date, date]) -> Part:
    nearest = min(rows, key=lambda row: abs((dates.earliest(row.date) - span[0]).days))
    part = _part(inquiry, [nearest])
    when = str(span[0].year) if span[0].year == span[1].year else f"{span[0].year}-{span[1].year}"
    return Part(
        kind=part.kind,
        outcome="unknown",
        sentences=(inquiry.say("figures_not_then", when=when), *part.sentences),
        sources=part.sources,
        caveats=part.caveats,
        suggestions=part.suggestions,
        subjects=part.subjects,
    )


def _nothing(inquiry: Inquiry, name: str) -> Part:
    return Part(
        kind=inquiry.clause.kind,
        outcome="unknown",
        sentences=(inquiry.say("figures_none", name=name), inquiry.say("who_knows_figures")),
        suggestions=(inquiry.say("ask_figures_trend"),),
        subjects=inquiry.subjects,
    )
