"""Which kind of question a fact answers, and the ways of asking on file that are training questions of that kind.

Imports nothing that computes: the process that looks whether a model has to be trained stays small.
"""

from __future__ import annotations

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Operation, Term, Topic

#: Fields whose kind of question is not called after them.
_KINDS = {
    "mandate_expiry": "operation_end",
    "summary": "operation_overview",
    "medal": "policy_medals",
    "nz_operation_name": "operation_nz_name",
    "policy": "policy_who_does_what",
}
#: Once names are masked, nothing of a question for a name tells it from "What was the mission?".
_A_NAME = "nz_operation_name"


def kind_of(field: str, owner: object) -> str:
    """The kind of question that a fact of this field answers first of all."""
    if isinstance(owner, Term):
        return "define_term"
    if isinstance(owner, Topic):
        return f"policy_{owner.id}"
    return _KINDS.get(field, f"operation_{field}")


def asked_of(base: KnowledgeBase) -> list[tuple[str, str]]:
    """(question, kind) for every way of asking that the classifier learns: of facts about operations, policy, terms."""
    owners: list[Operation | Topic | Term] = [*base.operations.values(), *base.topics.values(), *base.terms.values()]
    return [
        (question, kind_of(fact.field, owner))
        for owner in owners
        for fact in owner.facts
        for question in fact.asked
        if fact.field != _A_NAME
    ]
