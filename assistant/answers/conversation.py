"""What a clause means in its conversation: ellipsis, correction, choice from a list, inherited subjects."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.about_several import about_several
from assistant.answers.after_an_extreme import no_extreme
from assistant.answers.answer import Subject
from assistant.answers.around import told_facts
from assistant.answers.asking_on import asked_on, meaning, more_of_it
from assistant.answers.aspect import ASPECT
from assistant.answers.choosing import by_description, by_place, by_word, from_offer, the_other
from assistant.answers.comparing import compared, superlative, told_of_one
from assistant.answers.context import Context
from assistant.answers.corrections import without_denied
from assistant.answers.cues import (
    asks_for_the_next,
    asks_for_the_one_before,
    is_about_us,
    is_loaded,
    points_at_several,
    points_back,
    points_to_what_was_told,
    says_the_one,
    says_the_other,
)
from assistant.answers.detail import asked_for_a_detail, leads_in_talk
from assistant.answers.doubt import believed
from assistant.answers.ellipsis import attribute_named, unnamed
from assistant.answers.filters import Filters, read_filters
from assistant.answers.follow_up import follow_up
from assistant.answers.leaning import speaks_in_talk
from assistant.answers.leaning_back import leans_on_the_last_answer, relates_to_the_last_term
from assistant.answers.names_in_facts import owner_of_a_name
from assistant.answers.nearest_record import owner_of_nearest, surely_of_policy, topic_of_nearest
from assistant.answers.of_the_known import asked_of_what_is_known
from assistant.answers.persons import asked_who, picked_person
from assistant.answers.picking import meant_in_the_pool, picked
from assistant.answers.plain import plainly
from assistant.answers.pointing_back import pointed_back, pointing_back
from assistant.answers.question import FALLBACK, NOT_ON_FILE, Clause
from assistant.answers.restricting import restricted
from assistant.answers.second_thoughts import counts_people, elliptical, inherited, reconsidered
from assistant.answers.settled import LIST_KINDS, Settled
from assistant.answers.steps import read_years_on
from assistant.answers.subjects import Found, find_subjects
from assistant.answers.told_operation import asked_of_the_told, operation_told_of
from assistant.answers.topical import GENERAL
from assistant.answers.words_asked import (
    just_names_a_word,
    nearest_word,
    policy_instead,
    word_asked_for,
    word_of_its_own,
)
from assistant.knowledge.base import KnowledgeBase

#: "What came after it?": no kind of its own in training, since only the conversation makes it a question.
SUCCESSOR = "operation_successor"
#: Kinds that may use the subject of the conversation when the words point back to it.
_MAY_POINT_BACK = LIST_KINDS | {"un_contributions", "define_term", "policy_training_others", "policy_medals"}
_OF_POLICY = ("policy_", "define_term", "term_difference", ASPECT)
_SHORT = 6
_SHORT_REPLY = 5
_TOLD_OF_A_LIST = 8
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


def settle(clause: Clause, context: Context, kb: KnowledgeBase, earlier: tuple[Subject, ...] = ()) -> Settled:
    """Read a clause in its conversation. ``earlier`` are the subjects of the clause before it in the same message."""
    if offer := from_offer(clause, context):
        kind, subject = offer
        return Settled(clause.as_kind(kind), (subject,) if subject else (), filters=read_filters(clause.text))
    clause = without_denied(_with_year(clause, context))
    clause = believed(plainly(clause, earlier or _talked_about(context, kb)), bool(earlier or context.kind))
    found = meant_in_the_pool(clause, find_subjects(clause, context, kb), context, kb)
    if found.subjects and says_the_one(clause.text) and (one := by_description(clause, found.subjects, context, kb)):
        found = replace(found, subjects=(one,))
    filters = read_filters(clause.text)
    known = earlier or context.subjects
    clause = counts_people(inherited(reconsidered(clause, found.subjects, filters, kb), earlier, kb), known)
    settled = Settled(clause, found.subjects, found.doubtful, found.echo, filters)
    if context.asked and (answer := _answers_the_question(settled, context, context.asked, kb)):
        return answer
    if asks_for_the_next(unnamed(clause)) and len(found.subjects or known) == 1:
        return settled.asked_as(SUCCESSOR, *(found.subjects or known))
    if asks_for_the_one_before(unnamed(clause)) and (before := _predecessor(found.subjects or known, kb)):
        return settled.asked_as("operation_overview", before)
    if not settled.named and not known and (told := asked_of_the_told(clause, context, kb)):
        return replace(settled, subjects=(told,))
    if reading := _in_what_was_shown(settled, found, known, context, kb):
        return reading
    if leans_on_the_last_answer(settled, found, context, kb):
        return settled.asked_as(ASPECT)
    if detail := asked_for_a_detail(settled, found, context, kb):
        return detail
    if (clause.kind.startswith("policy_") or clause.kind == "operations_extreme") and (
        known_one := asked_of_what_is_known(settled, context, kb)
    ):
        return known_one
    if points_to_what_was_told(clause.text) and relates_to_the_last_term(settled, context, kb):
        return settled.asked_as(ASPECT)
    settled = replace(settled, clause=elliptical(clause, context, known if not found.subjects else ()))
    return _by_kind(settled, found, known, context, kb) or _second_reading(settled, context, kb, earlier)


def _by_kind(
    settled: Settled, found: Found, known: tuple[Subject, ...], context: Context, kb: KnowledgeBase
) -> Settled | None:
    """What each kind of question takes from the conversation; none for one that must be read again."""
    clause = settled.clause
    if clause.kind == "follow_up":
        return follow_up(settled, found, context, kb)
    if clause.kind == "operation_overview" and (term := word_of_its_own(clause, found, kb)):
        return settled.asked_as("define_term", term)
    if context.kind in ("define_term", "term_difference") and just_names_a_word(clause, found):
        return settled.asked_as("define_term", *found.terms)
    if clause.kind.startswith("operation_"):
        return _operation(settled, found, known, context, kb)
    if term := word_asked_for(clause, found):
        return settled.asked_as("define_term", term)
    if clause.kind in ("define_term", "term_difference"):
        named = found.terms or found.subjects or pointed_back(clause, known)
        word = named or nearest_word(clause, kb)
        instead = None if word or clause.kind != "define_term" else policy_instead(clause, kb)
        return settled.asked_as(instead) if instead else replace(settled, subjects=word)
    if clause.kind == "policy_who_does_what":
        return replace(settled, subjects=(*found.agencies, *found.subjects))
    if clause.kind in _MAY_POINT_BACK and not found.subjects:
        return pointing_back(settled, known, context, kb)
    if clause.kind == FALLBACK and not found.subjects and speaks_in_talk(clause, known, kb):
        return replace(settled, subjects=known)
    if clause.kind == FALLBACK:
        return _not_understood(settled, context, kb)
    return None if clause.kind == "false_premise" and not is_loaded(clause.text) else settled


def _talked_about(context: Context, kb: KnowledgeBase) -> tuple[Subject, ...]:
    """The operations or places talked about; after a policy or a word the operation told of, if its fact led."""
    if not (context.kind or "").startswith(_OF_POLICY):
        return context.subjects
    told, first = operation_told_of(context, kb), next(iter(told_facts(context, kb)), None)
    return (told,) if told and first and kb.owner_of(first.id).id == told.id else ()


def _predecessor(subjects: tuple[Subject, ...], kb: KnowledgeBase) -> Subject | None:
    ids = {subject.id for subject in subjects if subject.kind == "operation"}
    found = [operation for operation in kb.operations.values() if ids & set(operation.followed_by)]
    return Subject("operation", found[-1].id) if found else None


def _with_year(clause: Clause, context: Context) -> Clause:
    """ "And the year after?" with the year that is meant."""
    steps = read_years_on(clause.text)
    last = Filters.from_slot(context.filters)
    if steps is None or last.since is None or last.since != last.until or len(clause.text.split()) > _SHORT:
        return clause
    year = last.since + steps
    return replace(clause, text=f"in {year}", kind="follow_up", names=(), facts=())


def _in_what_was_shown(
    settled: Settled, found: Found, known: tuple[Subject, ...], context: Context, kb: KnowledgeBase
) -> Settled | None:
    """A question that only what was shown before makes one: compared, picked, narrowed, more of it, asked on about."""
    return (
        about_several(settled, known, context)
        or meaning(settled, found, context, kb)
        or asked_who(settled, found, kb)
        or picked_person(settled, found, context, kb)
        or no_extreme(settled, known, context, kb)
        or compared(settled, known, context, kb)
        or superlative(settled, context, kb)
        or more_of_it(settled, known, context, kb)
        or restricted(settled, context)
        or (None if surely_of_policy(settled.clause, kb) else picked(settled, found, context, kb))
        or asked_on(settled, found, context, kb)
    )


def _not_understood(settled: Settled, context: Context, kb: KnowledgeBase) -> Settled:
    """Not understood, but it names something: a place without a record, one of the last list, or just a name."""
    clause = settled.clause
    if not settled.subjects:
        listed = by_place(clause, context) or by_word(clause, context, kb)
        if listed:
            return settled.asked_as("operation_overview", listed)
        return asked_of_what_is_known(settled, context, kb) or settled
    unknown = all(subject.kind == "place" and not kb.operations_in(subject.id) for subject in settled.subjects)
    if unknown and is_about_us(clause.text):
        return replace(settled, clause=clause.as_kind("operation_presence"))
    if len(settled.subjects) == 1 and len(clause.text.split()) <= _SHORT:
        return replace(settled, clause=clause.as_kind("operation_overview"))
    return settled


def _second_reading(settled: Settled, context: Context, kb: KnowledgeBase, earlier: tuple[Subject, ...]) -> Settled:
    """A question taken for a loaded one without a loaded word is read as the next likely kind."""
    others = tuple((kind, sure) for kind, sure in settled.clause.ranking if kind not in ("false_premise", FALLBACK))
    if not others or others[0][0].startswith(("oos_", "out_of_scope")):
        return settled
    return settle(replace(settled.clause, kind=others[0][0], ranking=others), context, kb, earlier)


def _answers_the_question(settled: Settled, context: Context, asked: str, kb: KnowledgeBase) -> Settled | None:
    """The user was asked which operation, and names one, describes it, or picks it by its place in the list."""
    clause = settled.clause
    short = len(clause.text.split()) <= _SHORT_REPLY
    open_kind = clause.kind in ("follow_up", FALLBACK, "affirm", "deny")
    if (open_kind or short) and (picked := by_description(clause, settled.subjects, context, kb)):
        return replace(settled.asked_as(asked, picked), doubtful=())
    if settled.subjects and (open_kind or (short and clause.kind in ("operation_overview", "define_term"))):
        return settled.asked_as(asked)
    if not settled.subjects and (open_kind or short):
        picked = by_place(clause, context) or (by_word(clause, context, kb) if open_kind else None)
        if picked:
            return replace(settled.asked_as(asked, picked), doubtful=())
    return None


def _operation(
    settled: Settled, found: Found, known: tuple[Subject, ...], context: Context, kb: KnowledgeBase
) -> Settled:
    """A question about an operation: its own subject, one inherited, one the facts point to, or none."""
    clause = settled.clause
    if found.subjects or found.doubtful:
        return settled
    other = the_other(context) if says_the_other(clause.text) else None
    if one := other or by_place(clause, context) or by_description(clause, (), context, kb):
        return replace(settled, subjects=(one,))
    if not known and len(context.listed) > 1 and context.kind in LIST_KINDS and points_at_several(clause.text):
        return replace(settled, subjects=context.listed[:_TOLD_OF_A_LIST])
    if found.terms and (clause.kind == "operation_overview" or (clause.kind == "operation_role" and not known)):
        return replace(settled, clause=clause.as_kind("define_term"), subjects=found.terms)
    pointed_at = owner_of_nearest(clause, kb) or owner_of_a_name(clause, kb)
    of_agencies = found.agencies and clause.kind in ("operation_role", "operation_overview", "operation_agencies")
    if of_agencies and not known and not pointed_at:
        return replace(settled, clause=clause.as_kind("policy_who_does_what"), subjects=found.agencies)
    pointing = points_back(clause.text)
    of_another = (
        pointed_at not in known and not pointing and _says_something(clause) and not leads_in_talk(clause, known, kb)
    )
    if pointed_at and (not known or of_another):
        return replace(settled, subjects=(pointed_at,))
    if known:
        return replace(settled, subjects=told_of_one(clause, context) or known)
    regions = Filters.from_slot(context.filters).regions
    if regions and (context.kind or "").startswith("policy_") and points_back(clause.text):
        return replace(settled.asked_as("operations_list"), filters=replace(settled.filters, regions=regions))
    if (pointing or points_to_what_was_told(clause.text)) and (context.kind or "").startswith(_OF_POLICY):
        return settled.asked_as(NOT_ON_FILE)
    if not pointing and (topic := topic_of_nearest(clause, kb)):
        return replace(settled, clause=clause.as_kind(f"policy_{topic}"))
    if attribute_named(clause.text):
        return settled
    general = _IN_GENERAL.get(clause.kind)
    if general and not pointing:
        return replace(settled, clause=clause.as_kind(general))
    return settled


def _says_something(clause: Clause) -> bool:
    """Whether a word tells it from a question that could be asked of any operation."""
    return any(word not in GENERAL for word in re.findall(r"[a-zāēīōū]{4,}", clause.text.lower()))
