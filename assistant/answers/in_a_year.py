"""What began, ended and went on in a year."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.across import answer_list
from assistant.answers.answer import Part
from assistant.answers.asking import which
from assistant.answers.contribution_rows import ALL_MISSIONS, told_row
from assistant.answers.filters import Filters, read_year
from assistant.answers.inquiry import Inquiry, real_operations, subjects_of
from assistant.answers.operations.one import answer_operation
from assistant.answers.pointed import ADDS, best
from assistant.answers.select_operations import fits, selected
from assistant.knowledge import dates
from assistant.knowledge.records import Contribution, Fact, Operation

#: A kind next in the ranking with this share of the confidence may be meant where an operation is named.
_IN_THE_RUNNING = 0.6


def answer_year(inquiry: Inquiry) -> Part:
    """Operations by what happened to them in the year named, with the number of people in UN missions."""
    year = read_year(inquiry.clause.text)
    if year is None:
        return answer_list(inquiry.asked_as("operations_list"))
    if kind := _about_an_operation(inquiry):
        return answer_operation(inquiry.asked_as(kind))
    pointed = best(
        inquiry, [operation.id for subject in inquiry.subjects for operation in real_operations(inquiry.kb, subject)]
    )
    if pointed and pointed[1] >= ADDS:
        return answer_operation(inquiry.asked_as("operation_overview"))
    plain = Filters(regions=inquiry.filters.regions, leads=inquiry.filters.leads, agencies=inquiry.filters.agencies)
    operations = [op for op in selected(replace(inquiry, filters=plain)) if op.category != "umbrella"]
    operations = [op for op in operations if fits(op, Filters(since=year, until=year)) or _ends_in(op, year)]
    began = [item for item in operations if item.start and dates.year(item.start.date) == year]
    ended = [item for item in operations if item.end and dates.latest(item.end.date).year == year]
    went_on = [item for item in operations if item not in began and item not in ended]
    items = [
        inquiry.say(f"year_{name}", names=inquiry.wording.join(item.short_name for item in group))
        for name, group in (("began", began), ("ended", ended), ("went_on", went_on))
        if group
    ]
    row = _year_row(inquiry, year)
    if row is not None:
        items.append(told_row(inquiry, row))
    if not items:
        return Part(
            inquiry.clause.kind, "no_record", (inquiry.say("year_none", year=year), inquiry.say("presence_check"))
        )
    facts: list[Fact] = [inquiry.kb.fact(item.start.fact) for item in began if item.start]
    facts += [inquiry.kb.fact(item.end.fact) for item in ended if item.end]
    facts += [inquiry.kb.fact(item.start.fact) if item.start else item.facts[0] for item in went_on]
    listed = [*began, *ended, *went_on]
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(inquiry.say("year", year=year),),
        items=tuple(items),
        facts=tuple(dict.fromkeys(facts)),
        sources=(row.source,) if row else (),
        suggestions=which(inquiry.asked_as("operation_overview"), subjects_of(listed[:3])),
        listed=subjects_of(listed),
    )


def _about_an_operation(inquiry: Inquiry) -> str | None:
    """The kind of question that comes next in the ranking, where one operation is named: "who headed UNTSO in 2005"."""
    clause = inquiry.clause
    if len(inquiry.subjects) != 1 or inquiry.subjects[0].kind != "operation":
        return None
    kinds = ((kind, confidence) for kind, confidence in clause.ranking if kind.startswith("operation_"))
    kind, confidence = next(kinds, ("", 0.0))
    return kind if confidence >= _IN_THE_RUNNING * clause.confidence and kind else None


def _ends_in(operation: Operation, year: int) -> bool:
    return operation.end is not None and dates.latest(operation.end.date).year == year


def _year_row(inquiry: Inquiry, year: int) -> Contribution | None:
    rows = [row for row in inquiry.kb.contributions if row.mission == ALL_MISSIONS and dates.year(row.date) == year]
    monthly = [row for row in rows if row.granularity == "month_all"]
    return max(monthly or rows, key=lambda row: dates.earliest(row.date), default=None)
