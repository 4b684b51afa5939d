"""What goes into the store and comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

State = Literal["pending", "answered", "failed"]
Verdict = Literal["up", "down"]

# Outcomes of an answer that an editor should look at.
UNANSWERED = frozenset({"unknown", "no_record", "fallback"})


@dataclass(frozen=True)
class Turn:
    """A question on the web channel and what came back. ``question`` is masked; ``again``: it was sent before."""

    id: str
    round: int
    asked: float
    question: str
    masked: tuple[str, ...]
    state: State
    answer: Mapping[str, Any] | None = None
    verdict: Verdict | None = None
    again: bool = False


@dataclass(frozen=True)
class Feedback:
    """What a person thought of an answer. ``reason`` is masked."""

    channel: str
    conversation: str
    message: str
    verdict: Verdict
    question: str
    answer: str
    reason: str = ""
    kind: str | None = None
    facts: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Purged:
    """How many rows were removed because their time was up."""

    events: int
    turns: int
    sessions: int
    feedback: int
    unanswered: int
    slack: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.events + self.turns + self.sessions + self.feedback + self.unanswered + self.slack
