"""What only looks like a question for the largest or first operation, and what is asked on about one."""

from __future__ import annotations

import re

from assistant.answers.answer import Subject
from assistant.answers.aspect import ASPECT, aspect_facts
from assistant.answers.choosing import by_place
from assistant.answers.context import Context
from assistant.answers.detail import DETAIL
from assistant.answers.filters import read_superlative
from assistant.answers.inquiry import real_operations
from assistant.answers.measures import read_measure
from assistant.answers.persons import names_a_person
from assistant.answers.plain import counts_plainly
from assistant.answers.question import NOT_ON_FILE, Clause
from assistant.answers.settled import Settled
from assistant.knowledge.answer_types import types_asked
from assistant.knowledge.base import KnowledgeBase

_EXTREME = "operations_extreme"
_WHO = re.compile(r"^\W*(?:(?:and|so|but|ok)\W+)*who\b")
_MOST_BARE = 7


def no_extreme(settled: Settled, known: tuple[Subject, ...], context: Context, kb: KnowledgeBase) -> Settled | None:
    """The question as what it asks of the operation talked about; none for one that may well be of an extreme."""
    clause = settled.clause
    measured = read_superlative(clause.text) or read_measure(clause.text)
    if clause.kind == _EXTREME and not measured and not settled.named and (one := by_place(clause, context)):
        return settled.asked_as("operation_overview", one)
    if settled.named or len(known) != 1 or context.kind is None:
        return None
    if _counts_the_dead(clause, context):
        return settled.asked_as("operation_casualties", *known)
    if clause.kind != _EXTREME:
        return None
    if _WHO.search(clause.text.lower()) and len(clause.text.split()) <= _MOST_BARE:
        named = [fact for op in real_operations(kb, known[0]) for fact in op.facts if names_a_person(fact.statement)]
        return settled.asked_as(DETAIL if named else NOT_ON_FILE, *known)
    if measured:
        return None
    if "date" in types_asked(clause.text) and aspect_facts(clause, context, kb):
        return settled.asked_as(ASPECT)
    following = next((kind for kind, _ in clause.ranking if kind.startswith("operation_")), None)
    return settled.asked_as(following, *known) if following else None


def _counts_the_dead(clause: Clause, context: Context) -> bool:
    """ "How many?" after the operation with the most deaths."""
    deadliest = context.kind == _EXTREME and read_superlative(context.said or "") == "deadliest"
    return deadliest and counts_plainly(clause) and len(clause.text.split()) <= _MOST_BARE
