"""A question that the facts of what is talked about answer, although it was taken for another or for none."""

from __future__ import annotations

from assistant.answers.answer import Subject
from assistant.answers.context import Context
from assistant.answers.cues import points_back
from assistant.answers.inquiry import real_operations
from assistant.answers.pointed import FIELDS
from assistant.answers.question import FALLBACK
from assistant.answers.settled import Settled
from assistant.knowledge.base import KnowledgeBase

#: A fact of what is talked about that is this near answers a question that was not understood ...
_NEAR = 0.58
#: ... or one of policy, where the kind of question about an operation is at least so likely.
_NEAR_OF_POLICY, _LIKELY = 0.7, 0.5
_NEAR_OF_EXTREME = 0.5
#: How far down the nearest facts one of what is talked about may stand.
_FAR = 3
_SHORT = 6
_NEXT_LIKELY = 0.25


def asked_of_what_is_known(settled: Settled, context: Context, kb: KnowledgeBase) -> Settled | None:
    """The question as one about the operation talked about, where its nearest facts or next kinds say so."""
    clause, known = settled.clause, context.subjects
    if settled.named or len(known) != 1 or known[0].kind not in ("operation", "place"):
        return None
    kind = _kind_of_near_fact(settled, known, kb)
    likely = next((pair for pair in clause.ranking[:2] if pair[0].startswith("operation_")), None)
    if clause.kind.startswith("policy_"):
        return settled.asked_as(likely[0], *known) if kind and likely and likely[1] >= _LIKELY else None
    if kind:
        return settled.asked_as(kind, *known)
    leaning = points_back(clause.text) and len(clause.text.split()) <= _SHORT
    if clause.kind == FALLBACK and leaning and likely and likely[1] >= _NEXT_LIKELY and context.kind:
        return settled.asked_as(likely[0], *known) if context.kind.startswith("operation_") else None
    return None


def _kind_of_near_fact(settled: Settled, known: tuple[Subject, ...], kb: KnowledgeBase) -> str | None:
    """The kind of question that the fact of what is talked about answers, if it is near enough."""
    clause = settled.clause
    floor = _NEAR if clause.kind == FALLBACK else _NEAR_OF_EXTREME
    floor = _NEAR_OF_POLICY if clause.kind.startswith("policy_") else floor
    owners = {known[0].id, *(operation.id for operation in real_operations(kb, known[0]))}
    for fact_id, score in clause.facts[:_FAR]:
        if kb.owner_of(fact_id).id in owners and score >= floor:
            field = kb.fact(fact_id).field
            return next((kind for kind, fields in FIELDS.items() if field in fields), "operation_overview")
    return None
