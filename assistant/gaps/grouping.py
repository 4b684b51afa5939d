"""Misses that ask the same, in groups: the biggest first."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import numpy as np

from assistant.gaps.collect import Miss
from assistant.nlu.encoder import SentenceEncoder, Vectors

#: Cosine from which two questions ask the same. Of pairs tried, paraphrases lay at 0.74 and above, other questions
#: about the same operation at 0.63 and below.
ALIKE = 0.7
#: Distinct questions that are compared; the newest, where there are more.
MOST = 2000

_lock = Lock()


@dataclass(frozen=True)
class Group:
    """Questions that ask the same. ``question`` is the one asked most often; ``others`` say it in other words."""

    question: str
    others: tuple[str, ...]
    misses: tuple[Miss, ...]

    @property
    def count(self) -> int:
        """How often it was asked."""
        return len(self.misses)

    @property
    def unanswered(self) -> int:
        """How often there was no answer."""
        return sum(miss.why == "unanswered" for miss in self.misses)

    @property
    def down(self) -> int:
        """How often the answer was no good."""
        return sum(miss.why == "down" for miss in self.misses)

    @property
    def channels(self) -> tuple[str, ...]:
        """Where it was asked."""
        return tuple(sorted({miss.channel for miss in self.misses}))

    @property
    def reasons(self) -> tuple[str, ...]:
        """What people said was wrong or missing."""
        return tuple(dict.fromkeys(miss.reason for miss in self.misses if miss.reason))

    @property
    def key(self) -> str:
        """A name for the group that stays while its questions do: it is that of the question first asked."""
        return key_of(min(self.misses, key=lambda miss: miss.at).question)

    def holds(self, key: str) -> bool:
        """Whether a key belongs to one of its questions."""
        return any(key_of(miss.question) == key for miss in self.misses)


def key_of(question: str) -> str:
    """A short name for a question."""
    return hashlib.sha256(_folded(question).encode()).hexdigest()[:16]


def group(misses: Sequence[Miss], alike: float = ALIKE) -> list[Group]:
    """Groups of misses, the biggest first; of equal ones, the one asked last."""
    by_words: dict[str, list[Miss]] = {}
    for miss in misses:
        by_words.setdefault(_folded(miss.question), []).append(miss)
    # the most asked first: it becomes the middle of its group
    distinct = sorted(by_words.values(), key=lambda same: (-len(same), same[0].at))
    if len(distinct) > MOST:
        newest = sorted(distinct, key=lambda same: -same[-1].at)[:MOST]
        distinct = [same for same in distinct if same in newest]
    if not distinct:
        return []
    groups = _gather(distinct, _encode([same[0].question for same in distinct]), alike)
    made = [_group(members) for members in groups]
    return sorted(made, key=lambda each: (-each.count, -max(miss.at for miss in each.misses)))


def _gather(distinct: Sequence[list[Miss]], vectors: Vectors, alike: float) -> list[list[list[Miss]]]:
    """Each question joins the group whose middle is nearest, if near enough, else becomes the middle of its own."""
    middles: list[int] = []
    groups: list[list[list[Miss]]] = []
    for place, same in enumerate(distinct):
        if middles:
            nearness = vectors[middles] @ vectors[place]
            best = int(np.argmax(nearness))
            if nearness[best] >= alike:
                groups[best].append(same)
                continue
        middles.append(place)
        groups.append([same])
    return groups


def _group(members: Sequence[list[Miss]]) -> Group:
    misses = sorted((miss for same in members for miss in same), key=lambda miss: miss.at)
    spellings = [Counter(miss.question for miss in same).most_common(1)[0][0] for same in members]
    return Group(spellings[0], tuple(spellings[1:]), tuple(misses))


def _folded(question: str) -> str:
    return " ".join(question.casefold().rstrip(" ?!.").split())


def _encode(questions: Sequence[str]) -> Vectors:
    with _lock:
        return _encoder().encode(questions)


@lru_cache(maxsize=1)
def _encoder() -> SentenceEncoder:
    """An encoder of its own: the one that serves questions is not to be used from two threads."""
    return SentenceEncoder()
