"""The medals of an operation: its own facts, then those on medals that name it, else what holds for all."""

from __future__ import annotations

import re

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import next_questions
from assistant.answers.inquiry import Inquiry, real_operations, subjects_of
from assistant.answers.policy import answer_policy
from assistant.knowledge.records import Fact, Operation

_TOPIC = "medals"
_TOLD_AT_MOST = 3


def answer_medal(inquiry: Inquiry) -> Part:
    """Which medal there is for the operations asked about."""
    operations = list(_operations(inquiry))
    facts = [fact for operation in operations for fact in operation.facts if _of_medals(fact)]
    facts = list(dict.fromkeys(facts)) or _naming(inquiry, operations)
    if not facts:
        return answer_policy(inquiry.about().asked_as(f"policy_{_TOPIC}"))
    told = inquiry.rank(facts)[:_TOLD_AT_MOST]
    owners = [operation for operation in operations if set(operation.facts) & set(told)] or operations[:1]
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=tuple(fact.statement for fact in told),
        facts=tuple(told),
        suggestions=next_questions(inquiry, owners[0]),
        subjects=subjects_of(owners[:1]),
    )


def _of_medals(fact: Fact) -> bool:
    return fact.field == "medal" or "medal" in fact.statement.lower()


def _operations(inquiry: Inquiry) -> dict[Operation, None]:
    """The operations of the subjects, the umbrellas among them first."""
    found: dict[Operation, None] = {}
    for subject in inquiry.subjects:
        if subject.kind == "operation":
            found[inquiry.kb.operations[subject.id]] = None
        found |= dict.fromkeys(real_operations(inquiry.kb, Subject(subject.kind, subject.id)))
    return found


def _naming(inquiry: Inquiry, operations: list[Operation]) -> list[Fact]:
    """Facts on medals that name one of the operations or the country it was in."""
    topic = inquiry.kb.topics.get(_TOPIC)
    names = {name for operation in operations for name in (*operation.aliases, operation.short_name)}
    names |= {inquiry.kb.places[code].name for operation in operations for code in operation.countries}
    pattern = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names)) or "$^")
    return [fact for fact in (topic.facts if topic else ()) if pattern.search(fact.statement)]
