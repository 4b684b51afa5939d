"""Asking on about a policy, a word or an answer: "what else do they weigh?", "why?", "what does that mean?"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.answers.answer import Subject
from assistant.answers.around import facts_on_topic, told_facts
from assistant.answers.aspect import (
    ASPECT,
    asks_of_what_was_told,
    aspect_facts,
    tells_of_it_surely,
)
from assistant.answers.bodies import contact_named, contacts_told_of
from assistant.answers.choosing import by_place
from assistant.answers.comparing import told_of_one
from assistant.answers.context import Context
from assistant.answers.contribution_rows import read_extreme_number
from assistant.answers.cues import points_to_what_was_told
from assistant.answers.ellipsis import asks_for_instances, swaps_the_subject, unnamed
from assistant.answers.inquiry import real_operations
from assistant.answers.nearer_told import names_a_case_of_it, nearer_than_its_kind
from assistant.answers.of_today import of_today
from assistant.answers.policy import OF_AN_OPERATION
from assistant.answers.pool import as_subjects, shown
from assistant.answers.question import FALLBACK, Clause
from assistant.answers.settled import LIST_KINDS, Settled
from assistant.answers.subjects import Found
from assistant.answers.telling import telling_words
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Term

_LEAD = r"\W*(?:(?:and|but|so|ok|okay|then|well|hm+|right|yes|yeah|please|now|cool|great)\W+)*"
_MORE = re.compile(
    _LEAD + r"(?:what else|anything (?:else|more)|something else|any (?:other|more|further)|is (?:that|this) (?:all|it)"
    r"|go on|carry on|continue|keep going|more|what (?:other|more)|other (?:reasons?|factors?|things?)"
    r"|what about the rest"
    r"|the rest|is there (?:more|anything else)|say more|expand)\b(?! (?:like|than|people|missions?|operations?"
    r"|countries|agencies|deployments?))[^.]{0,40}"
)
_MEANING = re.compile(
    _LEAD + r"(?:what (?:does|do|did|is) (?:that|this|it|they|all that)(?: actually| really| all| even)*"
    r" (?:mean|supposed to mean)(?: exactly)?|what do you mean(?: by (?:that|this|it))?|meaning"
    r"|what(?:'s| is) that(?: supposed to)? mean|in (?:plain|simple|other) (?:english|words|language)"
    r"|(?:can you )?explain (?:that|this|it)(?: please| to me)?|i (?:don'?t|do not) (?:understand|get (?:it|that)))\W*"
)
_DIFFER = re.compile(r"\b(?:differ\w*|compare[ds]?|same (?:thing|as)|versus|vs)\b")
#: Short questions whose words say what of the policy is asked next, where the classifier has nothing surer.
_NEXT: Mapping[str, str] = {
    "policy_law_defence_act": r"\b(?:under|by|in|what|which) (?:what |which )?(?:nz |new zealand )?(?:laws?|act)\b"
    r"|\bon what (?:legal )?basis\b|\blegal (?:basis|ground)|\bis (?:that|it) (?:legal|lawful)\b",
    "policy_why_take_part": r"\bwhy (?:does|do|should|would|did) (?:that|this|it"
    r"|any of (?:that|this)|all (?:that|this))"
    r"(?: even| all| really)? (?:matter|concern|affect|count)\b|\bwhat(?:'s| is) in it for (?:us|nz|new zealand)\b"
    r"|\bwhy (?:do|does|did|should|would) (?:we|nz|new zealand|you|they) (?:even |still |ever |always )?(?:do|bother"
    r"|care|get involved|want|help)\b(?!.*\b(?:think|say|tell)\b)",
    "policy_who_does_what": r"\b(?:on|by|at) whose advice\b|\bwho (?:advises?|advised|recommends?|prepares?)\b",
    "policy_cabinet_decides": r"^\W*(?:and |so |but )*who (?:decide[sd]?|decides that|approves?|signs|agrees|has the"
    r" (?:final|last) (?:say|word)|makes the (?:call|decision))\b",
}
_DECIDING = ("policy_cabinet", "policy_what", "policy_parliament", "policy_who", "policy_law", "policy_command")
_POLICY = ("policy_", "define_term", "term_difference", ASPECT, "un_contributions", FALLBACK)
_SHORT, _LONG = 10, 16
#: So many telling words, and so near a fact, make a long question one on what was told.
_TELLING, _SURELY = 2, 0.55
#: With no more than these beside it a word on file is asked for itself.
_JUST_THIS = frozenset({"and", "what", "about", "it", "the", "a", "so", "is", "then"})
#: The fact nearest of all to the words is asked for from here on, however few of them tell anything.
_NEAREST = 0.6
_SURE, _UNSURE, _HALF_SURE = 0.7, 0.6, 0.5
#: A classifier this sure of another policy, where an answer is so likely to be on file, is rather believed.
_RATHER, _ON_FILE = 0.4, 0.7
#: A kind that comes next in the ranking with so much confidence, on what was told, is meant.
_NEXT_LIKELY = 0.2
#: Answers of how many people there were, and words that ask for an operation and not for their number.
_OF_NUMBERS = ("policy_numbers", "un_contributions")
_OF_ONE_OPERATION = re.compile(
    r"\b(?:which|what)(?: \w+){0,3} (?:mission|operation|deployment|one)\b(?!s)"
    r"|est (?:\w+ ){0,2}(?:mission|operation|deployment)\b"
)
_OF_AGE = re.compile(
    r"\b(?:old|older|age|aged|recent|recently|current|currently|up to date|out of date|dated?|fresh|stale|new)\b"
)
_ACROSS_OR_AGE = ("operations_extreme", "answer_age", *LIST_KINDS)
_TOLD_OF = 4
_TERMS_TOLD = 2
#: What may be taken for talk, or for none of our business, and yet ask on about a policy.
_TALK = ("complaint", "human", "help", "oos_", "out_of_scope")
_OVERVIEW = "operation_overview"


def more_of_it(settled: Settled, known: tuple[Subject, ...], context: Context, kb: KnowledgeBase) -> Settled | None:
    """More than was told: held back, of one that is named or picked, or of what was listed."""
    clause, text = settled.clause, settled.clause.text.lower().replace("’", "'").strip()
    understood = clause.kind == "more_detail"
    unsure = understood and clause.confidence < _HALF_SURE and asks_of_what_was_told(clause, context, kb)
    if not _MORE.fullmatch(text) and (unsure or not understood):
        return None
    if settled.named:
        new = clause.kind == "more_detail" and not set(settled.subjects) <= set(context.subjects)
        return settled.asked_as(_OVERVIEW) if new else None
    if picked := by_place(clause, context):
        return settled.asked_as(_OVERVIEW, picked)
    if one := told_of_one(clause, context):
        return settled.asked_as(_OVERVIEW, *one)
    if context.more or not context.kind or not (among := shown(context, kb)):
        return settled.asked_as("more_detail") if context.facts or context.more else None
    if context.kind == _OVERVIEW and not context.measure:
        return replace(settled.asked_as(_OVERVIEW), subjects=())
    return replace(settled.asked_as(_OVERVIEW, *as_subjects(among[:_TOLD_OF])), among=as_subjects(among))


def meaning(settled: Settled, found: Found, context: Context, kb: KnowledgeBase) -> Settled | None:
    """ "What does that mean?": the terms in what was told; and how the last two words differ."""
    text = settled.clause.text.lower().replace("’", "'").strip()
    if settled.named or found.terms:
        return None
    if len(context.terms) > 1 and _DIFFER.search(text) and (context.kind or "").startswith(("define_term", "term_")):
        return settled.asked_as("term_difference", *context.terms)
    if not _MEANING.fullmatch(text):
        return None
    told = " ".join(fact.statement for fact in told_facts(context, kb))
    terms = [
        term for term in kb.terms.values() if term.id not in {item.id for item in context.terms} and _in(term, told)
    ]
    if terms:
        longest = sorted(terms, key=lambda term: -len(term.term))[:_TERMS_TOLD]
        return settled.asked_as("define_term", *(Subject("term", term.id) for term in longest))
    return settled.asked_as("more_detail") if context.more else None


def asked_on(settled: Settled, found: Found, context: Context, kb: KnowledgeBase) -> Settled | None:
    """A question that leans on the policy, word or figure just told."""
    clause, kind = settled.clause, context.kind or ""
    text = clause.text.lower().replace("’", "'")
    of_policy = kind.startswith(("policy_", ASPECT)) and kind not in OF_AN_OPERATION
    if of_policy and found.subjects and names_a_case_of_it(clause, context, kb):
        return replace(settled.asked_as(ASPECT), subjects=())
    if kind.startswith("policy_") and found.subjects and swaps_the_subject(clause):
        return _of_an_operation(settled, kind, context, kb)
    if kind in _OF_NUMBERS and not settled.named and _asks_of_their_extreme(clause, text):
        return settled.asked_as("un_contributions")
    if today := of_today(settled, context):
        return today
    if settled.named or len(text.split()) > _LONG:
        return None
    says_its_subject = bool(found.terms) or len(text.split()) > _SHORT
    if says_its_subject and not _surely_told(clause, context, kb):
        return None
    if kind in _OF_NUMBERS and clause.kind == "operations_year" and points_to_what_was_told(text):
        return settled.asked_as(ASPECT) if aspect_facts(clause, context, kb) else None
    if not clause.kind.startswith("contact_") and contacts_told_of(clause, context, kb):
        return settled.asked_as("contact_general")
    if clause.kind in (FALLBACK, "follow_up") and (contact := contact_named(text)):
        return settled.asked_as(contact)
    if kind.startswith(_POLICY) and nearer_than_its_kind(clause, context, kb):
        return settled.asked_as(ASPECT) if aspect_facts(clause, context, kb) else None
    if not found.agencies and (following := _next_policy(settled, kind, text)):
        return following
    if kind.startswith(_POLICY) and clause.kind.startswith(_TALK) and tells_of_it_surely(clause, context, kb):
        return settled.asked_as(ASPECT)
    if not kind.startswith(_POLICY) or clause.kind == kind or not _in_doubt(settled):
        return None
    sure_of_operation = clause.kind.startswith("operation_") and clause.confidence >= _HALF_SURE
    if context.subjects and sure_of_operation and not points_to_what_was_told(clause.text):
        return None
    if not asks_for_instances(text) and asks_of_what_was_told(clause, context, kb):
        return None if _of_a_policy_of_its_own(clause, context, kb) else settled.asked_as(ASPECT)
    likely = (name for name, confidence in clause.ranking[:3] if confidence >= _NEXT_LIKELY)
    on_it = next((name for name in likely if name.startswith("policy_") and _on_what_was_told(name, context, kb)), None)
    return settled.asked_as(on_it) if clause.kind == FALLBACK and on_it else None


def _asks_of_their_extreme(clause: Clause, text: str) -> bool:
    """ "And the highest ever?" after how many people were on missions: of the number, not of an operation."""
    taken_for = ("operations_extreme", "operations_compare", "policy_numbers", "follow_up", FALLBACK)
    return clause.kind in taken_for and bool(read_extreme_number(text)) and not _OF_ONE_OPERATION.search(text)


def _of_a_policy_of_its_own(clause: Clause, context: Context, kb: KnowledgeBase) -> bool:
    """Whether it is rather a question of another policy on file, since what was told is hardly near to its words."""
    topic = kb.topics.get(clause.kind.removeprefix("policy_"))
    if topic is None or clause.confidence < _RATHER or clause.answerable < _ON_FILE:
        return False
    told = aspect_facts(clause, context, kb)
    return all(fact not in topic.facts and clause.relevance(fact.id) < _SURELY for fact in told)


def _surely_told(clause: Clause, context: Context, kb: KnowledgeBase) -> bool:
    """Whether a question that holds a word on file, or is long, asks for a fact around what was told even so."""
    if clause.kind.startswith(("follow_up", "define_")) or set(re.findall(r"\w+", unnamed(clause))) <= _JUST_THIS:
        return False
    facts = aspect_facts(clause, context, kb)
    near = clause.relevance(facts[0].id) if facts else 0.0
    nearest = bool(facts) and clause.facts[0][0] == facts[0].id and near >= _NEAREST
    return nearest or (near >= _SURELY and len(telling_words(unnamed(clause))) >= _TELLING)


def _next_policy(settled: Settled, kind: str, text: str) -> Settled | None:
    clause = settled.clause
    for policy, words in _NEXT.items():
        if not re.search(words, text):
            continue
        lawful = policy != "policy_law_defence_act" or kind.startswith(_DECIDING)
        likely = any(name == policy for name, _ in clause.ranking[:4])
        unsure = clause.kind == FALLBACK or clause.confidence < _UNSURE or (likely and clause.confidence < _SURE)
        kind = kind or (policy if likely else "")
        if lawful and unsure and (kind or policy == "policy_why_take_part"):
            return replace(
                settled.asked_as(policy), clause=replace(clause, kind=policy, gaps=(), facts=()), subjects=()
            )
    return None


def _of_an_operation(settled: Settled, kind: str, context: Context, kb: KnowledgeBase) -> Settled | None:
    """ "And Iraq?" after medals: what is on file of the policy for the one named."""
    operations = [operation for subject in settled.subjects for operation in real_operations(kb, subject)]
    if facts_on_topic(context, kb, operations) and kind not in OF_AN_OPERATION:
        return settled.asked_as(ASPECT)
    return settled.asked_as(OF_AN_OPERATION[kind]) if kind in OF_AN_OPERATION else None


def _in_doubt(settled: Settled) -> bool:
    clause = settled.clause
    leaning = (
        FALLBACK,
        "follow_up",
        "more_detail",
        "operation_",
        "out_of_scope",
        "operations_extreme",
        "answer_age",
        *LIST_KINDS,
    )
    if (clause.kind in LIST_KINDS and not settled.filters.empty) or (
        clause.kind == "answer_age" and clause.confidence >= _UNSURE and _OF_AGE.search(clause.text.lower())
    ):
        return False
    if clause.kind == "define_term":
        return not any(name.kind == "term" for name in clause.names)
    about_answer = clause.kind in ("answer_source", "answer_certainty")
    floor = _HALF_SURE if clause.kind.startswith("policy_") else _UNSURE
    return clause.kind.startswith(leaning) or (clause.confidence < floor and not about_answer)


def _on_what_was_told(kind: str, context: Context, kb: KnowledgeBase) -> bool:
    """Whether a topic is the one told, or holds a word that was explained."""
    topic = kb.topics.get(kind.removeprefix("policy_"))
    if topic is None:
        return False
    owners = [kb.owner_of(fact.id) for fact in told_facts(context, kb)]
    statements = " ".join(fact.statement for fact in topic.facts)
    return any(owner.id == topic.id or (isinstance(owner, Term) and _in(owner, statements)) for owner in owners)


def _in(term: Term, text: str) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in (term.term, *term.aliases))
