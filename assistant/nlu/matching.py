"""Exact look-up of names in a text, blind to case, macrons, punctuation and possessive endings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from assistant.nlu.names import LinkedName
from assistant.nlu.text import Piece, joined, key

# Spellings of these names are also plain English words: they count only when written in capitals.
_CAPITALS_ONLY = frozenset(
    {
        *(
            "aid",
            "am",
            "an",
            "arm",
            "art",
            "as",
            "at",
            "be",
            "can",
            "cap",
            "car",
            "dose",
            "east",
            "fact",
            "for",
            "fund",
        ),
        *("go", "had", "has", "hat", "he", "her", "his", "how", "if", "in", "is", "it", "its", "let", "may", "me"),
        *("met", "mine", "mission", "must", "my", "net", "no", "not", "now", "of", "off", "on", "one", "or", "our"),
        *("out", "own", "pen", "pet", "see", "she", "sir", "smart", "so", "the", "to", "too", "up", "us", "use"),
        *("via", "was", "way", "we", "were", "west", "what", "when", "who", "why", "will", "you"),
    }
)
_NEVER = frozenset({"nz", "new zealand", "aotearoa", "aotearoa new zealand", "new zealander", "new zealanders", "kiwi"})


@dataclass(frozen=True)
class Match:
    """A run of pieces ``first`` to ``last`` (exclusive) that names records."""

    first: int
    last: int
    names: tuple[LinkedName, ...]
    confidence: float = 1.0


class NameIndex:
    """Names by key, and a spaCy matcher that finds all keys in one pass."""

    def __init__(self, names: Iterable[LinkedName]) -> None:
        self.by_key: dict[str, tuple[LinkedName, ...]] = {}
        self._acronyms: set[str] = set()
        for name in names:
            for spelling in _spellings(name.text):
                if spelling in _NEVER or not spelling:
                    continue
                known = self.by_key.get(spelling, ())
                if all((other.kind, other.id) != (name.kind, name.id) for other in known):
                    self.by_key[spelling] = (*known, name)
            if name.text.isupper() and " " not in name.text:
                self._acronyms.add(key(name.text))
        self.words = frozenset(word for phrase in self.by_key for word in phrase.split())
        self.known_keys = tuple(self.by_key)
        self._add_plurals()
        self._known_words = frozenset(word for phrase in self.by_key for word in phrase.split())
        self._vocab = spacy.blank("en").vocab
        self._matcher = PhraseMatcher(self._vocab, attr="ORTH")
        self._matcher.add("NAME", [Doc(self._vocab, words=phrase.split()) for phrase in self.by_key])

    def is_acronym(self, phrase: str) -> bool:
        """Whether a key is written in capitals throughout, like RAMSI."""
        return phrase in self._acronyms

    def find(self, text: str, words: Sequence[Piece]) -> list[Match]:
        """Names in a text, longest first where they overlap, in the order of the text."""
        if not words:
            return []
        # Words of no name are not told apart, so that spaCy's vocabulary does not grow with every message.
        doc = Doc(self._vocab, words=[word.text if word.text in self._known_words else "_" for word in words])
        spans = [(first, last) for _, first, last in self._matcher(doc)]
        allowed = (span for span in spans if self._allowed(text, words[span[0] : span[1]]))
        return [Match(first, last, self.by_key[joined(words[first:last])]) for first, last in _longest(allowed)]

    def _allowed(self, text: str, words: Sequence[Piece]) -> bool:
        if len(words) > 1 or words[0].text not in _CAPITALS_ONLY:
            return True
        return text[words[0].start : words[0].end].isupper() and not text.isupper()

    def _add_plurals(self) -> None:
        """``RAMSIs`` for ``RAMSI's``: the apostrophe is often left out."""
        for phrase, names in list(self.by_key.items()):
            if len(phrase) >= 4 and phrase[-1] != "s" and phrase not in _CAPITALS_ONLY:
                self.by_key.setdefault(f"{phrase}s", names)


def _spellings(text: str) -> Iterator[str]:
    phrase = key(text)
    yield phrase
    if phrase.startswith("the "):
        yield phrase[4:]


def _longest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    for first, last in sorted(set(spans), key=lambda span: (span[0] - span[1], span[0])):
        if all(last <= begin or first >= end for begin, end in taken):
            taken.append((first, last))
    return sorted(taken)
