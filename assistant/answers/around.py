"""What lies around the last answer: the facts told, what their records hold back, and records related to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answers.context import Context
from assistant.answers.question import Clause
from assistant.knowledge.answer_types import STEM
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Agency, Fact, Operation, Term, Topic


def topics_of(facts: Iterable[Fact], kb: KnowledgeBase) -> set[str]:
    """The ids of the topics that facts are of."""
    return {owner.id for fact in facts if isinstance(owner := kb.owner_of(fact.id), Topic)}


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
    """The facts told, what else their records hold, and those of related topics, of terms and of agencies named.

    A topic is related to another if either names the other.
    """
    told, held = told_facts(context, kb), held_back(context, kb)
    topics = topics_of((*told, *held), kb)
    near = [other for other in kb.topics.values() if any(other.id in kb.topics[id_].related for id_ in topics)]
    near += [other for other in kb.topics.values() if topics & set(other.related)]
    related = [fact for topic in near for fact in topic.facts]
    said = " ".join(fact.statement for fact in told)
    named = [fact for term in kb.terms.values() if _named_in(term, said) for fact in term.facts]
    of_agencies = [fact for agency in agencies_in(told, kb) for fact in agency.facts]
    return list(dict.fromkeys([*told, *held, *related, *named, *of_agencies]))


def facts_of_told_topics(context: Context, kb: KnowledgeBase) -> list[Fact]:
    """The facts told, all those of the topics that they are of, and the short answers of these topics."""
    told = told_facts(context, kb)
    topics = [
        kb.topics[id_]
        for id_ in (*topics_of(told, kb), (context.kind or "").removeprefix("policy_"))
        if id_ in kb.topics
    ]
    led = [kb.fact(id_) for topic in topics for id_ in topic.lead]
    return list(dict.fromkeys([*told, *(fact for topic in topics for fact in topic.facts), *led]))


def agencies_in(facts: Iterable[Fact], kb: KnowledgeBase) -> list[Agency]:
    """The agencies that facts name, in the order of their names' first places."""
    said = " ".join(fact.statement for fact in facts)
    places = {
        agency.id: said.find(name)
        for agency in kb.agencies.values()
        for name in (agency.short_name.removeprefix("the "), agency.name)
        if name in said
    }
    return [kb.agencies[id_] for id_ in sorted(places, key=lambda id_: places[id_])]


def _named_in(term: Term, text: str) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) for name in (term.term, *term.aliases))


def held_back(context: Context, kb: KnowledgeBase) -> list[Fact]:
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


def facts_naming_its_places(clause: Clause, context: Context, kb: KnowledgeBase) -> tuple[Fact, ...]:
    """The facts of the policy told that name the places which the clause names, the nearest first."""
    places = [kb.places[name.id] for name in clause.names if name.kind == "place"]
    if not places or any(name.kind in ("operation", "un_mission") for name in clause.names):
        return ()
    names = [name for place in places for name in (place.name, *place.aliases, *place.demonyms) if name]
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))
    naming = [fact for fact in facts_of_told_topics(context, kb) if pattern.search(fact.statement)]
    return tuple(sorted(naming, key=lambda fact: -clause.relevance(fact.id)))


def facts_on_topic(context: Context, kb: KnowledgeBase, operations: Iterable[Operation]) -> tuple[Fact, ...]:
    """The facts of operations that hold a word of the topic told last: medals, veterans, training."""
    topics = topics_of(told_facts(context, kb), kb)
    kind = (context.kind or "").removeprefix("policy_")
    stems = {word[:STEM] for id_ in ({kind} & set(kb.topics) or topics) for word in id_.split("_") if len(word) >= STEM}
    facts = [fact for operation in operations for fact in operation.facts]
    return tuple(fact for fact in facts if any(stem in fact.statement.lower() for stem in stems))
