"""UN contribution figures over time, for one mission or for all. Rows that count differently are never added up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.answers.answer import Part, Subject
from assistant.answers.filters import read_superlative, read_years
from assistant.answers.inquiry import Inquiry, real_operations, sentence_case
from assistant.answers.subjects import name_of
from assistant.knowledge import dates
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Contribution, Operation

ALL_MISSIONS = "ALL"
#: Which way of counting is told first where several cover the same time.
_BEST = {"month_all": 0, "month_mission": 0, "snapshot_all": 1, "year_average_mission": 1, "quoted": 2, "estimate": 3}
#: Years told for "over time".
_TREND = (1991, 1994, 1999, 2000, 2002, 2005, 2007, 2010, 2013, 2015, 2017, 2021)


def mission_rows(kb: KnowledgeBase, operation: Operation, first: date, last: date) -> list[Contribution]:
    """The rows of an operation's UN missions in a span of days: the last one of each mission there."""
    missions = {
        name for name in (operation.short_name, *operation.aliases, operation.name) if name.isupper() or " " in name
    }
    known = {row.mission for row in kb.contributions} & missions
    rows = []
    for mission in sorted(known):
        inside = _inside(kb.contributions, mission, first, last)
        if inside:
            rows.append(_last_of_best(inside))
    return rows


def told_row(inquiry: Inquiry, row: Contribution) -> str:
    """One row as a sentence that says what it counts."""
    mission = inquiry.say("all_un_missions") if row.mission == ALL_MISSIONS else row.mission
    kinds = [
        inquiry.say(f"figure_{kind}", number=number)
        for kind, number in (("troops", row.troops), ("police", row.police), ("experts", row.experts))
        if number
    ]
    of = inquiry.say("figure_kinds", kinds=inquiry.wording.join(kinds)) if kinds else ""
    when = sentence_case(dates.when(row.date))
    return inquiry.say(f"figure_{row.granularity}", when=when, mission=mission, total=row.total, kinds=of)


def answer_figures(inquiry: Inquiry) -> Part:
    """Answer a question on UN contribution figures."""
    missions = _missions(inquiry)
    if missions is None:
        return _nothing(inquiry, inquiry.wording.join(name_of(subject, inquiry.kb) for subject in inquiry.subjects))
    first, last = read_years(inquiry.clause.text.lower())
    rows = [row for row in inquiry.kb.contributions if row.mission in missions and row.total is not None]
    superlative = read_superlative(inquiry.clause.text) or (
        "largest" if "peak" in inquiry.clause.text.lower() else None
    )
    if first is not None or last is not None:
        span = date(first or 1945, 1, 1), date(last or inquiry.today.year, 12, 31)
        inside = [row for row in rows if dates.overlaps(row.date, *span)]
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


def _inside(rows: Iterable[Contribution], mission: str, first: date, last: date) -> list[Contribution]:
    return [
        row
        for row in rows
        if row.mission == mission and row.total is not None and dates.overlaps(row.date, first, last)
    ]


def _last_of_best(rows: list[Contribution]) -> Contribution:
    best = min(_BEST[row.granularity] for row in rows)
    return max((row for row in rows if _BEST[row.granularity] == best), key=lambda row: dates.earliest(row.date))


def _of_span(rows: list[Contribution], missions: set[str]) -> list[Contribution]:
    """For each mission: the last row of the span, and the highest where it differs."""
    chosen: list[Contribution] = []
    for mission in sorted(missions):
        own = [row for row in rows if row.mission == mission]
        if own:
            last = _last_of_best(own)
            same = [row for row in own if row.granularity == last.granularity]
            chosen.extend(dict.fromkeys([_extreme(same, "largest"), last]))
    return chosen


def _extreme(rows: list[Contribution], which: str) -> Contribution:
    pick = max if which == "largest" else min
    best = [row for row in rows if _BEST[row.granularity] == min(_BEST[item.granularity] for item in rows)]
    return pick(best, key=lambda row: row.total or 0)


def _latest(rows: list[Contribution]) -> list[Contribution]:
    return [max(rows, key=lambda row: dates.latest(row.date))] if rows else []


def _trend(rows: list[Contribution], missions: set[str]) -> list[Contribution]:
    chosen = [_extreme(rows, "largest")]
    years = _TREND if missions == {ALL_MISSIONS} else tuple(sorted({dates.year(row.date) for row in rows}))[-8:]
    for year in years:
        inside = [row for row in rows if dates.overlaps(row.date, date(year, 1, 1), date(year, 12, 31))]
        if inside:
            chosen.append(_last_of_best(inside))
    return chosen


def _part(inquiry: Inquiry, rows: list[Contribution]) -> Part:
    sentences = [told_row(inquiry, row) for row in rows]
    single = len(sentences) <= 3
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=tuple(sentences) if single else (inquiry.say("figures_over_time"),),
        items=() if single else tuple(sentences),
        sources=tuple(dict.fromkeys(row.source for row in rows)),
        caveats=(inquiry.say("caveat_figures"),),
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


def has_figures(kb: KnowledgeBase, subject: Subject) -> bool:
    """Whether UN figures count people in what the subject stands for."""
    known = {row.mission for row in kb.contributions}
    return any(
        name in known
        for operation in real_operations(kb, subject)
        for name in (operation.short_name, *operation.aliases)
    )
