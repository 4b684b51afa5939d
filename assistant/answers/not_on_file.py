"""Questions that the facts on file most likely do not answer: an honest no first, then the nearest that is on file."""

from __future__ import annotations

from assistant.answers.answer import Part, Subject
from assistant.answers.filters import read_filters
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.answers.operations.presence import presence
from assistant.answers.question import NOT_ON_FILE, Clause
from assistant.knowledge.records import Fact

#: Below this a question is doubted to have an answer on file. Of questions that have one 3 % are, of others 40 %.
DOUBTED = 0.25
#: Below this it is said outright that there is none.
SURELY_NOT = 0.12
#: A question that leans on the conversation names little to find facts by, and one of policy is answered by a short
#: answer that no single fact resembles: they are doubted later.
DOUBTED_LEANING = 0.15
DOUBTED_POLICY = 0.12
_OPERATION, _POLICY, _ACROSS = "operation_", "policy_", "operations_"
#: These have answers of their own for what is not on file.
_NOT_FOR = frozenset({"operation_presence", "operation_overview", "operation_successor", "operation_disagreement"})
#: A fact at least this near is worth telling beside the honest no.
_NEAR = 0.5
_TOLD_AT_MOST = 2


def believed(clause: Clause) -> Clause:
    """A question taken for one that has no answer, which the facts speak against, as the kind that comes next."""
    if clause.kind != NOT_ON_FILE:
        return clause
    other = next((kind for kind, _ in clause.ranking if kind != NOT_ON_FILE), None)
    restricted = other is not None and other.startswith(_ACROSS) and not read_filters(clause.text).empty
    if clause.answerable < DOUBTED and not restricted:
        return clause
    return clause.as_kind(other) if other else clause


def is_doubted(inquiry: Inquiry) -> bool:
    """Whether the facts on file most likely do not answer."""
    clause = inquiry.clause
    if clause.kind == NOT_ON_FILE:
        return True
    if clause.kind.startswith(_POLICY):
        return clause.answerable < DOUBTED_POLICY
    leaning = bool(inquiry.subjects) and not clause.names
    doubt = DOUBTED_LEANING if leaning else DOUBTED
    return clause.kind.startswith(_OPERATION) and clause.kind not in _NOT_FOR and clause.answerable < doubt


def answer_not_on_file(inquiry: Inquiry) -> Part:
    """Say that no source on file answers just that, who would know, and what is nearest."""
    if not inquiry.subjects:
        inquiry = inquiry.about(*inquiry.context.subjects)
    if inquiry.subjects and not any(_has_record(inquiry, subject) for subject in inquiry.subjects):
        return presence(inquiry.asked_as("operation_presence"))
    facts = _nearest(inquiry)
    if facts and inquiry.clause.answerable >= SURELY_NOT:
        return _part(inquiry, facts, (inquiry.say("not_sure_on_file"),))
    police = any(subject.kind == "agency" and subject.id == "police" for subject in inquiry.subjects)
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
