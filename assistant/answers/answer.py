"""An answer: what is said, the facts it rests on, and what may be asked next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from assistant.knowledge.records import Fact, Source

Outcome = Literal[
    "answered",
    "no_record",
    "unknown",
    "clarify",
    "redirect",
    "small_talk",
    "fallback",
    "unsafe",
    "error",
]


@dataclass(frozen=True)
class Subject:
    """What a question is about: the kind of record and its id."""

    kind: str
    id: str


@dataclass(frozen=True)
class Part:
    """The answer to one clause, before it is put into words for a channel.

    ``sentences`` form the running text, the first of them answers the question; ``items`` are the lines of a list.
    ``listed`` are the subjects of those lines, for "the second one"; ``more`` are facts held back for "tell me more";
    ``offered`` are the kinds and subjects of the choices of a reply that understood nothing.
    """

    kind: str
    outcome: Outcome
    sentences: tuple[str, ...]
    items: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    listed: tuple[Subject, ...] = ()
    more: tuple[str, ...] = ()
    offered: tuple[tuple[str, Subject | None], ...] = ()
    keeps_context: bool = False


@dataclass(frozen=True)
class Cited:
    """A source as shown under an answer, with its date in plain words."""

    source: Source
    as_of: str


@dataclass(frozen=True)
class Answer:
    """The whole reply to one message. ``text`` says everything; the other fields say it again as data."""

    text: str
    outcome: Outcome
    parts: tuple[Part, ...]
    sources: tuple[Cited, ...]
    caveats: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    body: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts used, each once, in the order told."""
        return tuple({fact.id: fact for part in self.parts for fact in part.facts}.values())

    def as_data(self) -> dict[str, Any]:
        """The answer as JSON data for ``custom`` of a message; it adds no words to ``text``."""
        return {
            "outcome": self.outcome,
            "kind": self.parts[0].kind if self.parts else None,
            "subject": [f"{subject.kind}:{subject.id}" for part in self.parts for subject in part.subjects],
            "text": self.text,
            "body": self.body,
            "facts": [fact.id for fact in self.facts],
            "sources": [
                {
                    "id": cited.source.id,
                    "title": cited.source.title,
                    "publisher": cited.source.publisher,
                    "address": cited.source.address,
                    "as_of": cited.as_of,
                }
                for cited in self.sources
            ],
            "caveats": list(self.caveats),
            "suggestions": list(self.suggestions),
            "choices": list(self.choices),
            "parts": [{"kind": part.kind, "outcome": part.outcome} for part in self.parts],
        }
