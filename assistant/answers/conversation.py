"""What a clause means in its conversation: ellipsis, correction, choice from a list, inherited subjects."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from assistant.answers.answer import Subject
from assistant.answers.choosing import by_place, by_word
from assistant.answers.context import Context
from assistant.answers.cues import (
    asks_for_meaning,
    asks_for_the_next,
    is_about_us,
    is_loaded,
    names_right_away,
    points_back,
)
from assistant.answers.filters import Filters, read_filters
from assistant.answers.question import FALLBACK, Clause
from assistant.answers.second_thoughts import counts_people, inherited, reconsidered
from assistant.answers.subjects import Found, find_subjects
from assistant.knowledge.base import KnowledgeBase

#: "What came after it?": no kind of its own in training, since only the conversation makes it a question.
SUCCESSOR = "operation_successor"
LIST_KINDS = frozenset({"operations_list", "operations_count", "operations_extreme", "operations_year"})
#: Kinds that may use the subject of the conversation when the words point back to it.
_MAY_POINT_BACK = LIST_KINDS | {"un_contributions", "define_term", "policy_training_others"}
_SHORT = 6
_SHORT_DEFINITION = 4
#: A question about an operation that names none, in general terms, is one of policy.
_IN_GENERAL = {
    "operation_reason": "policy_why_take_part",
    "operation_leader": "policy_who_leads",
    "operation_cost": "policy_money",
    "operation_casualties": "policy_deaths",
    "operation_mandate": "policy_law_un_charter",
    "operation_personnel": "policy_numbers",
    "operation_agencies": "policy_who_does_what",
    "operation_location": "policy_current_operations",
    "operation_status": "policy_current_operations",
    "operation_role": "policy_who_does_what",
}
#: The owner of a fact this near to the question is what the question is about, when it names nothing.
_NEAR = 0.9


@dataclass(frozen=True)
class Settled:
    """A clause with everything the conversation adds to it."""

    clause: Clause
    subjects: tuple[Subject, ...] = ()
    doubtful: tuple[Subject, ...] = ()
    echo: tuple[Subject, ...] = ()
    filters: Filters = field(default_factory=Filters)


def settle(
    clause: Clause, context: Context, kb: KnowledgeBase, now: datetime, earlier: tuple[Subject, ...] = ()
) -> Settled:
    """Read a clause in its conversation. ``earlier`` are the subjects of the clause before it in the same message."""
    if not context.fresh(now):
        context = replace(context, subjects=(), previous=(), listed=(), kind=None, asked=None)
    found = find_subjects(clause, context, kb)
    filters = read_filters(clause.text)
    known = earlier or context.subjects
    clause = counts_people(inherited(reconsidered(clause, found.subjects, filters, kb), earlier), known)
    settled = Settled(clause, found.subjects, found.doubtful, found.echo, filters)
    if context.asked and (answer := _answers_the_question(settled, context, context.asked)):
        return answer
    if not found.subjects and known and asks_for_the_next(clause.text):
        return replace(settled, clause=clause.as_kind(SUCCESSOR), subjects=known)
    if clause.kind == "follow_up":
        return _follow_up(settled, found, context, kb)
    if clause.kind == "operation_overview" and (term := _word_of_its_own(clause, found, kb)):
        return replace(settled, clause=clause.as_kind("define_term"), subjects=(term,))
    if clause.kind.startswith("operation_"):
        return _operation(settled, found, known, context, kb)
    if term := _asks_what_a_word_means(clause, found):
        return replace(settled, clause=clause.as_kind("define_term"), subjects=(term,))
    if clause.kind in ("define_term", "term_difference"):
        return replace(settled, subjects=found.terms or found.subjects or _pointed_back(clause, known))
    if clause.kind == "policy_who_does_what":
        return replace(settled, subjects=(*found.agencies, *found.subjects))
    if clause.kind in _MAY_POINT_BACK and not found.subjects:
        return replace(settled, subjects=_pointed_back(clause, known))
    if clause.kind == FALLBACK:
        return _not_understood(settled, context, kb)
    if clause.kind == "false_premise" and not is_loaded(clause.text):
        return _second_reading(settled, context, kb, now, earlier)
    return settled


def _not_understood(settled: Settled, context: Context, kb: KnowledgeBase) -> Settled:
    """Not understood, but it names something: a place without a record, one of the last list, or just a name."""
    clause = settled.clause
    if not settled.subjects:
        listed = by_place(clause, context) or by_word(clause, context, kb)
        return replace(settled, clause=clause.as_kind("operation_overview"), subjects=(listed,)) if listed else settled
    unknown = all(subject.kind == "place" and not kb.operations_in(subject.id) for subject in settled.subjects)
    if unknown and is_about_us(clause.text):
        return replace(settled, clause=clause.as_kind("operation_presence"))
    if len(settled.subjects) == 1 and len(clause.text.split()) <= _SHORT:
        return replace(settled, clause=clause.as_kind("operation_overview"))
    return settled


def _second_reading(
    settled: Settled, context: Context, kb: KnowledgeBase, now: datetime, earlier: tuple[Subject, ...]
) -> Settled:
    """A question taken for a loaded one without a loaded word is read as the next likely kind."""
    clause = settled.clause
    other = next((kind for kind, _ in clause.ranking if kind not in ("false_premise", FALLBACK)), None)
    if other is None or other.startswith(("oos_", "out_of_scope")):
        return settled
    return settle(clause.as_kind(other), context, kb, now, earlier)


def _asks_what_a_word_means(clause: Clause, found: Found) -> Subject | None:
    """ "What are rules of engagement?": hardly more than the question word and the term."""
    if not clause.kind.startswith(("policy_", "un_contributions")) or len(found.terms) != 1 or found.subjects:
        return None
    name = next(name for name in clause.names if name.kind == "term")
    before, after = clause.text[: name.start], clause.text[name.end :]
    short = len((before + after).split()) <= _SHORT_DEFINITION
    return found.terms[0] if asks_for_meaning(before + after) and (short or names_right_away(before)) else None


def _word_of_its_own(clause: Clause, found: Found, kb: KnowledgeBase) -> Subject | None:
    """A name that is a term and only one alias of a larger operation ("PRT") is asked for as a word."""
    if len(found.subjects) != 1 or len(found.terms) != 1 or found.subjects[0].kind != "operation":
        return None
    term = kb.terms[found.terms[0].id]
    spans = {(name.start, name.end) for name in clause.names if name.kind in ("term", "operation")}
    called = kb.operations[found.subjects[0].id].short_name.lower()
    own = any(name.lower() in called for name in (term.term, *term.aliases))
    return found.terms[0] if len(spans) == 1 and not own else None


def _answers_the_question(settled: Settled, context: Context, asked: str) -> Settled | None:
    """The user was asked which operation, and names one or picks it by its place in the list."""
    clause = settled.clause
    short = len(clause.text.split()) <= 5
    if settled.subjects and (
        clause.kind in ("follow_up", FALLBACK, "affirm") or (short and clause.kind == "operation_overview")
    ):
        return replace(settled, clause=clause.as_kind(asked))
    picked = by_place(clause, context) if clause.kind in ("follow_up", FALLBACK, "affirm") or short else None
    if picked and not settled.subjects:
        return replace(settled, clause=clause.as_kind(asked), subjects=(picked,), doubtful=())
    return None


def _follow_up(settled: Settled, found: Found, context: Context, kb: KnowledgeBase) -> Settled:
    clause, kind = settled.clause, context.kind
    picked = None if found.subjects else by_place(clause, context)
    if picked is not None:
        again = (
            kind if kind and kind.startswith("operation_") and kind != "operation_presence" else "operation_overview"
        )
        if picked.kind == "term":
            again = "define_term"
        return replace(settled, clause=clause.as_kind(again), subjects=(picked,))
    if re.search(r"\bother(?: one)?\b", clause.text.lower()) and context.previous and not found.subjects:
        return replace(settled, clause=clause.as_kind(kind or "operation_overview"), subjects=context.previous)
    if found.subjects or found.doubtful:
        return replace(settled, clause=clause.as_kind(_kind_for_new_subject(kind)))
    if not found.subjects and (listed := by_word(clause, context, kb)):
        return replace(settled, clause=clause.as_kind(_kind_for_new_subject(kind)), subjects=(listed,))
    if found.agencies and not _narrows_a_list(settled, kind):
        return _for_an_agency(settled, found, context)
    if found.terms:
        return replace(settled, clause=clause.as_kind("define_term"), subjects=found.terms)
    if kind in LIST_KINDS and not settled.filters.empty:
        merged = Filters.from_slot(context.filters).narrowed(settled.filters)
        subjects = () if settled.filters.regions else context.subjects
        return replace(settled, clause=clause.as_kind(kind), filters=merged, subjects=subjects)
    if kind and (settled.filters.since or settled.filters.until) and (kind == "un_contributions" or context.subjects):
        return replace(settled, clause=clause.as_kind(kind), subjects=context.subjects)
    return replace(settled, clause=clause.as_kind(FALLBACK))


def _kind_for_new_subject(kind: str | None) -> str:
    """ "What about Bougainville?": the last kind of question again, if it can be asked of an operation or a place."""
    if kind and (kind.startswith("operation_") or kind in LIST_KINDS or kind == "un_contributions"):
        return "operation_overview" if kind in ("operations_extreme", "operations_year") else kind
    return "operation_overview"


def _narrows_a_list(settled: Settled, kind: str | None) -> bool:
    return kind in LIST_KINDS and bool(settled.filters.agencies or settled.filters.not_agencies)


def _for_an_agency(settled: Settled, found: Found, context: Context) -> Settled:
    clause, kind = settled.clause, context.kind
    if kind and kind.startswith("operation_") and context.subjects:
        again = (
            kind
            if kind in ("operation_personnel", "operation_role", "operation_end", "operation_start")
            else "operation_agencies"
        )
        return replace(settled, clause=clause.as_kind(again), subjects=context.subjects)
    return replace(settled, clause=clause.as_kind("policy_who_does_what"), subjects=found.agencies)


def _operation(
    settled: Settled, found: Found, known: tuple[Subject, ...], context: Context, kb: KnowledgeBase
) -> Settled:
    """A question about an operation: its own subject, one inherited, one the facts point to, or none."""
    clause = settled.clause
    if found.subjects or found.doubtful:
        return settled
    if picked := by_place(clause, context):
        return replace(settled, subjects=(picked,))
    if found.terms and clause.kind == "operation_overview":
        return replace(settled, clause=clause.as_kind("define_term"), subjects=found.terms)
    if found.agencies and clause.kind in ("operation_role", "operation_overview", "operation_agencies") and not known:
        return replace(settled, clause=clause.as_kind("policy_who_does_what"), subjects=found.agencies)
    pointed_at = _owner_of_nearest(clause, kb)
    pointing = points_back(clause.text)
    if pointed_at and (not known or (pointed_at not in known and not pointing)):
        return replace(settled, subjects=(pointed_at,))
    if known:
        return replace(settled, subjects=known)
    general = _IN_GENERAL.get(clause.kind)
    if general and not pointing:
        return replace(settled, clause=clause.as_kind(general))
    return settled


def _owner_of_nearest(clause: Clause, kb: KnowledgeBase) -> Subject | None:
    if not clause.facts or clause.facts[0][1] < _NEAR:
        return None
    owner = kb.owner_of(clause.facts[0][0])
    return Subject("operation", owner.id) if owner.id in kb.operations else None


def _pointed_back(clause: Clause, known: tuple[Subject, ...]) -> tuple[Subject, ...]:
    return known if points_back(clause.text) else ()
