"""Questions that the facts on file most likely do not answer: an honest no first, then the nearest that is on file."""

from __future__ import annotations

from assistant.answers.answer import Part, Subject
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.answers.question import NOT_ON_FILE, Clause
from assistant.knowledge.records import Fact

#: Below this a question is doubted to have an answer on file. Of questions that have one 5 % are, of others 43 %.
DOUBTED = 0.3
#: A question that leans on the conversation names little to find facts by, so it is doubted later.
DOUBTED_LEANING = 0.15
_KINDS = ("operation_", "policy_")
#: These have answers of their own for what is not on file.
_NOT_FOR = frozenset({"operation_presence", "operation_overview", "operation_successor", "operation_disagreement"})
#: A fact at least this near is worth telling beside the honest no.
_NEAR = 0.5
_TOLD_AT_MOST = 2


def believed(clause: Clause) -> Clause:
    """A question taken for one that has no answer, which the facts speak against, as the kind that comes next."""
    if clause.kind != NOT_ON_FILE or clause.answerable < DOUBTED:
        return clause
    other = next((kind for kind, _ in clause.ranking if kind != NOT_ON_FILE), None)
    return clause.as_kind(other) if other else clause


def is_doubted(inquiry: Inquiry) -> bool:
    """Whether the facts on file most likely do not answer."""
    clause = inquiry.clause
    if clause.kind == NOT_ON_FILE:
        return True
    leaning = bool(inquiry.subjects) and not clause.names
    doubt = DOUBTED_LEANING if leaning else DOUBTED
    return clause.kind.startswith(_KINDS) and clause.kind not in _NOT_FOR and clause.answerable < doubt


def answer_not_on_file(inquiry: Inquiry) -> Part:
    """Say that no source on file answers just that, who would know, and what is nearest."""
    if not inquiry.subjects:
        inquiry = inquiry.about(*inquiry.context.subjects)
    facts = _nearest(inquiry)
    police = any(subject.kind == "agency" and subject.id == "police" for subject in inquiry.subjects)
    return Part(
        kind=inquiry.clause.kind,
        outcome="unknown",
        sentences=(
            inquiry.say("not_on_file"),
            inquiry.say("who_knows_police" if police else "who_knows_gap"),
            *([inquiry.say("gap_on_file")] if facts else []),
        ),
        items=tuple(fact.statement for fact in facts),
        facts=tuple(facts),
        subjects=inquiry.subjects or _owners(inquiry, facts),
    )


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
