"""What the conversation was about, kept in the slot ``context`` between turns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from assistant.answers.answer import Subject

#: After this long a bare "when did it end?" asks again what "it" is.
FORGET_AFTER = timedelta(hours=2)


@dataclass(frozen=True)
class Context:
    """The last answered question: about what, of what kind, with which filters, and what was shown.

    ``subjects`` are operations, places and UN missions of the last question that had any, ``previous`` those before
    them; ``asked`` is the kind of a question that waits for its subject; ``facts`` and ``sources`` belong to the last
    answer that showed some; ``offered`` are the questions that the fallback ladder offered, each with its subject;
    ``among`` are the operations that were listed or compared and are still chosen from, while one after the other is
    picked; ``measure`` is what they were last compared by; ``terms`` are the last words explained, the latest last;
    ``count`` is the number of people that was asked for, the peak or the total; ``said`` are the words of the last
    question answered, which one that leans on it is searched with; ``unsure`` counts replies of the
    fallback ladder in a row.
    """

    kind: str | None = None
    asked: str | None = None
    subjects: tuple[Subject, ...] = ()
    previous: tuple[Subject, ...] = ()
    listed: tuple[Subject, ...] = ()
    among: tuple[Subject, ...] = ()
    measure: str | None = None
    terms: tuple[Subject, ...] = ()
    filters: Mapping[str, Any] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    offered: tuple[tuple[str, Subject | None], ...] = ()
    count: str | None = None
    said: str | None = None
    unsure: int = 0
    turn: int = 0
    at: str | None = None

    def forgotten(self) -> Context:
        """What is left after a long pause: the last answer's facts and sources, which may still be asked about."""
        return Context(turn=self.turn, unsure=self.unsure, facts=self.facts, sources=self.sources)

    def fresh(self, now: datetime) -> bool:
        """Whether the last question was recent enough to be meant by "it"."""
        if self.at is None:
            return False
        try:
            return abs(now - datetime.fromisoformat(self.at)) <= FORGET_AFTER
        except (TypeError, ValueError):
            return False

    def as_slot(self) -> dict[str, Any]:
        """The JSON value of the slot."""
        return {
            "kind": self.kind,
            "asked": self.asked,
            "subjects": [[subject.kind, subject.id] for subject in self.subjects],
            "previous": [[subject.kind, subject.id] for subject in self.previous],
            "listed": [[subject.kind, subject.id] for subject in self.listed],
            "among": [[subject.kind, subject.id] for subject in self.among],
            "measure": self.measure,
            "terms": [[subject.kind, subject.id] for subject in self.terms],
            "filters": dict(self.filters),
            "facts": list(self.facts),
            "sources": list(self.sources),
            "more": list(self.more),
            "suggestions": list(self.suggestions),
            "offered": [[kind, [about.kind, about.id] if about else None] for kind, about in self.offered],
            "count": self.count,
            "said": self.said,
            "unsure": self.unsure,
            "turn": self.turn,
            "at": self.at,
        }

    @classmethod
    def from_slot(cls, value: object) -> Context:
        """Read the slot; anything that is not a context (none, an older shape) counts as a new conversation."""
        if not isinstance(value, Mapping):
            return cls()
        try:
            return cls(
                kind=value.get("kind"),
                asked=value.get("asked"),
                subjects=_subjects(value.get("subjects")),
                previous=_subjects(value.get("previous")),
                listed=_subjects(value.get("listed")),
                among=_subjects(value.get("among")),
                measure=value.get("measure"),
                terms=_subjects(value.get("terms")),
                filters=dict(value.get("filters") or {}),
                facts=tuple(value.get("facts") or ()),
                sources=tuple(value.get("sources") or ()),
                more=tuple(value.get("more") or ()),
                suggestions=tuple(value.get("suggestions") or ()),
                offered=tuple(
                    (str(kind), _subjects([about])[0] if about else None) for kind, about in value.get("offered") or ()
                ),
                count=value.get("count"),
                said=value.get("said"),
                unsure=int(value.get("unsure") or 0),
                turn=int(value.get("turn") or 0),
                at=value.get("at"),
            )
        except (TypeError, ValueError):
            return cls()


def _subjects(value: Any) -> tuple[Subject, ...]:
    return tuple(Subject(str(kind), str(id_)) for kind, id_ in value or ())
