"""How well a fact fits a question in what it holds: types of answer, words, numbers and names."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from assistant.knowledge import answer_types
from assistant.knowledge.answer_types import STEM
from assistant.nlu.facts import FactText, content_words

#: Types of which only the ways of asking for a fact tell whether it holds them.
_BY_ASKED = ("reason", "place", "name")


def stems(text: str) -> set[str]:
    """The beginnings of the content words of a text."""
    return {word[:STEM] for word in content_words(text)}


@dataclass(frozen=True)
class Holding:
    """What a fact holds, read once."""

    stated: frozenset[str]
    known: frozenset[str]
    types: frozenset[str]
    asked: frozenset[str]
    numbers: frozenset[str]
    text: str

    @classmethod
    def of(cls, fact: FactText, ordinary: Collection[str]) -> Holding:
        """Of a fact; ``ordinary`` words are no part of a person's name."""
        both = " ".join([fact.text, *fact.asked])
        return cls(
            stated=frozenset(stems(fact.text)),
            known=frozenset(stems(both)),
            types=answer_types.types_held(fact.text, ordinary),
            asked=frozenset(kind for way in fact.asked for kind in answer_types.types_asked(way)),
            numbers=answer_types.numbers_in(both),
            text=both.lower(),
        )


def signs_of_fit(text: str, named: Collection[str], fact: Holding, rarity: Callable[[str], float]) -> dict[str, float]:
    """The signs by name.

    Args:
        text: the question.
        named: stems of the names in it, which are neither counted nor picked.
        fact: what the fact holds.
        rarity: of a stem among all facts.
    """
    asked = answer_types.types_asked(text)
    main = next((kind for kind in asked if kind != "name"), None)
    wanted = {kind for kind in asked if not (kind == "person" and "name_of_person" in asked)}
    words = stems(text)
    weight = sum(map(rarity, words)) or 1.0
    strange = sum(rarity(word) for word in words if word not in fact.known)
    numbers = answer_types.numbers_in(text)
    found = {f"no_{kind}": float(kind in wanted and needed not in fact.types) for kind, needed in _needs()}
    found |= {kind: float(kind in asked) for kind in _BY_ASKED}
    found |= {f"no_{kind}": float(kind in asked and kind not in fact.asked) for kind in _BY_ASKED}
    return found | {
        "asked_for": float(main is not None and main in fact.asked),
        "not_asked_for": float(main is not None and main not in fact.asked),
        "stated": sum(rarity(word) for word in words if word in fact.stated) / weight,
        "known": 1 - strange / weight,
        "strange": strange / 10,
        "not_counted": _missing(answer_types.thing_counted(text), named, fact),
        "not_picked": _missing(answer_types.thing_picked(text), named, fact),
        "same_number": float(not numbers.isdisjoint(fact.numbers)),
        "other_number": float(len(numbers - fact.numbers)),
        "relations": float(sum(word not in fact.text for word in answer_types.relations_in(text))),
        "other_names": float(sum(name[:STEM] not in fact.text for name in answer_types.names_in(text))),
    }


def _needs() -> Collection[tuple[str, str]]:
    return answer_types.NEEDS.items()


def _missing(thing: str | None, named: Collection[str], fact: Holding) -> float:
    return float(thing is not None and thing[:STEM] not in named and thing[:STEM] not in fact.known)
