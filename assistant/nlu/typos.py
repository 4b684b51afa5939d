"""Second pass of the linker: names with a slip of the finger, among the words that the exact pass left over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.nlu.encoder import load_tokenizer
from assistant.nlu.matching import Match, NameIndex
from assistant.nlu.text import Piece

_MAX_WORDS = 5
_ENDINGS = re.compile(r"(?:ers?|ors?|ed|ly|al|ists?|ive|ing|ment)$")
# Contractions without their apostrophe, and other spellings of the chat that are no slips.
NO_SLIPS = frozenset(
    {
        *("arent", "cant", "couldnt", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "hows", "isnt", "lets"),
        *("shouldnt", "thats", "theres", "theyre", "theyve", "wasnt", "werent", "whats", "whens", "wheres", "whos"),
        *("wont", "wouldnt", "youre", "youve", "gonna", "wanna", "gotta", "kinda", "thanx", "pls", "plz", "peeps"),
    }
)


def known_words() -> frozenset[str]:
    """Common English words: the whole words in the encoder's vocabulary. A word in it is taken as meant."""
    return frozenset(word for word in load_tokenizer().get_vocab() if len(word) > 2 and word.isalpha())


def slips_allowed(length: int, acronym: bool) -> int:
    """How many letters of a name of this length may be wrong."""
    if acronym:
        return 1 if length >= 5 else 0
    if length < 5:
        return 0
    if length < 8:
        return 1
    return 2 if length < 12 else 3


def _inflected(word: str, name: str) -> bool:
    """Whether a word is another form of the name, like 'peacekeepers' of 'peacekeeping', and no slip."""
    ending = _ENDINGS.search(word)
    return ending is not None and name.startswith(word[: ending.start()]) and ending.start() >= 4


class TypoIndex:
    """Finds names of which at least one word is misspelt and no word is a different English word."""

    def __init__(self, index: NameIndex, common: frozenset[str] | None = None) -> None:
        self._index = index
        self._common = known_words() if common is None else common
        self._phrases: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for phrase in index.known_keys:
            words = phrase.split()
            for word in set(words):
                self._phrases[len(words)][word].append(phrase)
        self._words = sorted(word for word in index.words if len(word) >= 4 and not word.isdigit())
        self._solid = {phrase.replace(" ", ""): phrase for phrase in index.known_keys if " " in phrase}

    def find(self, words: Sequence[Piece], taken: Iterable[Match]) -> list[Match]:
        """Matches among the pieces that no exact match covers; a span of several equally near names is left alone."""
        covered = {place for match in taken for place in range(match.first, match.last)}
        found: list[Match] = []
        for place, word in enumerate(words):
            if place in covered or not self._suspicious(word.text):
                continue
            match = self._best(words, place, covered)
            if match is not None:
                found.append(match)
                covered.update(range(match.first, match.last))
        return found

    def _suspicious(self, word: str) -> bool:
        if len(word) < 5 or not word.isalpha() or word in self._index.words:
            return False
        stem = word[:-1] if word[-1] == "s" else word
        return not ({word, stem} & self._common) and word not in NO_SLIPS

    def _best(self, words: Sequence[Piece], place: int, covered: set[int]) -> Match | None:
        near = self._near(words[place].text)
        options: list[tuple[float, int, Match]] = []
        solid = self._solid.get(words[place].text)
        if solid is not None:
            options.append((1.0, 9, Match(place, place + 1, self._index.by_key[solid], 0.95)))
        for candidate, _ in near:
            for length in range(1, _MAX_WORDS + 1):
                for phrase in self._phrases[length].get(candidate, ()):
                    match = self._aligned(words, place, phrase, candidate, covered)
                    if match is not None:
                        options.append((match.confidence, length, match))
        if not options:
            return None
        longest = max(length for _, length, _ in options)
        top = max(score for score, length, _ in options if length == longest)
        best = [match for score, length, match in options if length == longest and score == top]
        owners = {tuple((name.kind, name.id) for name in match.names) for match in best}
        return best[0] if len(owners) == 1 else None

    def _near(self, word: str) -> list[tuple[str, int]]:
        found = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=3, limit=12)
        return [
            (candidate, int(distance))
            for candidate, distance, _ in found
            if not _inflected(word, candidate)
            and 0 < distance <= slips_allowed(min(len(candidate), len(word) + 1), self._index.is_acronym(candidate))
            and (candidate[0] == word[0] or len(candidate) >= 7)
        ]

    def _aligned(
        self, words: Sequence[Piece], place: int, phrase: str, candidate: str, covered: set[int]
    ) -> Match | None:
        """The phrase laid over the words so that ``candidate`` falls on ``place``; every other word must fit."""
        parts = phrase.split()
        first = place - parts.index(candidate)
        last = first + len(parts)
        if first < 0 or last > len(words) or any(spot in covered for spot in range(first, last)):
            return None
        slips = 0
        for part, word in zip(parts, words[first:last], strict=True):
            if part == word.text:
                continue
            distance = OSA.distance(part, word.text)
            if not self._suspicious(word.text) or distance > slips_allowed(len(part), self._index.is_acronym(part)):
                return None
            slips += distance
        confidence = round(1.0 - slips / max(len(phrase), 1), 3)
        return Match(first, last, self._index.by_key[phrase], confidence)
