"""Facts as texts to search in, and their vectors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.nlu.encoder import SentenceEncoder, Vectors
from assistant.nlu.text import key
from assistant.nlu.vector_store import encode_known, text_hash, write_vectors


@dataclass(frozen=True)
class FactText:
    """A fact's id and the sentence that stands for it in the search."""

    id: str
    text: str


def fact_texts(folder: Path | None) -> list[FactText]:
    """The statements of all facts, with the owner's short name put in front where a statement does not say it.

    Raises:
        KnowledgeError: the knowledge base does not load.
    """
    if folder is None:
        return []
    from assistant.knowledge.loader import load

    base = load(folder)
    found = []
    for owner in base.owners():
        name = str(getattr(owner, "short_name", None) or getattr(owner, "term", ""))
        for fact in owner.facts:
            told = f" {key(fact.statement)} "
            missing = name and f" {key(name)} " not in told
            found.append(FactText(fact.id, f"{name}: {fact.statement}" if missing else fact.statement))
    return found


class FactSearch:
    """Facts with their vectors."""

    def __init__(self, facts: Sequence[FactText], vectors: Vectors) -> None:
        self._ids = [fact.id for fact in facts]
        self._hashes = [text_hash(fact.text) for fact in facts]
        self._vectors = vectors

    def __len__(self) -> int:
        return len(self._ids)

    @classmethod
    def build(cls, facts: Sequence[FactText], encoder: SentenceEncoder, known: dict[str, Vectors]) -> FactSearch:
        """Take vectors that are known by their text's hash and encode the rest."""
        vectors = encode_known([fact.text for fact in facts], encoder, known)
        return cls(facts, vectors)

    def top(self, vector: Vectors, limit: int) -> list[tuple[str, float]]:
        """Ids and cosines of the facts nearest to a vector, best first."""
        if not self._ids:
            return []
        cosines = self._vectors @ vector
        best = np.argpartition(-cosines, min(limit, len(cosines) - 1))[:limit]
        ordered = best[np.argsort(-cosines[best], kind="stable")]
        return [(self._ids[place], round(float(cosines[place]), 4)) for place in ordered]

    def save(self, path: Path) -> None:
        """Write the vectors by hash of their text."""
        write_vectors(path, self._hashes, self._vectors)
