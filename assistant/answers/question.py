"""What was asked: the parsed message as plain, frozen records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

FALLBACK = "nlu_fallback"
#: The kind of questions on details that no page on file gives.
NOT_ON_FILE = "not_on_file"
#: Ids of gaps begin like this, ids of facts never do.
GAP = "gap_"
#: What the words of a question must score by themselves for a fact found with the name of what was talked about.
_SAYS_ITSELF = 0.25


@dataclass(frozen=True)
class Name:
    """A name in the question that was linked to a record of the knowledge base."""

    kind: str
    id: str
    text: str
    start: int
    end: int
    confidence: float = 1.0


@dataclass(frozen=True)
class Clause:
    """One question of a message.

    ``facts`` are the facts nearest in meaning, best first, with their score; ``gaps`` likewise what is known not to be
    on file; ``in_talk`` are the facts nearest to the words together with what was talked about; ``answerable`` is how
    likely it is that a fact on file answers at all.
    """

    text: str
    kind: str
    confidence: float = 1.0
    ranking: tuple[tuple[str, float], ...] = ()
    names: tuple[Name, ...] = ()
    facts: tuple[tuple[str, float], ...] = ()
    gaps: tuple[tuple[str, float], ...] = ()
    in_talk: tuple[tuple[str, float], ...] = ()
    gaps_in_talk: tuple[tuple[str, float], ...] = ()
    nearest: float = 1.0
    answerable: float = 1.0
    inherits: bool = False

    def as_kind(self, kind: str) -> Clause:
        """The same clause, read as another kind of question."""
        return replace(self, kind=kind)

    def near_in_talk(self, near: float) -> str | None:
        """The fact nearest in what was talked about, if it is so near and not for the sake of the name alone."""
        if not self.in_talk or self.in_talk[0][1] < near:
            return None
        fact_id = self.in_talk[0][0]
        return fact_id if self.relevance(fact_id) >= _SAYS_ITSELF else None

    def relevance(self, fact_id: str) -> float:
        """Score of the clause to a fact, 0 when the fact is not among the nearest."""
        return next((score for id_, score in self.facts if id_ == fact_id), 0.0)


@dataclass(frozen=True)
class Question:
    """A message of the user, as one or more clauses in the order they were asked."""

    text: str
    clauses: tuple[Clause, ...] = field(default_factory=tuple)

    @classmethod
    def from_parse(cls, message: Mapping[str, Any]) -> Question:
        """Read Rasa's ``latest_message``; a parse without ``clauses`` counts as one clause."""
        text = str(message.get("text") or "")
        clauses = message.get("clauses") or [message]
        return cls(text, tuple(_clause(item, text) for item in clauses))


def _clause(item: Mapping[str, Any], message_text: str) -> Clause:
    intent = item.get("intent") or {}
    nearest = item.get("nearest") or {}
    found, in_talk = _scores(item.get("facts") or ()), _scores(item.get("facts_in_talk") or ())
    return Clause(
        text=str(item.get("text") or message_text),
        kind=str(intent.get("name") or FALLBACK),
        confidence=float(intent.get("confidence") or 0.0),
        ranking=tuple((str(entry["name"]), float(entry["confidence"])) for entry in item.get("intent_ranking") or ()),
        names=_names(item.get("entities") or ()),
        facts=tuple(pair for pair in found if not pair[0].startswith(GAP)),
        gaps=tuple(pair for pair in found if pair[0].startswith(GAP)),
        in_talk=tuple(pair for pair in in_talk if not pair[0].startswith(GAP)),
        gaps_in_talk=tuple(pair for pair in in_talk if pair[0].startswith(GAP)),
        nearest=float(nearest.get("score") or 0.0),
        answerable=float(item.get("answerable", 1.0)),
        inherits=bool(item.get("inherits")),
    )


def _scores(entries: Sequence[Mapping[str, Any]]) -> list[tuple[str, float]]:
    return [(str(entry["id"]), float(entry["score"])) for entry in entries]


def _names(entities: Sequence[Mapping[str, Any]]) -> tuple[Name, ...]:
    names = (
        Name(
            kind=str(entity["entity"]),
            id=str(entity["value"]),
            text=str(entity.get("text") or entity["value"]),
            start=int(entity.get("start") or 0),
            end=int(entity.get("end") or 0),
            confidence=float(entity.get("confidence") or entity.get("confidence_entity") or 1.0),
        )
        for entity in entities
    )
    return tuple(sorted(names, key=lambda name: (name.start, -name.end)))
