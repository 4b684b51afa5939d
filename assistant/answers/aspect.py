"""Asking on about what was just told: "when was it made?", "when did that happen?", "which operations used it?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.answer import Part, Subject
from assistant.answers.around import (
    facts_around,
    facts_naming,
    facts_naming_its_places,
    facts_on_topic,
    held_back,
    told_facts,
)
from assistant.answers.context import Context
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.answers.numbers_told import holding_the_number
from assistant.answers.question import FALLBACK, NOT_ON_FILE, Clause
from assistant.answers.telling import NO_NEWS, TIME_WORDS, telling_words
from assistant.answers.unsure import answer_unsure
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Fact

#: No kind of its own in training, since only the conversation makes it a question.
ASPECT = "told_aspect"
_TOLD_AT_MOST = 2
_NAMED_AT_MOST = 4
_SHORT = 10
#: How far down the facts nearest to the question are looked through for one of what was told, and how near it must be.
_LOOKED_AT = 12
_NEAR_FIRST, _NEAR = 0.3, 0.5
#: How near it must be together with what was talked about, how little behind a fact of something else, and how little
#: behind the nearest a second one.
_NEAR_IN_TALK, _BEHIND, _AS_NEAR = 0.42, 0.12, 0.05
#: So much further off is the one fact that was just told: what asks on about it mostly asks for another.
_TOLD_ALREADY = 0.06
#: How near it must be, together with what was talked about, where no answer is likely to be on file.
_NEAR_IN_DOUBT = 0.62
#: The same for a question that says nothing but who or what is asked for.
_NEAR_IF_BARE = 0.3
_BARE = re.compile(r"\W*(?:(?:and|so|but|ok|okay|then)\W+)*(?:who|what|which|when|where|how)\b(?!.*\bthere\b)")
#: How near it must be to telling words by themselves where it holds none of them.
_OWN = 0.4
#: The same where the question looks like one of operations.
_SURELY_OWN = 0.5
#: The same where it looks like talk, or like none of our business.
_OWN_OF_TALK = 0.6
#: A fact this near, nearest by the words alone and in the conversation, needs no tie to what was told.
_NEAREST_OF_ALL = 0.65
#: A classifier this sure of some policy vouches for a question whose words hold nothing of a fact around what was told.
_SURE = 0.5
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ASKS_TIME = re.compile(
    r"\b(?:when|(?:what|which) years?|since|until|till|how long|what dates?|(?:what|which) period|start|ends?|run"
    r"|finish\w*|expir\w*)\b"
)
_ASKS_END = re.compile(r"\b(?:until|till|end|ends|ended|finish\w*|expir\w*|run|last|long|period)\b")
_ASKS_START = re.compile(r"\b(?:start|began|begin|beginning)\b")
_ASKS_USE = re.compile(r"\b(?:used|invoked|applied|called (?:on|upon)|relied on|tested)\b")
_BARE_WHY = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay|hm+|oh)\W+)*(?:wh?y|how come|what for|for what reason|how so)"
    r"(?: (?:is|was|are|were|did|do|does) (?:that|this|it|they|we)"
    r"(?: made| done| set up| created| needed| passed| started| introduced)?| not| so| exactly| though| that| then)*\W*"
)
_ASKS_WHY = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay|then)\W+)*"
    r"(?:why (?:was|were|is|did|does)\b|how come\b|what (?:led|brought|prompted|caused)\b)"
)
_TELLS_WHY = re.compile(
    r"\b(?:since|because|so that|so it|as it|in order to|the reason|therefore|due to"
    r"|followed|came after \w+|to advance|to help|to keep)\b"
)
#: "What have we done there?" asks of a place.
_THERE = re.compile(r"(?<!is )(?<!are )(?<!was )(?<!were )\b(?:over |out )?there\b(?! (?:is|are|was|were|any|a|an)\b)")
_OPERATIONS = re.compile(r"\b(?:operations?|missions?|deployments?|countries|places|campaigns?)\b")
_ASKS_NUMBER = re.compile(
    r"\bhow (?:many|much|big|large|often)\b|\b(?:what|which) (?:number|share|percent\w*|figure)\b"
)
_TELLS_NUMBER = re.compile(
    r"\b(?!(?:19|20)\d\d\b)\d[\d,.]*\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|dozens?|hundreds?|thousands?|half|third)\b"
)
_TELLS_END = re.compile(r"\b(?:to|until|till|-|–|ran for|runs)\s*(?:\w+ ){0,2}(?:19|20)\d\d|\d{4}-\d{4}")


def aspect_facts(clause: Clause, context: Context, kb: KnowledgeBase) -> tuple[Fact, ...]:
    """The facts of the last answer's records that the words ask for: by their dates, or by the words they share."""
    lowered = clause.text.lower()
    told, held = told_facts(context, kb), held_back(context, kb)
    if of_number := holding_the_number(lowered, told):
        return of_number
    if naming := facts_naming_its_places(clause, context, kb):
        return naming[:_TOLD_AT_MOST]
    if (years := set(_YEAR.findall(lowered))) and (of_year := _of_the_year(clause, context, kb, years)):
        return of_year
    if _ASKS_TIME.search(lowered) and (dated := _dated(clause, context, kb)):
        return tuple(dated)[:_TOLD_AT_MOST]
    if _BARE_WHY.fullmatch(lowered.strip()) and (reasons := [fact for fact in told if _tells_why(fact)]):
        return tuple(reasons)[:_TOLD_AT_MOST]
    if clause.in_talk:
        return found_in_talk(clause, context, kb)
    words = {word for word in re.findall(r"[\w'āēīōū]{3,}", lowered) if word not in NO_NEWS}
    if not words or len(lowered.split()) > _SHORT:
        return ()
    pool = list(dict.fromkeys([*told, *held]))
    scores = {fact.id: sum(_has(fact.statement, word) for word in words) for fact in pool}
    fitting = [fact for fact in pool if scores[fact.id] * 2 >= len(words) and scores[fact.id]]
    if fitting and len(fitting) * 2 <= max(len(pool), 2):
        return tuple(sorted(fitting, key=lambda fact: -scores[fact.id]))[:_TOLD_AT_MOST]
    return _nearest(clause.facts, pool)


def _of_the_year(clause: Clause, context: Context, kb: KnowledgeBase, years: set[str]) -> tuple[Fact, ...]:
    """The facts around what was told that name the year asked for, the nearest first."""
    scores = dict(clause.in_talk)
    around = (fact for fact in facts_around(context, kb) if fact.id in scores)
    dated = [fact for fact in around if years <= set(_YEAR.findall(fact.statement))]
    return tuple(sorted(dated, key=lambda fact: -scores[fact.id]))[:_TOLD_AT_MOST]


def asks_of_what_was_told(clause: Clause, context: Context, kb: KnowledgeBase) -> bool:
    """Whether a fact around what was told is asked for; where it looks like a question of operations, surely so."""
    if clause.kind.startswith("contact_"):
        return False
    facts = aspect_facts(clause, context, kb)
    text = clause.text.lower()
    of_many = clause.kind.startswith("operations_") and _OPERATIONS.search(text)
    of_one = context.subjects and clause.kind.startswith("operation_") and not _ASKS_TIME.search(text)
    if not facts or not clause.in_talk or not (of_many or of_one):
        return bool(facts)
    if of_many and (clause.facts[:1] != ((facts[0].id, clause.relevance(facts[0].id)),) or not telling_words(text)):
        return False
    return clause.relevance(facts[0].id) >= _SURELY_OWN


def tells_of_it_surely(clause: Clause, context: Context, kb: KnowledgeBase) -> bool:
    """Whether a fact around what was told is asked for so surely that it is none of the talk or of others' business."""
    fact = next(iter(aspect_facts(clause, context, kb)), None)
    if fact is None or not clause.in_talk:
        return False
    own, held = clause.relevance(fact.id), sum(_has(fact.statement, word) for word in telling_words(clause.text))
    return own >= _OWN_OF_TALK or (own >= _OWN and held > 1)


def _dated(clause: Clause, context: Context, kb: KnowledgeBase) -> list[Fact]:
    """The facts with a date, those told first; where the words say of what, the nearest first, and none far off."""
    lowered, told = clause.text.lower(), told_facts(context, kb)
    dated = [fact for fact in (*told, *held_back(context, kb)) if _YEAR.search(fact.statement)]
    if _ASKS_END.search(lowered) and not _ASKS_START.search(lowered):
        dated = [fact for fact in dated if _TELLS_END.search(fact.statement)]
    if _ASKS_USE.search(lowered):
        dated = [fact for fact in dated if fact not in told] or dated
    said = {word for word in re.findall(r"[\w'āēīōū]{3,}", lowered) if word not in NO_NEWS}
    if said - TIME_WORDS:
        scores = dict(clause.in_talk)
        nearest = max((scores.get(fact.id, 0.0) for fact in facts_around(context, kb)), default=0.0)
        dated = [fact for fact in dated if scores.get(fact.id, 0.0) >= nearest - _BEHIND]
        dated.sort(key=lambda fact: -scores.get(fact.id, 0.0))
    elif not _ASKS_USE.search(lowered):
        dated = [fact for fact in dated if fact in told] or dated
    return list(dict.fromkeys(dated))


def _tells_why(fact: Fact) -> bool:
    return _TELLS_WHY.search(fact.statement.lower()) is not None


def found_in_talk(clause: Clause, context: Context, kb: KnowledgeBase) -> tuple[Fact, ...]:
    """The facts around what was told that are nearest to the words together with what was talked about.

    None where a fact of something else is clearly nearer: then the question has a subject of its own.
    """
    around = {fact.id for fact in facts_around(context, kb)}
    bare = _BARE.match(clause.text.lower()) and not telling_words(clause.text)
    floor = _NEAR_IN_DOUBT if clause.kind == NOT_ON_FILE else _NEAR_IF_BARE if bare else _NEAR_IN_TALK
    if (nearest := _nearest_both_ways(clause, kb)) is not None:
        around.add(nearest)
    if _ASKS_NUMBER.search(clause.text.lower()):
        around = {id_ for id_ in around if _TELLS_NUMBER.search(kb.fact(id_).statement)}
    again = set(context.facts) if len(context.facts) == 1 and not bare else set()
    nearness = ((id_, score - (_TOLD_ALREADY if id_ in again else 0.0)) for id_, score in clause.in_talk)
    near = sorted(((id_, score) for id_, score in nearness if id_ in around and score >= floor), key=_by_score)
    if not near or near[0][1] < clause.in_talk[0][1] - _BEHIND:
        return _reason(clause, around, kb)
    surely = _of_a_policy_surely(clause) and _nearest_in(around, clause) >= _nearest_out_of(around, clause) + _AS_NEAR
    close = [pair for pair in near if pair[1] >= near[0][1] - _AS_NEAR]
    speaking = [pair for pair in close if surely or _speaks(clause, kb.fact(pair[0]))]
    return tuple(kb.fact(id_) for id_, _ in speaking[:_TOLD_AT_MOST]) or _reason(clause, around, kb)


def _nearest_both_ways(clause: Clause, kb: KnowledgeBase) -> str | None:
    """The fact of a policy or word that is nearest to the words by themselves and with what was talked about."""
    if not clause.facts or not clause.in_talk:
        return None
    fact_id, near = clause.facts[0]
    surely = (
        fact_id == clause.in_talk[0][0] and near >= _NEAREST_OF_ALL and kb.owner_of(fact_id).id not in kb.operations
    )
    return fact_id if surely else None


def _of_a_policy_surely(clause: Clause) -> bool:
    return bool(clause.ranking) and clause.ranking[0][0].startswith("policy_") and clause.ranking[0][1] >= _SURE


def _nearest_in(around: set[str], clause: Clause) -> float:
    return max((score for id_, score in clause.in_talk if id_ in around), default=0.0)


def _nearest_out_of(around: set[str], clause: Clause) -> float:
    return max((score for id_, score in clause.in_talk if id_ not in around), default=0.0)


def _by_score(pair: tuple[str, float]) -> float:
    return -pair[1]


def _reason(clause: Clause, around: set[str], kb: KnowledgeBase) -> tuple[Fact, ...]:
    """ "Why was that post made?" in other words than the fact that tells what came before."""
    if not _ASKS_WHY.match(clause.text.lower()):
        return ()
    near = (kb.fact(id_) for id_, score in clause.in_talk if id_ in around and score >= _NEAR_IF_BARE)
    return tuple(fact for fact in near if _tells_why(fact))[:1]


def _speaks(clause: Clause, fact: Fact) -> bool:
    """Whether the words speak for the fact themselves, so far as they say anything: "who gives it" does not."""
    telling, own = telling_words(clause.text), clause.relevance(fact.id)
    if _THERE.search(clause.text.lower()) and own < _SURELY_OWN:
        return False
    nearest = own >= _NEAR_FIRST and clause.facts[0][0] == fact.id
    return not telling or own >= _OWN or nearest or any(_has(fact.statement, word) for word in telling)


def _nearest(found: Sequence[tuple[str, float]], pool: list[Fact]) -> tuple[Fact, ...]:
    """The fact of what was told that is nearest in meaning, where hardly one of other records is nearer."""
    held = {fact.id: fact for fact in pool}
    for place, (fact_id, score) in enumerate(found[:_LOOKED_AT]):
        if fact_id in held and score >= (_NEAR_FIRST if place == 0 else _NEAR):
            return (held[fact_id],)
    return ()


def answer_aspect(inquiry: Inquiry) -> Part:
    """Tell those facts."""
    kb, context = inquiry.kb, inquiry.context
    operations = [operation for subject in inquiry.subjects for operation in real_operations(kb, subject)]
    facts = aspect_facts(inquiry.clause, context, kb)
    if operations or not facts:
        naming = facts_naming(context, kb, operations or kb.operations.values())
        facts = (naming or facts_on_topic(context, kb, operations))[:_NAMED_AT_MOST]
    if not facts:
        return answer_unsure(inquiry.asked_as(FALLBACK))
    owners = dict.fromkeys(inquiry.kb.owner_of(fact.id).id for fact in facts)
    subjects = tuple(Subject("operation", id_) for id_ in owners if id_ in kb.operations)
    held = held_back(context, kb)
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=tuple(fact.statement for fact in facts),
        facts=facts,
        suggestions=inquiry.context.suggestions,
        subjects=subjects,
        listed=subjects if len(subjects) > 1 else (),
        more=tuple(fact.id for fact in held if fact not in facts),
    )


def _has(statement: str, word: str) -> bool:
    stem = word if len(word) < 6 else word[:5]
    return re.search(rf"\b{re.escape(stem)}", statement.lower()) is not None
