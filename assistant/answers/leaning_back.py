"""Leaning on the last answer by its words: when that was, which operations had to do with the word just explained."""

from __future__ import annotations

from assistant.answers.around import facts_around, facts_naming, told_facts
from assistant.answers.aspect import ASPECT, asks_of_what_was_told, aspect_facts, found_in_talk
from assistant.answers.context import Context
from assistant.answers.cues import points_to_what_was_told
from assistant.answers.ellipsis import asks_what_they_did, asks_when_that_was, asks_when_they_were
from assistant.answers.inquiry import real_operations
from assistant.answers.numbers_told import repeats_a_number
from assistant.answers.persons import NAME_PEOPLE
from assistant.answers.question import FALLBACK, NOT_ON_FILE, Clause
from assistant.answers.settled import Settled
from assistant.answers.subjects import Found
from assistant.knowledge.base import KnowledgeBase

_SHORT = 6
_SHORT_PLACE = 3
#: Below this confidence a short question that points back may be about what was just told.
_UNSURE = 0.55
#: From this confidence on the policy told last is likely asked for again.
_LIKELY = 0.4
#: Answers that tell of something that happened: "when was that?" asks for its date, not for that of the operation.
_TELL_OF_EVENTS = frozenset(
    f"operation_{name}" for name in ("casualties", "outcome", "role", "leader", "reason", "cost", "mandate")
)


def leans_on_the_last_answer(settled: Settled, found: Found, context: Context, kb: KnowledgeBase) -> bool:
    """Whether it asks on about the policy or word just told ("when was it made?"), or when something told was."""
    clause = settled.clause
    if _names_a_place_of_it(clause, found, context, kb):
        return True
    if found.subjects or found.doubtful or found.terms or not context.kind:
        return False
    if repeats_a_number(clause.text, context, kb) and not clause.kind.startswith(("answer_", "operations_")):
        return True
    of_people = _told_of_people(context, kb) and (asks_when_they_were(clause.text) or asks_what_they_did(clause.text))
    if of_people or (context.kind in _TELL_OF_EVENTS and asks_when_that_was(clause.text)):
        return bool(aspect_facts(clause, context, kb))
    of_policy = context.kind.startswith(("policy_", "define_term", "term_difference", ASPECT))
    unsure = (
        clause.kind in (FALLBACK, NOT_ON_FILE) or clause.confidence < _UNSURE or clause.kind.startswith("operation_")
    )
    if not of_policy or not unsure or _asks_again(clause, context, kb):
        return False
    short = len(clause.text.split()) <= _SHORT
    pointing = (short and points_to_what_was_told(clause.text)) or _finds_what_was_told(clause, context, kb)
    return pointing and asks_of_what_was_told(clause, context, kb)


def _asks_again(clause: Clause, context: Context, kb: KnowledgeBase) -> bool:
    """Whether it is likely the policy just told again, and nothing of that is near but what was told: tell it whole."""
    again = clause.kind == context.kind and clause.confidence >= _LIKELY
    return again and {fact.id for fact in aspect_facts(clause, context, kb)} <= set(context.facts)


def _told_of_people(context: Context, kb: KnowledgeBase) -> bool:
    """Whether the last answer was of people in an operation, or asked on about one."""
    first = next(iter(told_facts(context, kb)), None)
    on_an_operation = context.kind == ASPECT and first is not None and kb.owner_of(first.id).id in kb.operations
    return context.kind in NAME_PEOPLE or on_an_operation


def _names_a_place_of_it(clause: Clause, found: Found, context: Context, kb: KnowledgeBase) -> bool:
    """ "With Fiji?" after a policy of which a fact names Fiji."""
    of_policy = (context.kind or "").startswith(("policy_", ASPECT))
    places = [kb.places[subject.id] for subject in found.subjects if subject.kind == "place"]
    if not of_policy or not places or len(places) < len(found.subjects) or len(clause.text.split()) > _SHORT_PLACE:
        return False
    names = {name for place in places for name in (place.name, *place.demonyms)}
    around = " ".join(fact.statement for fact in facts_around(context, kb))
    return any(name in around for name in names) and bool(aspect_facts(clause, context, kb))


def _finds_what_was_told(clause: Clause, context: Context, kb: KnowledgeBase) -> bool:
    """Whether a question not understood by itself is near to a fact around what was told."""
    return clause.kind in (FALLBACK, NOT_ON_FILE) and bool(found_in_talk(clause, context, kb))


def relates_to_the_last_term(settled: Settled, context: Context, kb: KnowledgeBase) -> bool:
    """Whether it asks which operations, or whether the one named, had to do with the word just explained."""
    if context.kind not in ("define_term", ASPECT) or len(settled.clause.text.split()) > _SHORT:
        return False
    if settled.clause.kind == "operations_list" and not settled.subjects:
        return bool(facts_naming(context, kb, kb.operations.values()))
    named = [operation for subject in settled.subjects for operation in real_operations(kb, subject)]
    return settled.clause.kind.startswith("operation_") and bool(facts_naming(context, kb, named))
