"""Questions that the facts on file most likely do not answer: an honest no first, then the nearest that is on file."""

from __future__ import annotations

from assistant.answers.answer import Part, Subject
from assistant.answers.doubt import SURELY_NOT
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.answers.operations.presence import presence
from assistant.knowledge.records import Fact

#: A fact at least this near is worth telling beside the honest no.
_NEAR = 0.5
_TOLD_AT_MOST = 2


def answer_not_on_file(inquiry: Inquiry) -> Part:
    """Say that no source on file answers just that, who would know, and what is nearest."""
    if not inquiry.subjects:
        inquiry = inquiry.about(*inquiry.context.subjects)
    if inquiry.subjects and not any(_has_record(inquiry, subject) for subject in inquiry.subjects):
        return presence(inquiry.asked_as("operation_presence"))
    facts = _nearest(inquiry)
    if facts and inquiry.clause.answerable >= SURELY_NOT:
        return _part(inquiry, facts, (inquiry.say("not_sure_on_file"),))
    police = "police" in inquiry.filters.agencies
    told = (inquiry.say("gap_on_file"),) if facts else ()
    who = inquiry.say("who_knows_police" if police else "who_knows_gap")
    return _part(inquiry, facts, (inquiry.say("not_on_file"), who, *told))


def _part(inquiry: Inquiry, facts: list[Fact], sentences: tuple[str, ...]) -> Part:
    return Part(
        kind=inquiry.clause.kind,
        outcome="unknown",
        sentences=sentences,
        items=tuple(fact.statement for fact in facts),
        facts=tuple(facts),
        subjects=inquiry.subjects or _owners(inquiry, facts),
    )


def _has_record(inquiry: Inquiry, subject: Subject) -> bool:
    return subject.kind not in ("place", "un_mission") or bool(real_operations(inquiry.kb, subject))


def _nearest(inquiry: Inquiry) -> list[Fact]:
    """The facts nearest to the question, of what it names if it names something."""
    named = {op.id for subject in inquiry.subjects for op in real_operations(inquiry.kb, subject)}
    named |= {subject.id for subject in inquiry.subjects if subject.kind == "operation"}
    found = [
        inquiry.kb.fact(id_)
        for id_, score in inquiry.clause.facts
        if score >= _NEAR and (not named or inquiry.kb.owner_of(id_).id in named)
    ]
    return found[:_TOLD_AT_MOST]


def _owners(inquiry: Inquiry, facts: list[Fact]) -> tuple[Subject, ...]:
    owner = inquiry.kb.owner_of(facts[0].id).id if facts else ""
    return (Subject("operation", owner),) if owner in inquiry.kb.operations else ()
