"""What the encoder is adapted with: pairs of texts that mean the same here.

A way of asking and the statement that answers it; two ways of asking for one fact; two training questions of one kind,
masked as the classifier sees them.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.nlu.facts import FactText, fact_texts
from assistant.nlu.linking import Linker
from assistant.nlu.names import read_names
from assistant.nlu.study import read_examples

#: Pairs of neighbours in a batch: what is near, facts of one record, is what must be told apart.
NEIGHBOURS = 8
_QUESTIONS_A_KIND = 30
_ANOTHER_WAY = 0.5


@dataclass(frozen=True)
class Pair:
    """Two texts, and what they have in common; pairs of the same ``label`` are never held against each other."""

    first: str
    second: str
    label: str


@dataclass
class Material:
    """All texts to learn from.

    Attributes:
        facts: with their ways of asking, by the record that they are part of.
        kinds: masked training questions by kind.
    """

    facts: dict[str, list[FactText]] = field(default_factory=dict)
    kinds: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, knowledge: Path, questions: Path, without: Collection[str] = ()) -> Material:
        """Read the knowledge base and the training questions.

        Args:
            knowledge: folder of the knowledge base.
            questions: folder of the training questions.
            without: kinds whose questions have nothing in common, so that they must not be drawn together.

        Raises:
            KnowledgeError: the knowledge base does not load.
        """
        material = cls()
        for fact in fact_texts(knowledge):
            if fact.asked:
                material.facts.setdefault(fact.id.rsplit(".", 1)[0], []).append(fact)
        for example in read_examples(questions, Linker(read_names(knowledge).names)):
            if example.kind not in without:
                material.kinds.setdefault(example.kind, []).append(example.masked)
        return material

    def texts(self) -> list[str]:
        """Every text once, in a fixed order."""
        facts = [fact for record in self.facts.values() for fact in record]
        return list(
            dict.fromkeys(
                [
                    *(fact.text for fact in facts),
                    *(way for fact in facts for way in fact.asked),
                    *(question for questions in self.kinds.values() for question in questions),
                ]
            )
        )

    def epoch(self, chance: random.Random) -> list[Pair]:
        """Pairs for one round, neighbours next to each other in groups of ``NEIGHBOURS``."""
        groups = [*_groups(self._about_facts(chance)), *_groups([self._about_kinds(chance)])]
        chance.shuffle(groups)
        return [pair for group in groups for pair in group]

    def _about_facts(self, chance: random.Random) -> Iterator[list[Pair]]:
        records = list(self.facts.values())
        chance.shuffle(records)
        # Small records one after the other make up a group together.
        together: list[Pair] = []
        for record in records:
            pairs = list(_of_record(record, chance))
            chance.shuffle(pairs)
            if len(pairs) < NEIGHBOURS:
                together += pairs
            else:
                yield pairs
        yield together

    def _about_kinds(self, chance: random.Random) -> list[Pair]:
        pairs = []
        for kind, questions in self.kinds.items():
            some = chance.sample(questions, min(_QUESTIONS_A_KIND, len(questions)))
            pairs += [Pair(question, chance.choice(questions), kind) for question in some]
        chance.shuffle(pairs)
        return pairs


def _of_record(facts: Sequence[FactText], chance: random.Random) -> Iterator[Pair]:
    for fact in facts:
        for way in fact.asked:
            yield Pair(way, fact.text, fact.id)
            others = [other for other in fact.asked if other != way]
            if others and chance.random() < _ANOTHER_WAY:
                yield Pair(way, chance.choice(others), fact.id)


def _groups(lists: Iterator[list[Pair]] | list[list[Pair]]) -> Iterator[list[Pair]]:
    for pairs in lists:
        for start in range(0, len(pairs), NEIGHBOURS):
            yield pairs[start : start + NEIGHBOURS]
