"""The ways of asking for facts as further training questions: the kind of each follows from its fact's field."""

from __future__ import annotations

from pathlib import Path

from assistant.nlu.fact_kinds import asked_of
from assistant.nlu.linking import Linker
from assistant.nlu.masking import mask
from assistant.nlu.names import read_names


def asked_questions(folder: Path | None) -> list[tuple[str, str]]:
    """(masked question, kind) for every way of asking that is learnt.

    They ask for details, which the questions in data/nlu seldom do: without them a detail on file looks like one
    that is not.

    Raises:
        KnowledgeError: the knowledge base does not load.
    """
    if folder is None:
        return []
    from assistant.knowledge.loader import load

    linker = Linker(read_names(folder).names)
    return [(mask(question, linker.entities(question)), kind) for question, kind in asked_of(load(folder))]
