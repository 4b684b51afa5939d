"""The ways of asking for facts as further training questions: the kind of each follows from its fact's field."""

from __future__ import annotations

from pathlib import Path

from assistant.nlu.linking import Linker
from assistant.nlu.masking import mask
from assistant.nlu.names import read_names

#: Fields whose kind of question is not called after them.
_KINDS = {"mandate_expiry": "operation_end", "summary": "operation_overview", "medal": "policy_medals"}


def asked_questions(folder: Path | None) -> list[tuple[str, str]]:
    """(masked question, kind) for every way of asking on file, of facts about operations, policy and terms.

    They ask for details, which the questions in data/nlu seldom do: without them a detail on file looks like one
    that is not.

    Raises:
        KnowledgeError: the knowledge base does not load.
    """
    if folder is None:
        return []
    from assistant.knowledge.loader import load

    base = load(folder)
    linker = Linker(read_names(folder).names)
    found = [
        (question, _KINDS.get(fact.field, f"operation_{fact.field}"))
        for operation in base.operations.values()
        for fact in operation.facts
        for question in fact.asked
    ]
    found += [
        (question, f"policy_{topic.id}")
        for topic in base.topics.values()
        for fact in topic.facts
        for question in fact.asked
    ]
    found += [
        (question, "define_term") for term in base.terms.values() for fact in term.facts for question in fact.asked
    ]
    return [(mask(question, linker.entities(question)), kind) for question, kind in found]
