"""Which names of a record mean that record and nothing else, so that a question with it has one right answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Operation, Place

LONGEST = 6  # words; longer names are titles that nobody types


class ClearNames:
    """Names by record, without those that two records share or that are a country's."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._taken = Counter(
            name.casefold() for operation in kb.operations.values() for name in {*_all_names(operation)}
        )
        self._unclear = {name.name.casefold() for name in kb.ambiguous_names}
        for place in kb.places.values():
            self._unclear |= {name.casefold() for name in (place.name, *place.aliases)}

    def of(self, operation: Operation) -> tuple[str, ...]:
        """The clear names of an operation, what an answer calls it first; at least one."""
        clear = [
            name
            for name in dict.fromkeys((operation.short_name, *operation.aliases, operation.name))
            if self._taken[name.casefold()] == 1 and name.casefold() not in self._unclear
        ]
        short = [name for name in clear if len(name.split()) <= LONGEST]
        return tuple(short or clear or [operation.name])


def _all_names(operation: Operation) -> Iterator[str]:
    yield from (operation.name, operation.short_name, *operation.aliases)


def in_text(place: Place) -> str:
    """The place's name as it stands in a sentence."""
    return f"the {place.name}" if place.the else place.name
