"""The knowledge base: every record in memory, with the look-ups that answers need."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from assistant.knowledge.records import (
    Agency,
    AmbiguousName,
    Contact,
    Contribution,
    Fact,
    Gap,
    Operation,
    Place,
    RegionNames,
    Source,
    Term,
    Topic,
    UnMission,
)

Owner = Operation | Topic | Term | Agency


@dataclass(frozen=True)
class KnowledgeBase:
    """All records by id, read-only. ``version`` is a short hash of the files they came from."""

    version: str
    sources: dict[str, Source] = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    contacts: dict[str, Contact] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    regions: dict[str, RegionNames] = field(default_factory=dict)
    un_missions: tuple[UnMission, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    ambiguous_names: tuple[AmbiguousName, ...] = ()

    def owners(self) -> Iterator[Owner]:
        """Every record that holds facts."""
        yield from self.operations.values()
        yield from self.topics.values()
        yield from self.terms.values()
        yield from self.agencies.values()

    @cached_property
    def _facts(self) -> dict[str, tuple[Fact, Owner]]:
        return {fact.id: (fact, owner) for owner in self.owners() for fact in owner.facts}

    @cached_property
    def merged(self) -> dict[str, str]:
        """Ids of former facts, each with the id of the fact that it was merged into."""
        return {old: fact.id for owner in self.owners() for fact in owner.facts for old in fact.merged}

    @cached_property
    def gaps(self) -> dict[str, Gap]:
        """What people ask and no page on file tells, by id."""
        return {gap.id: gap for topic in self.topics.values() for gap in topic.gaps}

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """The ids of all facts, in the order of the files."""
        return tuple(self._facts)

    def fact(self, fact_id: str) -> Fact:
        """The fact of that id, or the one it was merged into; KeyError when there is none."""
        return self._facts[self.merged.get(fact_id, fact_id)][0]

    def owner_of(self, fact_id: str) -> Owner:
        """The record that holds the fact; KeyError when there is no such fact."""
        return self._facts[self.merged.get(fact_id, fact_id)][1]

    def source_of(self, fact: Fact) -> Source:
        """The source that a fact rests on."""
        return self.sources[fact.source]

    def as_of(self, fact: Fact) -> str | None:
        """The time a fact speaks of (EDTF): its own date, else that of its source, else None."""
        return fact.as_of or self.sources[fact.source].as_of

    @cached_property
    def _by_place(self) -> dict[str, tuple[Operation, ...]]:
        found: dict[str, list[Operation]] = {}
        for operation in self.operations.values():
            for code in (*operation.countries, *operation.about_countries):
                found.setdefault(code, []).append(operation)
        return {code: tuple(operations) for code, operations in found.items()}

    def operations_in(self, place_code: str) -> tuple[Operation, ...]:
        """Operations, umbrellas included, in or about a place, given its ISO code."""
        return self._by_place.get(place_code, ())

    @cached_property
    def _parts(self) -> dict[str, tuple[Operation, ...]]:
        found: dict[str, list[Operation]] = {}
        for operation in self.operations.values():
            if operation.part_of:
                found.setdefault(operation.part_of, []).append(operation)
        return {key: tuple(sorted(parts, key=lambda part: part.order or 99)) for key, parts in found.items()}

    def parts_of(self, operation_id: str) -> tuple[Operation, ...]:
        """The operations under an umbrella, oldest first."""
        return self._parts.get(operation_id, ())

    def term_of(self, operation_id: str) -> tuple[Term, ...]:
        """Glossary entries that carry the name of an operation: they answer 'what is RAMSI'."""
        return tuple(term for term in self.terms.values() if term.operation == operation_id)

    def un_mission(self, acronym: str) -> UnMission | None:
        """The UN mission of that acronym, if it is listed."""
        return next((mission for mission in self.un_missions if mission.acronym == acronym), None)

    def counts(self) -> dict[str, int]:
        """How many records of each kind there are."""
        kinds = "operations topics terms agencies contacts places sources un_missions contributions"
        return {**{kind: len(getattr(self, kind)) for kind in kinds.split()}, "facts": len(self._facts)}
