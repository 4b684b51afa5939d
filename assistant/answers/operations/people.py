"""How many people: the peak, the total, the number at a date, and what each figure counts."""

from __future__ import annotations

import re
from datetime import date

from assistant.answers.bearing import shares_a_word
from assistant.answers.contribution_rows import mission_rows, told_row
from assistant.answers.filters import asks_for_today, counted_noun, counts_people, read_count_of_people, read_years
from assistant.answers.inquiry import Inquiry, Told, sentence_case, without_repeats
from assistant.answers.operations.facts import about, disputes, facts_of
from assistant.answers.pointed import ADDS, best
from assistant.knowledge import dates
from assistant.knowledge.records import Operation, Personnel

_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundreds?)\b"
)
_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: A fact that holds the word counted needs to be this near to the question.
_NEAR_ENOUGH = 0.4
_ORDER = {"total": 0, "peak": 1, "ceiling": 2, "at_date": 3}
_MAX_FIGURES = 3
#: How many totals of what an operation was part of are told before its own peak.
_TOTALS = 2
#: A figure this close to the time asked for says more about it than a total over all years.
_CLOSE_DAYS = 400


def personnel(inquiry: Inquiry, operation: Operation) -> Told | None:
    """The figures that fit the question, each with what it counts and when it was true."""
    if not counts_people(inquiry.clause.text):
        return _something_else(inquiry, operation)
    first, last = read_years(inquiry.clause.text.lower())
    figures = _of_agencies(inquiry, operation)
    if first is not None or last is not None:
        return _at(inquiry, operation, figures, first or 1945, last or inquiry.today.year)
    wanted = read_count_of_people(inquiry.clause.text)
    if asks_for_today(inquiry.clause.text):
        chosen = [figure for figure in figures if figure.kind in ("at_date", "ceiling")] or figures
        chosen = sorted(chosen, key=_latest_first)[:1]
    elif wanted == "peak":
        chosen = [figure for figure in figures if figure.kind in ("peak", "ceiling")] or figures
    elif wanted == "total":
        chosen = [figure for figure in figures if figure.kind == "total"]
        if not chosen and (of_all := _of_the_whole(inquiry, operation)):
            return of_all
        chosen = chosen or figures
    else:
        chosen = figures
    chosen = sorted(chosen, key=lambda figure: (_ORDER[figure.kind], _latest_first(figure)))[:_MAX_FIGURES]
    return _told(inquiry, operation, chosen)


def _of_the_whole(inquiry: Inquiry, operation: Operation) -> Told | None:
    """How many there were in all in what an operation was part of, where none is on file for it alone, and its peak."""
    whole = inquiry.kb.operations.get(operation.part_of or "")
    totals = [figure for figure in whole.personnel if figure.kind == "total"] if whole else []
    if whole is None or not totals or operation.category != "peace_support":
        return None
    told = _told(inquiry, whole, totals[:_TOTALS])
    own = _told(inquiry, operation, [figure for figure in operation.personnel if figure.kind == "peak"][:1])
    if told is None or own is None:
        return told
    return Told((*told.sentences[:_TOTALS], own.sentences[0]), (*told.facts[:_TOTALS], own.facts[0]), told.caveats)


def counts_in_vain(inquiry: Inquiry, told: Told) -> bool:
    """Whether it asks how many of something, and no number but a year is told."""
    said = _A_YEAR.sub(" ", " ".join(told.sentences).lower())
    return counted_noun(inquiry.clause.text) is not None and not _NUMBER.search(said)


def _something_else(inquiry: Inquiry, operation: Operation) -> Told | None:
    """What was counted was not people ("how many mines ..."): the nearest fact with a number, or nothing."""
    noun = (counted_noun(inquiry.clause.text) or "")[:5]
    for fact in inquiry.rank(operation.facts):
        told = fact.statement.lower()
        if inquiry.clause.relevance(fact.id) >= _NEAR_ENOUGH and noun in told and _NUMBER.search(told):
            return Told((fact.statement,), (fact,))
    pair = best(inquiry, {operation.id})
    if pair and pair[1] >= ADDS and _NUMBER.search(pair[0].statement.lower()) and shares_a_word(inquiry, pair[0]):
        return Told((pair[0].statement,), (pair[0],))
    return None


def _of_agencies(inquiry: Inquiry, operation: Operation) -> list[Personnel]:
    """Only the figures that count the agency asked for, where there are any."""
    agencies = set(inquiry.filters.agencies)
    if not agencies:
        return list(operation.personnel)
    fitting = [
        figure
        for figure in operation.personnel
        if inquiry.kb.fact(figure.fact).agency in agencies
        or any(word in figure.counts.lower() for agency in agencies for word in _words_for(agency))
    ]
    return fitting or list(operation.personnel)


def _words_for(agency: str) -> tuple[str, ...]:
    return {"police": ("police",), "nzdf": ("nzdf", "defence", "army", "military", "soldier", "rnzaf")}.get(
        agency, (agency,)
    )


def _latest_first(figure: Personnel) -> int:
    return -dates.earliest(figure.valid_at).toordinal() if figure.valid_at else 0


def _told(inquiry: Inquiry, operation: Operation, figures: list[Personnel]) -> Told | None:
    if not figures:
        numbered = [fact for fact in facts_of(operation, "personnel") if _NUMBER.search(fact.statement.lower())]
        facts = inquiry.rank(numbered)[:2]
        return Told(tuple(fact.statement for fact in facts), tuple(facts)) if facts else None
    sentences = [_sentence(inquiry, operation, figure) for figure in figures]
    facts = [inquiry.kb.fact(figure.fact) for figure in figures]
    others = inquiry.rank(fact for fact in facts_of(operation, "personnel") if fact not in facts)
    extra = without_repeats(sentences, [*facts, *others], 1) if len(figures) < _MAX_FIGURES else []
    return Told(
        (*sentences, *(fact.statement for fact in extra)),
        tuple(dict.fromkeys([*facts, *extra])),
        disputes(inquiry, operation, "personnel"),
        more=tuple(fact.id for fact in others if fact not in extra),
    )


def _sentence(inquiry: Inquiry, operation: Operation, figure: Personnel) -> str:
    values = {"name": about(operation), "value": figure.value, "counts": figure.counts}
    if figure.valid_at:
        when = dates.when(figure.valid_at)
        return sentence_case(inquiry.say(f"people_{figure.kind}", when=when, **values))
    return sentence_case(inquiry.say(f"people_{figure.kind}_undated", **values))


def _at(inquiry: Inquiry, operation: Operation, figures: list[Personnel], first: int, last: int) -> Told | None:
    """Figures for a year or a span; without one, the nearest figure, said to be for another time."""
    span = date(first, 1, 1), date(last, 12, 31)
    dated = [figure for figure in figures if figure.valid_at]
    fitting = [figure for figure in dated if figure.valid_at and dates.overlaps(figure.valid_at, *span)]
    points = [figure for figure in fitting if figure.kind == "at_date"] or fitting
    close = [figure for figure in dated if figure.kind == "at_date" and _distance(figure, *span) <= _CLOSE_DAYS]
    if close and all(figure.kind == "total" for figure in points):
        points = close
    rows = mission_rows(inquiry.kb, operation, *span)
    told = _told(inquiry, operation, points[:_MAX_FIGURES]) if points else None
    if rows:
        sentences = tuple(told_row(inquiry, row) for row in rows)
        known = told.sentences if told else ()
        facts = told.facts if told else ()
        return Told((*known, *sentences), facts, sources=tuple(dict.fromkeys(row.source for row in rows)))
    if told:
        return told
    if not dated:
        return _told(inquiry, operation, figures)
    nearest = min(dated, key=lambda figure: _distance(figure, *span))
    lead = inquiry.say(
        "people_not_then", name=about(operation), when=str(first) if first == last else f"{first}-{last}"
    )
    rest = _told(inquiry, operation, [nearest])
    return Told((sentence_case(lead), *rest.sentences[:1]), rest.facts[:1], rest.caveats) if rest else None


def _distance(figure: Personnel, first: date, last: date) -> int:
    when = figure.valid_at or "1945/.."
    start, end = dates.earliest(when), dates.latest(when)
    return max((first - end).days, (start - last).days, 0)
