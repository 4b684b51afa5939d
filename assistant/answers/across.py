"""Questions across operations: list, count, extremes, what happened in a year."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import next_questions, which
from assistant.answers.contribution_rows import ALL_MISSIONS, told_row
from assistant.answers.filters import Filters, asks_about_now, counted_noun, read_superlative, read_year
from assistant.answers.inquiry import Inquiry, adds_to, real_operations, sentence_case
from assistant.answers.operations.attributes import TELLERS
from assistant.answers.operations.one import answer_operation
from assistant.answers.operations.presence import line_of, presence
from assistant.answers.pointed import ADDS, best
from assistant.answers.select_operations import fits, leaders, restrictions, selected, size_of, wanted_subjects
from assistant.answers.subjects import name_of
from assistant.answers.topical import operations_about, topic_words
from assistant.knowledge import dates
from assistant.knowledge.records import Contribution, Fact, Operation

_MAX_LINES = 20
_MAX_TOPICAL = 8
_BY_SIZE = ("largest", "smallest")
_AT_ONE_TIME = "at its peak"
_CURRENT = "current_operations"
_OPERATIONS = re.compile(r"operation|mission|deploy|campaign|one|time|ours|different|separate|un|peacekeeping|peace")
#: The attribute that shows why an operation is the extreme of its kind.
_MEASURED_BY = {
    "largest": "operation_personnel",
    "smallest": "operation_personnel",
    "longest": "operation_duration",
    "shortest": "operation_duration",
    "first": "operation_start",
    "latest": "operation_start",
}


def answer_list(inquiry: Inquiry) -> Part:
    """List, or count, the operations that fit; related activities are told apart and never counted."""
    if inquiry.clause.kind == "operations_count" and _asks_for_now(inquiry):
        inquiry = replace(inquiry, filters=replace(inquiry.filters, state="current"))
    if _only_places_without_record(inquiry):
        return presence(inquiry.asked_as("operation_presence"))
    noun = counted_noun(inquiry.clause.text) if inquiry.clause.kind == "operations_count" else None
    if noun and not _OPERATIONS.search(noun):
        return _counts_something_else(inquiry, noun)
    unread = inquiry.filters.empty and not inquiry.subjects and not leaders(inquiry)
    if unread and topic_words(inquiry):
        return _about_a_topic(inquiry)
    operations = selected(inquiry)
    support = [operation for operation in operations if operation.category == "peace_support"]
    related = [operation for operation in operations if operation.category == "related"]
    where = inquiry.wording.join(name_of(subject, inquiry.kb) for subject in wanted_subjects(inquiry))
    fitting = " ".join(
        filter(None, [inquiry.say("filter_subjects", names=where) if where else "", restrictions(inquiry)])
    )
    if not operations:
        return Part(
            kind=inquiry.clause.kind,
            outcome="no_record",
            sentences=(inquiry.say("list_none", fitting=fitting), inquiry.say("presence_check")),
        )
    current = [inquiry.kb.fact(id_) for id_ in inquiry.kb.topics[_CURRENT].lead[:2]] if _asks_for_now(inquiry) else []
    shown = (support or related)[:_MAX_LINES]
    name = "list" if support else "list_related"
    sentences = [
        inquiry.say(
            f"{name}_one" if len(support or related) == 1 else name, count=len(support or related), fitting=fitting
        )
    ]
    closing = []
    if len(support) > _MAX_LINES:
        closing.append(inquiry.say("list_more", count=len(support) - _MAX_LINES))
    if support and related:
        names = inquiry.wording.join(operation.short_name for operation in related[:6])
        closing.append(inquiry.say("list_and_related", names=names))
    if inquiry.filters.state == "current":
        closing.append(inquiry.say("caveat_current", date=dates.plain(_last_seen(shown))))
        closing.append(inquiry.say("official_list"))
    closing = [*(fact.statement for fact in current), *closing]
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=tuple(sentences),
        items=tuple(line_of(inquiry, operation) for operation in shown),
        closing=tuple(closing),
        facts=(*current, *(_dating_fact(inquiry, operation) for operation in shown)),
        suggestions=which(inquiry.asked_as("operation_overview"), _subjects(shown[:3])),
        subjects=inquiry.subjects,
        listed=tuple(_subjects(shown)),
    )


def _counts_something_else(inquiry: Inquiry, noun: str) -> Part:
    """ "How many countries ...": the nearest fact that counts them, else that no number is on file."""
    for fact_id, _ in inquiry.clause.facts:
        fact = inquiry.kb.fact(fact_id)
        if noun[:5] in fact.statement.lower() and any(char.isdigit() for char in fact.statement):
            return Part(inquiry.clause.kind, "answered", (fact.statement,), facts=(fact,), subjects=inquiry.subjects)
    return Part(inquiry.clause.kind, "unknown", (inquiry.say("count_unknown", noun=noun), inquiry.say("who_knows_gap")))


def _asks_for_now(inquiry: Inquiry) -> bool:
    """Whether it asks what New Zealand is in today, everywhere: the ministry page tells that for its own time."""
    filters = inquiry.filters
    everywhere = not (inquiry.subjects or filters.regions or filters.leads or filters.since or filters.until)
    return everywhere and (filters.state == "current" or asks_about_now(inquiry.clause.text))


def _about_a_topic(inquiry: Inquiry) -> Part:
    """No field of the records says it: the operations whose facts speak of it, or an honest no."""
    operations = operations_about(inquiry)
    if not operations:
        return Part(
            kind=inquiry.clause.kind,
            outcome="unknown",
            sentences=(inquiry.say("list_cannot"),),
            suggestions=(inquiry.say("ask_operations_list"), inquiry.say("ask_operations_current")),
        )
    told = [best(inquiry, [operation.id]) for operation in operations]
    facts = [pair[0] for pair in told if pair]
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(inquiry.say("list_topical"),),
        items=tuple(
            inquiry.say("list_topical_line", line=line_of(inquiry, operation), statement=fact.statement)
            for operation, fact in zip(operations[:_MAX_TOPICAL], facts, strict=False)
        ),
        facts=tuple(facts[:_MAX_TOPICAL]),
        suggestions=which(inquiry.asked_as("operation_overview"), _subjects(operations[:3])),
        listed=tuple(_subjects(operations[:_MAX_TOPICAL])),
    )


def answer_extreme(inquiry: Inquiry) -> Part:
    """The largest, smallest, longest, shortest, first or latest of the operations that fit."""
    which_one = read_superlative(inquiry.clause.text) or "largest"
    operations = [operation for operation in selected(inquiry) if operation.category == "peace_support"]
    ranked = _ranked(operations, which_one, inquiry)
    if not ranked:
        return Part(inquiry.clause.kind, "unknown", (inquiry.say("extreme_none"), inquiry.say("who_knows_defence")))
    winner = ranked[0]
    teller = _MEASURED_BY[which_one]
    # Largest and smallest go by people at one time, whatever totals there are.
    asked = replace(inquiry.clause.as_kind(teller), text=_AT_ONE_TIME) if which_one in _BY_SIZE else None
    told = TELLERS[teller](replace(inquiry, clause=asked) if asked else inquiry.asked_as(teller), winner)
    lead = inquiry.say(f"extreme_{which_one}", name=winner.short_name, fitting=restrictions(inquiry))
    facts = told.facts if told else ()
    sentences = [sentence_case(lead), *(told.sentences[:2] if told else ())]
    near = best(inquiry, [operation.id for operation in inquiry.kb.operations.values()])
    if near is not None and near[1] >= ADDS and adds_to(" ".join(sentences), near[0].statement):
        sentences.append(near[0].statement)
        facts = (*facts, near[0])
    runners = inquiry.wording.join(f"{item.short_name} ({_measure(inquiry, item, which_one)})" for item in ranked[1:4])
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=tuple(sentences),
        closing=(inquiry.say("extreme_next", names=runners),) if runners else (),
        facts=facts,
        caveats=(inquiry.say("caveat_extreme"), *(told.caveats if told else ())),
        suggestions=next_questions(inquiry, winner),
        subjects=(Subject("operation", winner.id),),
        listed=tuple(_subjects(ranked[:4])),
    )


def answer_year(inquiry: Inquiry) -> Part:
    """What began, ended and went on in a year."""
    year = read_year(inquiry.clause.text)
    if year is None:
        return answer_list(inquiry.asked_as("operations_list"))
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
    facts += [_dating_fact(inquiry, item) for item in went_on]
    listed = [*began, *ended, *went_on]
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(inquiry.say("year", year=year),),
        items=tuple(items),
        facts=tuple(dict.fromkeys(facts)),
        sources=(row.source,) if row else (),
        suggestions=which(inquiry.asked_as("operation_overview"), _subjects(listed[:3])),
        listed=tuple(_subjects(listed)),
    )


def _ends_in(operation: Operation, year: int) -> bool:
    return operation.end is not None and dates.latest(operation.end.date).year == year


def _year_row(inquiry: Inquiry, year: int) -> Contribution | None:
    rows = [row for row in inquiry.kb.contributions if row.mission == ALL_MISSIONS and dates.year(row.date) == year]
    monthly = [row for row in rows if row.granularity == "month_all"]
    return max(monthly or rows, key=lambda row: dates.earliest(row.date), default=None)


def _only_places_without_record(inquiry: Inquiry) -> bool:
    wanted = wanted_subjects(inquiry)
    return bool(wanted) and all(
        subject.kind == "place" and not inquiry.kb.operations_in(subject.id) for subject in wanted
    )


def _ranked(operations: list[Operation], which: str, inquiry: Inquiry) -> list[Operation]:
    if which in ("largest", "smallest"):
        sized = [operation for operation in operations if size_of(operation) is not None]
        return sorted(sized, key=lambda operation: size_of(operation) or 0, reverse=which == "largest")
    if which in ("longest", "shortest"):
        timed = [operation for operation in operations if _months(operation) is not None]
        return sorted(timed, key=lambda operation: _months(operation) or 0, reverse=which == "longest")
    started = [operation for operation in operations if operation.start]
    return sorted(started, key=_begun, reverse=which == "latest")


def _begun(operation: Operation) -> str:
    return operation.start.date if operation.start else ""


def _months(operation: Operation) -> int | None:
    end = operation.end.date if operation.end else operation.status.last_seen
    if operation.start is None or end is None:
        return None
    return dates.months_between(operation.start.date, end)


def _measure(inquiry: Inquiry, operation: Operation, which: str) -> str:
    if which in ("largest", "smallest"):
        return inquiry.say("measure_people", number=f"{size_of(operation):,}")
    if which in ("longest", "shortest"):
        end = operation.end.date if operation.end else operation.status.last_seen
        return dates.duration(_begun(operation), end or "")
    return dates.plain(_begun(operation))


def _last_seen(operations: list[Operation]) -> str:
    return max(
        (operation.status.last_seen for operation in operations if operation.status.last_seen), default="2024-05"
    )


def _dating_fact(inquiry: Inquiry, operation: Operation) -> Fact:
    return inquiry.kb.fact(operation.start.fact) if operation.start else operation.facts[0]


def _subjects(operations: list[Operation]) -> list[Subject]:
    return [Subject("operation", operation.id) for operation in operations]
