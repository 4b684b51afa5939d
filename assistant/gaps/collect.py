"""Questions without an answer and answers with a thumb down, from every channel, as one list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.engine import Connection

from assistant.store.voices import read_feedback, read_unanswered


@dataclass(frozen=True)
class Miss:
    """One question that was not answered well. Its words are masked."""

    question: str
    why: Literal["unanswered", "down"]
    channel: str
    at: float
    kind: str | None = None
    reason: str = ""
    facts: tuple[str, ...] = ()


def collect(connection: Connection, since: float) -> list[Miss]:
    """Everything since a time (seconds since the epoch), oldest first."""
    misses = [*_unanswered(read_unanswered(connection, since)), *_down(read_feedback(connection, since))]
    return sorted(misses, key=lambda miss: miss.at)


def _unanswered(rows: Iterable[Mapping[str, Any]]) -> Iterable[Miss]:
    return (Miss(row["question"], "unanswered", row["channel"], row["asked"], row["kind"]) for row in rows)


def _down(rows: Iterable[Mapping[str, Any]]) -> Iterable[Miss]:
    return (
        Miss(
            row["question"], "down", row["channel"], row["given"], row["kind"], row["reason"], tuple(row["facts"] or ())
        )
        for row in rows
        if row["verdict"] == "down"
    )
