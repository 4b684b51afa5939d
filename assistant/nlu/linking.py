"""Linking without Rasa: text in, entities out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.nlu.matching import Match, NameIndex
from assistant.nlu.names import LinkedName
from assistant.nlu.text import Piece, pieces
from assistant.nlu.typos import TypoIndex

EXTRACTOR = "KnowledgeLinker"


class Linker:
    """Exact names first, then names with a slip of the finger among what is left."""

    def __init__(self, names: Iterable[LinkedName], *, typos: bool = True) -> None:
        self._index = NameIndex(names)
        self._typos = TypoIndex(self._index) if typos else None

    def entities(self, text: str) -> list[dict[str, Any]]:
        """Entities of a text in its order; an ambiguous name gives several over the same span."""
        words = pieces(text)
        exact = self._index.find(text, words)
        slips = self._typos.find(words, exact) if self._typos else []
        found = sorted([*exact, *slips], key=lambda match: match.first)
        return [entity for match in found for entity in _entities(text, words, match)]


def _entities(text: str, words: list[Piece], match: Match) -> list[dict[str, Any]]:
    start, end = words[match.first].start, words[match.last - 1].end
    return [
        {
            "entity": name.kind,
            "value": name.id,
            "start": start,
            "end": end,
            "text": text[start:end],
            "confidence": match.confidence,
            "extractor": EXTRACTOR,
        }
        for name in match.names
    ]
