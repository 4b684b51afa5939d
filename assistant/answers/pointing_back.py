"""Questions across operations that point back: to a subject, or to the region, of the conversation."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.answer import Subject
from assistant.answers.context import Context
from assistant.answers.cues import points_back
from assistant.answers.filters import Filters
from assistant.answers.inquiry import real_operations
from assistant.answers.question import Clause
from assistant.answers.settled import Settled
from assistant.answers.yes_no import asks_yes_or_no
from assistant.knowledge.base import KnowledgeBase


def pointing_back(settled: Settled, known: tuple[Subject, ...], context: Context, kb: KnowledgeBase) -> Settled:
    """The question about the subject, or in the region, that it points to."""
    subjects = pointed_back(settled.clause, known)
    if settled.clause.kind == "operations_extreme" and len(known) == 1 and not asks_yes_or_no(settled.clause.text):
        subjects = _several_in(known, kb)
    last = Filters.from_slot(context.filters)
    if not subjects and last.regions and not settled.filters.regions and points_back(settled.clause.text):
        return replace(settled, filters=replace(settled.filters, regions=last.regions))
    return replace(settled, subjects=subjects)


def _several_in(known: tuple[Subject, ...], kb: KnowledgeBase) -> tuple[Subject, ...]:
    """What the largest or longest can be chosen from: not from one operation alone."""
    return known if len(real_operations(kb, known[0])) > 1 else ()


def pointed_back(clause: Clause, known: tuple[Subject, ...]) -> tuple[Subject, ...]:
    """The subjects of the conversation where the words point to them."""
    return known if points_back(clause.text) else ()
