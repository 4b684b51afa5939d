"""Spelling: unknown words with a slip of the finger become the word of the training questions that was meant."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.nlu.text import fold, pieces
from assistant.nlu.typos import NO_SLIPS, known_words

SHORTEST = 4
# From this length on, two letters may be wrong.
LONG = 8
MOST_CORRECTED = 12
# So often a word of the training questions is no slip.
FREQUENT = 3
# A word that the training questions have this much oftener is meant, when a rare and uncommon one is a letter away.
FAR_OFTENER = 25
# A word so frequent in the training questions is likelier than a name as near.
COMMONPLACE = 100
# How much likelier the usual slips are, as a logarithm.
USUAL = 2.5

_WORD = re.compile(r"(?<![\w./@:])[a-zA-Z]{4,}(?![\w/@:]|\.\w)")
_SUFFIX = re.compile(r"(?:e?s|e?d|ing|ly|e?rs?|al|ist|ism)")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEXT = [(row[place], row[place + 1]) for row in _ROWS for place in range(len(row) - 1)]
_NEXT += [
    (upper[place + side], key) for upper, lower in pairwise(_ROWS) for place, key in enumerate(lower) for side in (0, 1)
]
_BESIDE = frozenset(pair for one, other in _NEXT for pair in (one + other, other + one))


class Speller:
    """Corrects words that are in no list towards those that questions are made of.

    Known, and never touched: common English, the words of names and facts, words of the training questions that are no
    slips themselves, words in capitals, with digits or of fewer than ``SHORTEST`` letters. A word as near to a name as
    to any other word is left to the linker.
    """

    def __init__(self, frequent: Mapping[str, int], names: Iterable[str], common: frozenset[str] | None = None) -> None:
        """``frequent``: folded words of questions and facts with how often they occur; ``names``: words of names."""
        self._common = known_words() if common is None else common
        self._names = frozenset(names)
        self._frequent = dict(frequent)
        self._targets: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._frequent):
            if len(word) >= SHORTEST and (word in self._common or self._frequent[word] >= FREQUENT):
                self._targets[word[0]].append(word)
        self._common_words: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._common):
            if len(word) > SHORTEST and word not in self._frequent:
                self._common_words[word[0]].append(word)
        self._name_words: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._names - self._common):
            if len(word) >= SHORTEST and word.isalpha():
                self._name_words[word[0]].append(word)
        self.word = lru_cache(maxsize=4096)(self._correct)

    @classmethod
    def learn(cls, questions: Iterable[str], facts: Iterable[str], names: Iterable[str]) -> Speller:
        """From the training questions, the statements of facts (they count once each) and the names."""
        words = Counter(piece.text for text in questions for piece in pieces(text) if piece.text.isalpha())
        for word in {piece.text for text in facts for piece in pieces(text) if piece.text.isalpha()}:
            words[word] = max(words[word], FREQUENT)
        return cls(words, (piece.text for name in names for piece in pieces(name)))

    def as_dict(self) -> dict[str, Any]:
        """What ``from_dict`` reads, as JSON data."""
        return {"words": self._frequent, "names": sorted(self._names)}

    @classmethod
    def from_dict(cls, record: Mapping[str, Any]) -> Speller:
        """Rebuild from what ``as_dict`` gave."""
        return cls(record["words"], record["names"])

    def correct(self, text: str) -> str:
        """The text with its slips corrected; one with several words that resemble none is not in English."""
        words = [fold(match.group()) for match in _WORD.finditer(text)]
        slips = sum(self.word(word) is not None for word in words)
        if not slips or sum(self._foreign(word) for word in words) >= max(2, slips):
            return text
        corrected, position, left = [], 0, MOST_CORRECTED
        for match in _WORD.finditer(text):
            written = match.group()
            if left == 0 or written[1:] != written[1:].lower():
                continue
            meant = self.word(fold(written))
            if meant is None:
                continue
            left -= 1
            corrected += [text[position : match.start()], _capital(written, meant)]
            position = match.end()
        return "".join([*corrected, text[position:]])

    def _known(self, word: str) -> bool:
        stem = word[:-1] if word[-1] == "s" else word
        return any(each in self._common or each in self._names for each in (word, stem)) or word in NO_SLIPS

    def _foreign(self, word: str) -> bool:
        return self.word(word) is None and not self._known(word) and self._frequent.get(word, 0) < FREQUENT

    def _correct(self, word: str) -> str | None:
        """The word that was meant, or none when it is as it should be or cannot be told."""
        own = self._frequent.get(word, 0)
        if self._known(word):
            return None
        best = self._nearest(word)
        if best is None:
            return None
        meant, distance = best
        if own and (distance > 1 or self._frequent.get(meant, 0) < FAR_OFTENER * own):
            return None
        return meant

    def _nearest(self, word: str) -> tuple[str, int] | None:
        limit = 2 if len(word) >= LONG else 1
        found = self._near(word, self._targets, limit)
        if not found:
            rare = self._near(word, self._common_words, 1)
            found = [(target, step) for target, step in rare if _usual_slip(word, target)]
        if len(word) == SHORTEST:
            # So many short words are a letter apart that only a letter left out or swapped counts.
            found = [(target, step) for target, step in found if len(target) > len(word) or _swapped(word, target)]
        if not found:
            return None
        distance = min(step for _, step in found)
        nearest = [target for target, step in found if step == distance]
        meant = max(nearest, key=lambda target: self._likelihood(word, target))
        names = {name for name, _ in self._near(word, self._name_words, distance)}
        if names - {meant} and self._frequent.get(meant, 0) < COMMONPLACE:
            return None
        return meant, distance

    def _near(self, word: str, lists: Mapping[str, list[str]], limit: int) -> list[tuple[str, int]]:
        words = lists.get(word[0], [])
        found = process.extract(word, words, scorer=OSA.distance, score_cutoff=limit, limit=None)
        if word[1] != word[0]:
            swapped = word[1] + word[0] + word[2:]
            found += [(other, 1, 0) for other in lists.get(word[1], []) if other == swapped]
        return [(other, int(step)) for other, step, _ in found if not _inflected(word, other)]

    def _likelihood(self, word: str, target: str) -> float:
        return math.log(self._frequent.get(target, 0) + 1) + (USUAL if _usual_slip(word, target) else 0.0)


def _usual_slip(word: str, target: str) -> bool:
    """A letter left out, doubled, swapped with the next, or hit on the key beside it."""
    if len(word) < len(target):
        return True
    if len(word) > len(target):
        doubled = [place for place, (one, other) in enumerate(pairwise(word)) if one == other]
        return any(word[:place] + word[place + 1 :] == target for place in doubled)
    wrong = [place for place, (one, other) in enumerate(zip(word, target, strict=True)) if one != other]
    return (len(wrong) == 1 and word[wrong[0]] + target[wrong[0]] in _BESIDE) or _swapped(word, target)


def _swapped(word: str, target: str) -> bool:
    return sorted(word) == sorted(target)


def _inflected(word: str, other: str) -> bool:
    """Whether one is the other with an ending, and so no slip."""
    short, long = sorted((word, other), key=len)
    return long.startswith(short) and _SUFFIX.fullmatch(long[len(short) :]) is not None


def _capital(written: str, meant: str) -> str:
    return meant[0].upper() + meant[1:] if written[0].isupper() else meant
