"""Everything one answer is made from: the clause asked, what it is about, the knowledge base, the wording, the day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from assistant.answers.answer import Subject
from assistant.answers.context import Context
from assistant.answers.filters import Filters
from assistant.answers.question import Clause
from assistant.answers.wording import Wording
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Fact, Operation

#: Words that carry no news when two sentences are compared.
_PLAIN_WORDS = (
    "a an the of in on at to for from by with and or as it its is was were are be been has had have that this which who"
    " new zealand nz zealand's about people personnel operation mission part began ended started"
)
_PLAIN = frozenset(_PLAIN_WORDS.split())


@dataclass(frozen=True)
class Told:
    """What was found to say about one thing: sentences (the first answers), their facts, caveats, leftovers."""

    sentences: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    caveats: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inquiry:
    """One clause under way to its answer."""

    kb: KnowledgeBase
    wording: Wording
    today: date
    clause: Clause
    context: Context
    subjects: tuple[Subject, ...] = ()
    filters: Filters = field(default_factory=Filters)
    echo: str | None = None

    def say(self, template: str, /, **values: Any) -> str:
        """Fill in a template of the domain."""
        return self.wording.say(template, self.context.turn, **values)

    def about(self, *subjects: Subject) -> Inquiry:
        """The same question about other subjects."""
        return replace(self, subjects=subjects)

    def asked_as(self, kind: str) -> Inquiry:
        """The same words as another kind of question."""
        return replace(self, clause=self.clause.as_kind(kind))

    def rank(self, facts: Iterable[Fact]) -> list[Fact]:
        """Facts in the order of their nearness to the question; those not among the nearest keep their order."""
        return sorted(facts, key=lambda fact: -self.clause.relevance(fact.id))


def adds_to(told: str, statement: str, words: int = 3) -> bool:
    """Whether a statement has at least so many words of content that the text before it has not."""
    known = set(_words(told))
    return sum(1 for word in set(_words(statement)) if word not in known) >= words


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"[\wāēīōūĀĒĪŌŪ'-]+", text.lower()) if word not in _PLAIN]


def without_repeats(told: Sequence[str], facts: Iterable[Fact], limit: int) -> list[Fact]:
    """The first facts, at most ``limit``, each of which adds something to what is told before it."""
    chosen: list[Fact] = []
    text = " ".join(told)
    for fact in facts:
        if len(chosen) == limit:
            break
        if adds_to(text, fact.statement):
            chosen.append(fact)
            text += " " + fact.statement
    return chosen


def real_operations(kb: KnowledgeBase, subject: Subject) -> list[Operation]:
    """The operations, without umbrellas, that a subject stands for, oldest first."""
    if subject.kind == "operation":
        operation = kb.operations[subject.id]
        if operation.category != "umbrella":
            return [operation]
        return list(kb.parts_of(operation.id))
    if subject.kind == "place":
        found = [operation for operation in kb.operations_in(subject.id) if operation.category != "umbrella"]
        return sorted(found, key=lambda operation: operation.start.date if operation.start else "9999")
    return []


def subjects_of(operations: Iterable[Operation]) -> tuple[Subject, ...]:
    """The operations as subjects."""
    return tuple(Subject("operation", operation.id) for operation in operations)


def sentence_case(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
