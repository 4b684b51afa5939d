"""Questions across operations: lists and counts of those that fit the restrictions of a question."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.answer import Part
from assistant.answers.asking import which
from assistant.answers.by_place import answer_places, asks_for_places_of_several
from assistant.answers.filters import asks_about_now, counted_noun
from assistant.answers.inquiry import Inquiry, subjects_of
from assistant.answers.leading import leaders
from assistant.answers.listed import figures_of, line_in_list
from assistant.answers.operations.presence import line_of, presence
from assistant.answers.pointed import best
from assistant.answers.select_operations import restrictions, selected, wanted_subjects
from assistant.answers.subjects import name_of
from assistant.answers.topical import operations_about, topic_words
from assistant.answers.yes_no import asks_yes_or_no
from assistant.knowledge import dates
from assistant.knowledge.records import Fact, Operation

_MAX_LINES = 20
_MAX_TOPICAL = 8
_CURRENT = "current_operations"
_OPERATIONS = re.compile(r"operation|mission|deploy|campaign|one|time|ours|different|separate|un|peacekeeping|peace")


def answer_list(inquiry: Inquiry) -> Part:
    """List, or count, the operations that fit; related activities are told apart and never counted."""
    if asks_for_places_of_several(inquiry.clause.text):
        return answer_places(inquiry)
    if inquiry.clause.kind == "operations_count" and _asks_for_now(inquiry):
        inquiry = replace(inquiry, filters=replace(inquiry.filters, state="current"))
    if _only_places_without_record(inquiry):
        return presence(inquiry.asked_as("operation_presence"))
    noun = counted_noun(inquiry.clause.text) if inquiry.clause.kind == "operations_count" else None
    if noun and not _OPERATIONS.search(noun):
        return _counts_something_else(inquiry, noun)
    unread = inquiry.filters.empty and not inquiry.subjects and not leaders(inquiry.clause, inquiry.subjects)
    if unread and topic_words(inquiry):
        return _about_a_topic(inquiry)
    operations = selected(inquiry)
    if not operations:
        return _none(inquiry)
    if inquiry.filters.regions and not inquiry.filters.agencies and (about := _on_the_topic(inquiry, operations)):
        return _told_of(inquiry, about)
    support = [operation for operation in operations if operation.category == "peace_support"]
    related = [operation for operation in operations if operation.category == "related"]
    shown = (support or related)[:_MAX_LINES]
    count = len(support or related)
    name = "list" if support else "list_related"
    if inquiry.filters.related:
        name = "list_not_counted"
    lead = inquiry.say(f"{name}_one" if count == 1 else name, count=count, fitting=_fitting(inquiry))
    current = [inquiry.kb.fact(id_) for id_ in inquiry.kb.topics[_CURRENT].lead[:2]] if _asks_for_now(inquiry) else []
    facts = [*current, *(_dating_fact(inquiry, operation) for operation in shown)]
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(*([inquiry.say("word_yes")] if asks_yes_or_no(inquiry.clause.text) else []), lead),
        items=tuple(line_in_list(inquiry, operation) for operation in shown),
        closing=(*(fact.statement for fact in current), *_closing(inquiry, shown, support, related)),
        facts=(*facts, *figures_of(inquiry, shown)),
        suggestions=which(inquiry.asked_as("operation_overview"), subjects_of(shown[:3])),
        subjects=inquiry.subjects,
        listed=subjects_of(shown),
    )


def _closing(
    inquiry: Inquiry, shown: list[Operation], support: list[Operation], related: list[Operation]
) -> tuple[str, ...]:
    closing = []
    if len(support) > _MAX_LINES:
        closing.append(inquiry.say("list_more", count=len(support) - _MAX_LINES))
    if support and related:
        names = inquiry.wording.join(operation.short_name for operation in related[:6])
        closing.append(inquiry.say("list_and_related", names=names))
    if inquiry.filters.state == "current" or inquiry.filters.mandated:
        closing.append(inquiry.say("caveat_current", date=dates.plain(_last_seen(shown))))
        closing.append(inquiry.say("official_list"))
    return tuple(closing)


def _fitting(inquiry: Inquiry) -> str:
    """The restrictions in words, subjects first."""
    where = inquiry.wording.join(name_of(subject, inquiry.kb) for subject in wanted_subjects(inquiry))
    about = inquiry.say("filter_subjects", names=where) if where else ""
    return " ".join(filter(None, [about, restrictions(inquiry)]))


def _none(inquiry: Inquiry) -> Part:
    return Part(
        kind=inquiry.clause.kind,
        outcome="no_record",
        sentences=(
            *([inquiry.say("word_no")] if asks_yes_or_no(inquiry.clause.text) else []),
            inquiry.say("list_none", fitting=_fitting(inquiry)),
            inquiry.say("presence_check"),
        ),
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
    plain = filters.regions or filters.leads or filters.since or filters.until or filters.related or filters.agencies
    led = leaders(inquiry.clause, inquiry.subjects)
    everywhere = not (
        inquiry.subjects or led or plain or filters.not_regions or filters.mandated or filters.fewer or filters.more
    )
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
    return _told_of(inquiry, operations)


def _on_the_topic(inquiry: Inquiry, operations: list[Operation]) -> list[Operation]:
    """Those of a region whose facts speak of what is asked: "demining in Africa"; none where that are all or none."""
    about = [operation for operation in operations_about(inquiry) if operation in operations]
    return about if topic_words(inquiry) and len(about) < len(operations) else []


def _told_of(inquiry: Inquiry, operations: list[Operation]) -> Part:
    """A line for each operation with the fact of it that is nearest to the question."""
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
        suggestions=which(inquiry.asked_as("operation_overview"), subjects_of(operations[:3])),
        listed=subjects_of(operations[:_MAX_TOPICAL]),
    )


def _only_places_without_record(inquiry: Inquiry) -> bool:
    wanted = wanted_subjects(inquiry)
    return bool(wanted) and all(
        subject.kind == "place" and not inquiry.kb.operations_in(subject.id) for subject in wanted
    )


def _last_seen(operations: list[Operation]) -> str:
    return max(
        (operation.status.last_seen for operation in operations if operation.status.last_seen), default="2024-05"
    )


def _dating_fact(inquiry: Inquiry, operation: Operation) -> Fact:
    return inquiry.kb.fact(operation.start.fact) if operation.start else operation.facts[0]
