"""Facts as texts to search in, and their vectors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from spacy.lang.en.stop_words import STOP_WORDS

from assistant.knowledge.dates import MONTHS
from assistant.nlu.encoder import SentenceEncoder, Vectors
from assistant.nlu.text import key
from assistant.nlu.vector_store import encode_known, text_hash, write_vectors

#: What the words in common count beside the cosine.
WORDS_WEIGH = 0.3
#: A year or a figure in common counts more than a word.
NUMBERS_WEIGH = 2.0
_MONTHS = {month[:3].lower(): month.lower() for month in MONTHS}


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
    # What is known not to be on file is found by the ways people ask for it.
    found += [FactText(gap.id, asked) for gap in base.gaps.values() for asked in gap.asked]
    return found


def content_words(text: str) -> frozenset[str]:
    """The words that carry meaning, folded, with short names of months written out."""
    words = (_MONTHS.get(word, word) for word in key(text).split())
    return frozenset(word for word in words if word not in STOP_WORDS)


class FactSearch:
    """Facts with their vectors and their words.

    A fact's score for a question is the cosine of the two plus ``WORDS_WEIGH`` times the share of the question's words
    that the fact has, rare words counting more. Names, years and numbers, which the encoder blurs, count that way: on
    198 questions the right fact came first in 70 % instead of 63 %, among the first eight in 93 % instead of 91 %.
    """

    def __init__(self, facts: Sequence[FactText], vectors: Vectors) -> None:
        self._ids = [fact.id for fact in facts]
        self._hashes = [text_hash(fact.text) for fact in facts]
        self._vectors = vectors
        holding: dict[str, list[int]] = {}
        for place, fact in enumerate(facts):
            for word in set(key(fact.text).split()):
                holding.setdefault(word, []).append(place)
        self._holding = {word: np.array(places) for word, places in holding.items()}
        self._weights = {
            word: math.log((len(facts) + 1) / (len(places) + 0.5)) * (NUMBERS_WEIGH if word.isdecimal() else 1.0)
            for word, places in holding.items()
        }

    def __len__(self) -> int:
        return len(self._ids)

    @classmethod
    def build(cls, facts: Sequence[FactText], encoder: SentenceEncoder, known: dict[str, Vectors]) -> FactSearch:
        """Take vectors that are known by their text's hash and encode the rest."""
        vectors = encode_known([fact.text for fact in facts], encoder, known)
        return cls(facts, vectors)

    def top(self, vector: Vectors, text: str, limit: int) -> list[tuple[str, float]]:
        """Ids and scores of the facts nearest to a question, best first."""
        if not self._ids:
            return []
        scores = self._vectors @ vector + WORDS_WEIGH * self._overlaps(text)
        found: dict[str, float] = {}
        for place in np.argsort(-scores, kind="stable"):
            if len(found) == limit:
                break
            found.setdefault(self._ids[place], round(float(scores[place]), 4))
        return list(found.items())

    def _overlaps(self, text: str) -> Vectors:
        asked = {word: self._weights[word] for word in content_words(text) if word in self._weights}
        shares = np.zeros(len(self._ids), dtype=np.float32)
        total = sum(asked.values())
        for word, weight in asked.items():
            shares[self._holding[word]] += weight / total
        return shares

    def save(self, path: Path) -> None:
        """Write the vectors by hash of their text."""
        write_vectors(path, self._hashes, self._vectors)
