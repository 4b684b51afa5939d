"""What a question is about that names nothing: the record of the fact nearest to it."""

from __future__ import annotations

from assistant.answers.answer import Subject
from assistant.answers.question import Clause
from assistant.knowledge.base import KnowledgeBase

#: The owner of a fact this near to the question is what the question is about, when it names nothing.
_NEAR = 0.9
#: Less near will do where an answer is likely to be on file and the facts of others are much further off.
_NEAR_AND_LIKELY, _LIKELY, _AHEAD = 0.78, 0.5, 0.12
_NEARER, _LIKELIER, _FAR_AHEAD = 0.65, 0.75, 0.18
_SURE_OF_POLICY = 0.5


def owner_of_nearest(clause: Clause, kb: KnowledgeBase) -> Subject | None:
    """The operation whose fact is so near, and so far ahead, that a question which names none is about it."""
    if not clause.facts:
        return None
    (first, score), *others = clause.facts
    owner = kb.owner_of(first)
    ahead = score - next((other for id_, other in others if kb.owner_of(id_) != owner), 0.0)
    tiers = (
        (_NEAR, 0.0, 0.0),
        (_NEAR_AND_LIKELY, _LIKELY, _AHEAD),
        (_NEARER, _LIKELIER, _FAR_AHEAD),
    )
    if not any(score >= near and clause.answerable >= sure and ahead >= by for near, sure, by in tiers):
        return None
    return Subject("operation", owner.id) if owner.id in kb.operations else None


def topic_so_near(clause: Clause, kb: KnowledgeBase) -> str | None:
    """The topic whose fact is so near that it answers what looks like a question for a list."""
    return topic_of_nearest(clause, kb) if clause.facts and clause.facts[0][1] >= _NEAR else None


def topic_of_nearest(clause: Clause, kb: KnowledgeBase) -> str | None:
    """The topic whose fact is so near that a question which names no operation is about it."""
    if not clause.facts or clause.facts[0][1] < _NEAR_AND_LIKELY or clause.answerable < _LIKELY:
        return None
    owner = kb.owner_of(clause.facts[0][0])
    return owner.id if owner.id in kb.topics else None


def surely_of_policy(clause: Clause, kb: KnowledgeBase) -> bool:
    """Whether the classifier is sure of a policy and a fact of just that is near: "which headquarters?"."""
    topic = kb.topics.get(clause.kind.removeprefix("policy_"))
    if topic is None or clause.confidence < _SURE_OF_POLICY:
        return False
    return any(clause.relevance(fact.id) >= _NEAR_AND_LIKELY for fact in topic.facts)
