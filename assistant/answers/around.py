"""What lies around the last answer: the facts told, what their records hold back, and records related to them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answers.context import Context
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Agency, Fact, Operation, Term, Topic


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
    """The facts told, what else their records hold, and those of related topics, of terms and of agencies named."""
    told, held = told_facts(context, kb), held_back(context, kb)
    topics = {owner.id for fact in (*told, *held) if isinstance(owner := kb.owner_of(fact.id), Topic)}
    related = [fact for topic in topics for id_ in kb.topics[topic].related for fact in kb.topics[id_].facts]
    said = " ".join(fact.statement for fact in told)
    named = [fact for term in kb.terms.values() if _named_in(term, said) for fact in term.facts]
    of_agencies = [fact for agency in agencies_in(told, kb) for fact in agency.facts]
    return list(dict.fromkeys([*told, *held, *related, *named, *of_agencies]))


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
