"""The operation whose facts hold a name said in a question: a village, a camp, a person, a ship."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answers.answer import Subject
from assistant.answers.question import Clause
from assistant.answers.topical import GENERAL
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.dates import MONTHS

_WORD = re.compile(r"[A-Za-zĀ-ž'’-]{4,}")
#: A capital within a sentence makes a name.
_NAME = re.compile(r"(?<=[a-z0-9,;:)] )[A-ZĀĒĪŌŪ][A-Za-zĀ-ž’-]{3,}")
#: What more operations than these have in their facts tells none of them from the others.
_FEW = 3
_HARDLY = 0.03


def owner_of_a_name(clause: Clause, kb: KnowledgeBase) -> Subject | None:
    """The operation that a name in the question points to, where hardly a fact is nearer than the one with the name."""
    names = _NAMES.of(kb)
    said = {word.lower() for word in _WORD.findall(clause.text)} - GENERAL
    found = [fact_id for word in said for fact_id in names.get(word, ())]
    if not found:
        return None
    nearest = max(found, key=clause.relevance)
    behind = clause.facts[0][1] - clause.relevance(nearest) if clause.facts else 1.0
    return Subject("operation", kb.owner_of(nearest).id) if behind <= _HARDLY else None


class _Names:
    """The names in the facts of one knowledge base, gathered once."""

    def __init__(self) -> None:
        self._by_version: dict[str, Mapping[str, tuple[str, ...]]] = {}

    def of(self, kb: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
        """Each name, in lower case, with the facts that hold it; only what a few operations have."""
        if kb.version not in self._by_version:
            self._by_version = {kb.version: _gathered(kb)}
        return self._by_version[kb.version]


def _gathered(kb: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    statements = [fact.statement for owner in kb.owners() for fact in owner.facts]
    plain = {word for statement in statements for word in re.findall(r"\b[a-z]{4,}\b", statement)}
    known = {word.lower() for text in _linked(kb) for word in _WORD.findall(text)} | {m.lower() for m in MONTHS}
    found: dict[str, list[str]] = {}
    for operation in kb.operations.values():
        for fact in operation.facts:
            for word in {match.lower() for match in _NAME.findall(fact.statement)} - plain - known:
                found.setdefault(word, []).append(fact.id)
    return {word: tuple(ids) for word, ids in found.items() if len({kb.owner_of(id_).id for id_ in ids}) <= _FEW}


def _linked(kb: KnowledgeBase) -> list[str]:
    """Names that the pipeline links by itself."""
    texts = [text for place in kb.places.values() for text in (place.name, *place.aliases, *place.demonyms)]
    texts += [text for agency in kb.agencies.values() for text in (agency.name, *agency.aliases)]
    texts += [text for term in kb.terms.values() for text in (term.term, *term.aliases)]
    return texts


_NAMES = _Names()
