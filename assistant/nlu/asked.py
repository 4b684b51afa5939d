"""The ways of asking for facts as further training questions: the kind of each follows from its fact's field."""

from __future__ import annotations

from pathlib import Path

from assistant.nlu.facts import kind_of
from assistant.nlu.linking import Linker
from assistant.nlu.masking import mask
from assistant.nlu.names import read_names

#: Once names are masked, nothing of a question for a name tells it from "What was the mission?".
_A_NAME = "nz_operation_name"


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
    from assistant.knowledge.records import Operation, Term, Topic

    base = load(folder)
    linker = Linker(read_names(folder).names)
    owners: list[Operation | Topic | Term] = [
        *base.operations.values(),
        *base.topics.values(),
        *base.terms.values(),
    ]
    found = [
        (question, kind_of(fact.field, owner))
        for owner in owners
        for fact in owner.facts
        for question in fact.asked
        if fact.field != _A_NAME
    ]
    return [(mask(question, linker.entities(question)), kind) for question, kind in found]
