"""Facts for a question that leans on the conversation: "and during the Pacific Games?" holds no name to search by."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.answer import Subject
from assistant.answers.detail import facts_in_talk
from assistant.answers.inquiry import real_operations
from assistant.answers.pointed import ADDS
from assistant.answers.question import Clause
from assistant.answers.topical import GENERAL
from assistant.knowledge.answer_types import STEM
from assistant.knowledge.base import KnowledgeBase

#: A fact that holds all telling words of the question scores as if its meaning were this near.
_FULL = 0.86
#: With a smaller share of the words than this it does not count.
_SHARE = 0.6
#: By this the nearness of a fact to a question that leans on the conversation is divided to be a score like the others.
_SCALE = 1.8


def speaks_in_talk(clause: Clause, subjects: tuple[Subject, ...], kb: KnowledgeBase) -> bool:
    """Whether the fact nearest in what was talked about is near, and one of these subjects."""
    fact_id = clause.near_in_talk(ADDS)
    if fact_id is None:
        return False
    owner = kb.owner_of(fact_id).id
    return any(operation.id == owner for subject in subjects for operation in real_operations(kb, subject))


def with_facts_of(clause: Clause, subjects: tuple[Subject, ...], kb: KnowledgeBase) -> Clause:
    """The clause, with facts of the subjects added that its words find; as it is where it names them itself.

    They are found by meaning, with the name of what was talked about before them, or by the telling words they hold.
    """
    named = {(name.kind, name.id) for name in clause.names}
    leant_on = [subject for subject in subjects if (subject.kind, subject.id) not in named]
    words = {word[:STEM] for word in re.findall(r"[a-zāēīōū]{4,}|\d{4}", clause.text.lower()) if word not in GENERAL}
    if not leant_on:
        return clause
    scores = dict(clause.facts)
    in_talk = {fact.id: near for fact, near in facts_in_talk(clause, tuple(leant_on), kb)}
    for subject in leant_on:
        for operation in real_operations(kb, subject):
            for fact in operation.facts:
                scores[fact.id] = max(scores.get(fact.id, 0.0), in_talk[fact.id] / _SCALE if clause.in_talk else 0.0)
                if not words:
                    continue
                told = fact.statement.lower()
                share = sum(word in told for word in words) / len(words)
                if share >= _SHARE:
                    scores[fact.id] = max(scores.get(fact.id, 0.0), _FULL * share)
    return replace(clause, facts=tuple(sorted(scores.items(), key=lambda pair: -pair[1])))
