"""How likely the facts on file answer a question at all: from the facts found, the kinds, and words neither knows.

A search always finds something. "What did the cooks in Bamyan earn?" finds the facts on Bamyan, and its kind may be
sure, yet "cooks" and "earn" stand in no fact and in no question of that kind. A logistic regression weighs such signs.
``python -m evaluation.answerability`` fits it anew.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.knowledge.answer_types import STEM, ordinary_words
from assistant.nlu.fact_fit import Holding, signs_of_fit, stems
from assistant.nlu.facts import FactText
from assistant.nlu.properties import FACTS, NEAREST
from assistant.settings import ROOT

WEIGHTS = ROOT / "data" / "answerability" / "weights.json"
#: The kind of questions on details that no page on file gives.
NOT_ON_FILE = "not_on_file"
#: A word belongs to a kind of question when so many of its training questions have it.
OFTEN = 2
_NEAREST = 5
_NO_GAP = 0.2
#: So many kinds are looked at, in fitting as in use, however many the ranking has.
_RANKED = 5
_EVERYWHERE_WORDS = (
    "new zealand zealanders kiwi kiwis people soldiers troops peacekeepers personnel mission missions operation"
    " operations deployment deployments exact exactly total number name names long big large country countries"
    " year years many much"
)
_EVERYWHERE = frozenset(word[:STEM] for word in _EVERYWHERE_WORDS.split())


@dataclass(frozen=True)
class Asked:
    """A question as the pipeline has read it: its words, what names cover, kinds and facts with their scores."""

    text: str
    names: Sequence[tuple[int, int]]
    ranking: Sequence[tuple[str, float]]
    nearest: float
    facts: Sequence[tuple[str, float]]

    @classmethod
    def read(cls, parse: Any) -> Asked:
        """From what the pipeline has put on a message, or on a clause of its parse: anything with ``get``."""
        return cls(
            text=str(parse.get("text") or ""),
            names=[(entity["start"], entity["end"]) for entity in parse.get("entities") or ()],
            ranking=[
                (str(item["name"]), float(item["confidence"])) for item in (parse.get("intent_ranking") or ())[:_RANKED]
            ],
            nearest=float((parse.get(NEAREST) or {}).get("score") or 0.0),
            facts=[(str(item["id"]), float(item["score"])) for item in parse.get(FACTS) or ()],
        )


class Answerability:
    """The words of facts and kinds, and the weights of the signs."""

    def __init__(
        self,
        facts: Iterable[FactText],
        kinds: Mapping[str, Collection[str]],
        weights: Mapping[str, float],
        names: Iterable[str] = (),
    ) -> None:
        """Take what is on file.

        Args:
            facts: those that may answer.
            kinds: the word stems of each kind of question, see :func:`words_of_kinds`.
            weights: of the signs.
            names: of operations, places and the like, which are no people.
        """
        self._facts = {fact.id: fact for fact in facts}
        ordinary = ordinary_words((fact.text for fact in self._facts.values()), names)
        self._holdings = {id_: Holding.of(fact, ordinary) for id_, fact in self._facts.items()}
        said = Counter(stem for fact in self._facts.values() for stem in stems(fact.text))
        self._rarity = {stem: math.log((len(self._facts) + 1) / (count + 0.5)) for stem, count in said.items()}
        self._unheard = math.log((len(self._facts) + 1) / 0.5)
        self._kinds = kinds
        self._weights = weights

    def probability(self, asked: Asked) -> float:
        """How likely it is, from 0 to 1; 1 where there is nothing to weigh."""
        signs = self.signs(asked)
        if signs is None:
            return 1.0
        total = self._weights["bias"] + sum(self._weights.get(name, 0.0) * value for name, value in signs.items())
        return 1.0 / (1.0 + math.exp(-total))

    def signs(self, asked: Asked) -> dict[str, float] | None:
        """The signs by name; none for a question without a fact or a kind."""
        found = [(id_, score) for id_, score in asked.facts if id_ in self._facts]
        kinds = [(kind, confidence) for kind, confidence in asked.ranking if kind != NOT_ON_FILE]
        if len(found) < _NEAREST or not kinds:
            return None
        (first, score), (_, second) = found[:2]
        gap = max((score for id_, score in asked.facts if id_ not in self._facts), default=_NO_GAP)
        named = {stem for start, end in asked.names for stem in stems(asked.text[start:end])}
        words = stems(asked.text) - named
        known = self._holdings[first].known | set(self._kinds.get(kinds[0][0], ()))
        near = set().union(*(self._holdings[id_].known for id_, _ in found[:_NEAREST]))
        unknown = words - known
        probabilities = dict(asked.ranking)
        fact = self._facts[first]
        return {
            "score": score,
            "second": second,
            "gap": gap - score,
            "rarest": max((self._rarity_of(word) for word in unknown), default=0.0) / 10,
            "share": len(unknown) / max(len(words), 1),
            "far": float(len(words - _EVERYWHERE - near)),
            "words": float(len(words)),
            "not_on_file": probabilities.get(NOT_ON_FILE, 0.0),
            "taken_for_it": float(asked.ranking[0][0] == NOT_ON_FILE),
            "kind": probabilities.get(fact.kind, 0.0),
            "sure": kinds[0][1],
            "nearest": asked.nearest,
            "named": float(bool(asked.names)),
            "policy": float(kinds[0][0].startswith("policy_")),
            **signs_of_fit(asked.text, named, self._holdings[first], self._rarity_of),
        }

    def _rarity_of(self, stem: str) -> float:
        return self._rarity.get(stem, self._unheard)


def words_of_kinds(questions: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The stems that occur in at least ``OFTEN`` questions of a kind, from (kind, question) pairs."""
    counts: dict[str, Counter[str]] = {}
    for kind, question in questions:
        counts.setdefault(kind, Counter()).update(stems(question))
    return {kind: sorted(stem for stem, times in found.items() if times >= OFTEN) for kind, found in counts.items()}


def read_weights(path: Path = WEIGHTS) -> dict[str, float]:
    """The weight of each sign, and the bias."""
    return {str(name): float(weight) for name, weight in json.loads(path.read_text(encoding="utf-8")).items()}
