"""Asking on about what was just told: "when was it made?", "when did that happen?", "which operations used it?"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answers.answer import Part, Subject
from assistant.answers.context import Context
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.answers.question import FALLBACK, NOT_ON_FILE, Clause
from assistant.answers.unsure import answer_unsure
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Fact, Operation, Term, Topic

#: No kind of its own in training, since only the conversation makes it a question.
ASPECT = "told_aspect"
_TOLD_AT_MOST = 2
_NAMED_AT_MOST = 4
_SHORT = 10
_STEM = 5
#: How far down the facts nearest to the question are looked through for one of what was told, and how near it must be.
_LOOKED_AT = 12
_NEAR_FIRST, _NEAR = 0.3, 0.5
#: How near it must be together with what was talked about.
_NEAR_IN_TALK = 0.62
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ASKS_TIME = re.compile(r"\b(?:when|what year|which year|since|until|till|how long|what date|start|end|ends|run)\b")
_ASKS_END = re.compile(r"\b(?:until|till|end|ends|ended|expire|expires|run|last|long)\b")
_ASKS_USE = re.compile(r"\b(?:used|invoked|applied|called (?:on|upon)|relied on|tested)\b")
_ASKS_NUMBER = re.compile(r"\b(?:how many|how much|what number|number of|hu many)\b")
_TELLS_NUMBER = re.compile(r"\b(?!(?:19|20)\d\d\b)\d[\d,]*\b")
_BARE_WHY = re.compile(
    r"\W*(?:(?:and|but|so|ok|okay|hm+|oh)\W+)*(?:wh?y|how come|what for|for what reason|how so)"
    r"(?: (?:is|was|are|were|did|do|does) (?:that|this|it|they|we)"
    r"(?: made| done| set up| created| needed| passed| started| introduced)?| not| so| exactly| though| that| then)*\W*"
)
_TELLS_WHY = re.compile(
    r"\b(?:since|because|so that|so it|as it|in order to|the reason|therefore|due to"
    r"|followed|to advance|to help|to keep)\b"
)
_TELLS_END = re.compile(r"\b(?:to|until|till|-|–|ran for|runs)\s*(?:\w+ )?(?:19|20)\d\d|\d{4}-\d{4}")
_NO_NEWS_WORDS = (
    "about also any are asked call called can could did does ever every exactly for from had has have how into"
    " made make many mean more much new not now one only operation operations other our people really same say"
    " says some still such tell than that the their them then there these they this those too under use used was"
    " were what when where which who whom whose why will with would year years you your zealand zealand's and all"
    " but its it's mission missions peace support thing things ones deal"
)
_NO_NEWS = frozenset(_NO_NEWS_WORDS.split())


def aspect_facts(clause: Clause, context: Context, kb: KnowledgeBase) -> tuple[Fact, ...]:
    """The facts of the last answer's records that the words ask for: by their dates, or by the words they share."""
    lowered = clause.text.lower()
    told, held = told_facts(context, kb), _held(context, kb)
    if _ASKS_TIME.search(lowered):
        dated = [fact for fact in (*told, *held) if _YEAR.search(fact.statement)]
        if _ASKS_END.search(lowered):
            dated = [fact for fact in dated if _TELLS_END.search(fact.statement)]
        if _ASKS_USE.search(lowered):
            dated = [fact for fact in dated if fact not in told] or dated
        return tuple(dict.fromkeys(dated))[:_TOLD_AT_MOST]
    if _BARE_WHY.fullmatch(lowered.strip()):
        return tuple(fact for fact in told if _TELLS_WHY.search(fact.statement.lower()))[:_TOLD_AT_MOST]
    words = {word for word in re.findall(r"[\w'āēīōū]{3,}", lowered) if word not in _NO_NEWS}
    if not words or len(lowered.split()) > _SHORT:
        return ()
    pool = list(dict.fromkeys([*told, *held]))
    scores = {fact.id: sum(_has(fact.statement, word) for word in words) for fact in pool}
    fitting = [fact for fact in pool if scores[fact.id] * 2 >= len(words) and scores[fact.id]]
    if fitting and len(fitting) * 2 <= max(len(pool), 2):
        return tuple(sorted(fitting, key=lambda fact: -scores[fact.id]))[:_TOLD_AT_MOST]
    if _ASKS_NUMBER.search(lowered):
        return tuple(fact for fact in told if _TELLS_NUMBER.search(fact.statement))[:1]
    if found := _nearest(clause.facts, pool):
        return found
    return found_in_talk(clause, context, kb) if clause.kind in (FALLBACK, NOT_ON_FILE, ASPECT) else ()


def found_in_talk(clause: Clause, context: Context, kb: KnowledgeBase) -> tuple[Fact, ...]:
    """The fact around what was told that is near to the words together with what was talked about."""
    near = clause.near_in_talk(_NEAR_IN_TALK)
    return tuple(fact for fact in facts_around(context, kb) if fact.id == near) if near else ()


def _nearest(found: Sequence[tuple[str, float]], pool: list[Fact]) -> tuple[Fact, ...]:
    """The fact of what was told that is nearest in meaning, where hardly one of other records is nearer."""
    held = {fact.id: fact for fact in pool}
    for place, (fact_id, score) in enumerate(found[:_LOOKED_AT]):
        if fact_id in held and score >= (_NEAR_FIRST if place == 0 else _NEAR):
            return (held[fact_id],)
    return ()


def facts_on_topic(context: Context, kb: KnowledgeBase, operations: Iterable[Operation]) -> tuple[Fact, ...]:
    """The facts of operations that hold a word of the topic told last: medals, veterans, training."""
    topics = {owner.id for fact in told_facts(context, kb) if isinstance(owner := kb.owner_of(fact.id), Topic)}
    kind = (context.kind or "").removeprefix("policy_")
    stems = {
        word[:_STEM] for id_ in ({kind} & set(kb.topics) or topics) for word in id_.split("_") if len(word) >= _STEM
    }
    facts = [fact for operation in operations for fact in operation.facts]
    return tuple(fact for fact in facts if any(stem in fact.statement.lower() for stem in stems))


def facts_naming(context: Context, kb: KnowledgeBase, records: Iterable[Operation | Topic]) -> tuple[Fact, ...]:
    """The facts of operations or topics that name the term told last: "which operations used it?"."""
    names = {
        name
        for fact in told_facts(context, kb)
        if isinstance(term := kb.owner_of(fact.id), Term) and not term.operation
        for name in (term.term, *term.aliases)
    }
    pattern = "|".join(rf"\b{re.escape(name)}\b" for name in names)
    facts = [fact for record in records for fact in record.facts]
    return tuple(fact for fact in facts if pattern and re.search(pattern, fact.statement, re.IGNORECASE))


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
    held = _held(context, kb)
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


def told_facts(context: Context, kb: KnowledgeBase) -> list[Fact]:
    """The facts of the last answer that the knowledge base still holds."""
    found = []
    for fact_id in context.facts:
        try:
            found.append(kb.fact(fact_id))
        except KeyError:
            continue
    return found


def facts_around(context: Context, kb: KnowledgeBase) -> list[Fact]:
    """The facts told, what else their topics and terms hold, and the facts of related topics."""
    told, held = told_facts(context, kb), _held(context, kb)
    topics = {owner.id for fact in (*told, *held) if isinstance(owner := kb.owner_of(fact.id), Topic)}
    related = {id_ for topic in topics for id_ in kb.topics[topic].related}
    return list(dict.fromkeys([*told, *held, *(fact for id_ in related for fact in kb.topics[id_].facts)]))


def _held(context: Context, kb: KnowledgeBase) -> list[Fact]:
    """What else the topics and terms of the last answer hold, and what topics say of a term told.

    A term also stands for the topic of the same name.
    """
    found: list[Fact] = []
    for fact in told_facts(context, kb):
        owner = kb.owner_of(fact.id)
        if isinstance(owner, Operation):
            continue
        for record in (owner, kb.topics.get(owner.id), kb.terms.get(owner.id)):
            found.extend(getattr(record, "facts", ()))
        if isinstance(owner, Term):
            found.extend(facts_naming(context, kb, kb.topics.values()))
    return list(dict.fromkeys(found))


def _has(statement: str, word: str) -> bool:
    stem = word if len(word) < 6 else word[:5]
    return re.search(rf"\b{re.escape(stem)}", statement.lower()) is not None
