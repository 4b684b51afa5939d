"""Elliptical questions in their conversation: another subject, a choice, a restriction, a year, a correction."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.answer import Subject
from assistant.answers.aspect import ASPECT, aspect_facts
from assistant.answers.choosing import by_description, by_place, by_word, the_other
from assistant.answers.context import Context
from assistant.answers.ellipsis import asks_for_instances, attribute_asked, attribute_named, excludes_what_it_names
from assistant.answers.filters import Filters, read_count_of_people, read_superlative
from assistant.answers.inquiry import real_operations
from assistant.answers.pointed import FIELDS
from assistant.answers.question import FALLBACK
from assistant.answers.restricting import merged_filters, narrowed_list
from assistant.answers.settled import LIST_KINDS, Settled
from assistant.answers.subjects import Found, narrowed
from assistant.knowledge.base import KnowledgeBase

_OTHER = re.compile(r"\b(?:other|previous)(?: one| mission| operation)?\b|\bthe one before\b")
#: Kinds that an agency can be asked of.
_OF_AGENCIES = frozenset({"operation_personnel", "operation_role", "operation_end", "operation_start"})
#: Kinds whose answer for a year is not the number of people in it.
_OF_YEARS = frozenset({"un_contributions", "operation_personnel", "operation_presence"})
#: Nothing on file for another subject: of these the overview is told instead, of the others that there is nothing.
_LOOSE = frozenset({"operation_outcome", "operation_role", "operation_reason", "operation_agencies"})
#: A follow-up less sure than this may be the question about an operation that comes next in the ranking.
_SURE, _NEXT = 0.7, 0.2
#: One that is this much as likely to ask for the largest, longest or first, and has the word for it, does.
_EXTREME, _AS_LIKELY = "operations_extreme", 0.6


def follow_up(settled: Settled, found: Found, context: Context, kb: KnowledgeBase) -> Settled:
    """Find what is to be taken from the conversation, and what the words put in its place."""
    clause, kind = settled.clause, context.kind
    if excludes_what_it_names(clause) and len(context.listed) > 1 and found.subjects:
        return _without(settled, context, kb)
    described = by_description(clause, found.subjects, context, kb)
    if described:
        return settled.asked_as(kind_for_a_choice(kind), described)
    if not found.subjects and read_superlative(clause.text) and (extreme := _another_extreme(settled, context)):
        return extreme
    picked = None if found.subjects else by_place(clause, context)
    if picked is not None:
        again = "define_term" if picked.kind == "term" else attribute_asked(clause.text) or kind_for_a_choice(kind)
        return settled.asked_as(again, picked)
    if not found.subjects and _OTHER.search(clause.text.lower()) and (other := the_other(context)):
        return settled.asked_as(attribute_asked(clause.text) or kind_for_a_choice(kind), other)
    if not found.subjects and _OTHER.search(clause.text.lower()) and context.previous:
        return settled.asked_as(kind or "operation_overview", *context.previous)
    if found.subjects or found.doubtful:
        return _about_another(settled, found, context, kb)
    if attribute := _attribute(settled, context):
        return settled.asked_as(attribute, *context.subjects)
    if listed := by_word(clause, context, kb):
        return settled.asked_as(kind_for_new_subject(kind), listed)
    if kind in LIST_KINDS and not settled.filters.empty:
        return narrowed_list(settled, context, kind)
    if found.agencies:
        return _for_an_agency(settled, found, context, kb)
    if found.terms:
        return settled.asked_as("define_term", *found.terms)
    if asks_for_instances(clause.text) and (context.more or context.facts):
        return settled.asked_as("more_detail")
    return _at_another_time(settled, context, kb) or _next_likely(settled, context)


def _another_extreme(settled: Settled, context: Context) -> Settled | None:
    """ "And the longest one?": of what the last extreme was chosen from, else of all."""
    if context.kind == _EXTREME:
        return replace(settled.asked_as(_EXTREME), filters=merged_filters(settled, context))
    likely = dict(settled.clause.ranking).get(_EXTREME, 0.0) >= _AS_LIKELY * settled.clause.confidence
    return settled.asked_as(_EXTREME) if likely and not by_place(settled.clause, context) else None


def kind_for_new_subject(kind: str | None) -> str:
    """ "What about Bougainville?": the last kind of question again, if it can be asked of an operation or a place."""
    if kind and (kind.startswith("operation_") or kind in LIST_KINDS or kind == "un_contributions"):
        return "operation_overview" if kind in (_EXTREME, "operations_year") else kind
    return "operation_overview"


def kind_for_a_choice(kind: str | None) -> str:
    """One chosen from a list is told about, unless the question before was about one of them too."""
    asked_again = kind and kind.startswith("operation_") and kind not in ("operation_presence", "operation_successor")
    return kind if kind and asked_again else "operation_overview"


def _about_another(settled: Settled, found: Found, context: Context, kb: KnowledgeBase) -> Settled:
    """The last question about another subject, with the year, agency and count it was asked for."""
    kind = kind_for_new_subject(context.kind)
    if attribute := attribute_named(_without_names(settled)):
        kind = attribute
    elif kind.startswith("operation_") and read_count_of_people(_without_names(settled)):
        kind = "operation_personnel"
    if kind in _LOOSE and found.subjects and not _on_file(kind, found.subjects, kb):
        kind = "operation_overview"
    if kind in ("operation_personnel", "un_contributions"):
        settled = _with_last_measure(settled, context)
    return settled.asked_as(kind)


def _with_last_measure(settled: Settled, context: Context) -> Settled:
    last = Filters.from_slot(context.filters)
    filters = last.narrowed(settled.filters)
    words = [context.count] if context.count else []
    if settled.filters.since is None and settled.filters.until is None and last.since and last.since == last.until:
        words.append(f"in {last.since}")
    text = " ".join([settled.clause.text, *words])
    return replace(settled, clause=replace(settled.clause, text=text), filters=filters)


def _on_file(kind: str, subjects: tuple[Subject, ...], kb: KnowledgeBase) -> bool:
    """Whether anything on file answers this kind of question about one of the subjects."""
    for subject in subjects:
        settled_on = narrowed(subject, kb)
        own = [kb.operations[settled_on.id]] if settled_on.kind == "operation" else []
        for operation in (*own, *real_operations(kb, settled_on)):
            field = kind.removeprefix("operation_")
            indexed = getattr(operation, field, None) if field in ("role", "outcome", "agencies") else None
            if indexed or any(fact.field in FIELDS[kind] for fact in operation.facts):
                return True
    return not subjects


def _without_names(settled: Settled) -> str:
    text = settled.clause.text
    for name in sorted(settled.clause.names, key=lambda item: -item.start):
        text = text[: name.start] + " " + text[name.end :]
    return text


def _without(settled: Settled, context: Context, kb: KnowledgeBase) -> Settled:
    """What was listed, but for the operations named."""
    left_out = {operation.id for subject in settled.subjects for operation in real_operations(kb, subject)}
    kept = tuple(item for item in context.listed if item.id not in left_out)
    kind = context.kind if context.kind and context.kind.startswith("operation_") else "operations_list"
    return settled.asked_as(kind, *kept)


def _attribute(settled: Settled, context: Context) -> str | None:
    if not context.subjects or not context.kind or not context.kind.startswith("operation"):
        return None
    return attribute_named(settled.clause.text)


def _for_an_agency(settled: Settled, found: Found, context: Context, kb: KnowledgeBase) -> Settled:
    """The last question of an agency: of an operation, else of the policy told last where it says something of it."""
    kind = context.kind
    of_policy = kind and kind.startswith("policy_") and kind != "policy_who_does_what"
    if of_policy and aspect_facts(settled.clause, context, kb):
        return settled.asked_as(ASPECT)
    compared = kind in ("operations_compare", "operations_extreme")
    if kind and (compared or kind.startswith("operation_")) and context.subjects:
        of_people = "operation_personnel" if compared and context.measure in ("largest", "smallest") else kind
        return settled.asked_as(of_people if of_people in _OF_AGENCIES else "operation_agencies", *context.subjects)
    return replace(settled, clause=settled.clause.as_kind("policy_who_does_what"), subjects=found.agencies)


def _at_another_time(settled: Settled, context: Context, kb: KnowledgeBase) -> Settled | None:
    """The last question for another year: of an operation its people, of a policy what is on file of that time."""
    clause, kind = settled.clause, context.kind
    filters = settled.filters
    dated = filters.since is not None or filters.until is not None
    if not kind or not (dated or filters.state):
        return None
    if kind.startswith("policy_") or kind == ASPECT:
        told = dated and aspect_facts(clause, context, kb)
        again = ASPECT if told or kind == ASPECT else kind
        return settled.asked_as(again)
    if kind == "un_contributions" or context.subjects:
        if not (dated or kind in _OF_YEARS):
            return settled.asked_as("operation_status", *context.subjects)
        again = kind if kind in _OF_YEARS or _tells_of_year(kind, settled, context, kb) else "operation_personnel"
        return replace(
            settled.asked_as(again, *context.subjects), filters=Filters.from_slot(context.filters).narrowed(filters)
        )
    return None


def _tells_of_year(kind: str, settled: Settled, context: Context, kb: KnowledgeBase) -> bool:
    """Whether a fact of this kind about the subject names the year."""
    year = settled.filters.since or settled.filters.until
    operations = [operation for subject in context.subjects for operation in real_operations(kb, subject)]
    facts = [fact for operation in operations for fact in operation.facts if fact.field in FIELDS.get(kind, ())]
    return any(str(year) in fact.statement for fact in facts)


def _next_likely(settled: Settled, context: Context) -> Settled:
    clause = settled.clause
    for kind, confidence in clause.ranking[1:2]:
        if kind.startswith("operation_") and context.subjects and clause.confidence < _SURE and confidence >= _NEXT:
            return settled.asked_as(kind, *context.subjects)
    return settled.asked_as(FALLBACK)
