"""Turns of every channel, read from Rasa's events."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from assistant.insights.period import Period

_EVENTS = (
    "SELECT sender_id, type_name, timestamp, data FROM events "
    "WHERE timestamp >= :start AND timestamp < :end AND type_name IN ('user', 'bot') ORDER BY id"
)


@dataclass(frozen=True)
class Asked:
    """A question and what came of it. ``question`` was masked before it was stored."""

    at: float
    channel: str
    conversation: str
    question: str
    kind: str
    outcome: str
    seconds: float | None


def read(connection: Connection, period: Period) -> Iterator[Asked]:
    """The turns of a period in the order they were asked in each conversation."""
    if not inspect(connection).has_table("events"):
        return
    rows = connection.execution_options(stream_results=True).execute(
        text(_EVENTS), {"start": period.start, "end": period.end}
    )
    open_turns: dict[str, Mapping[str, Any]] = {}
    for sender, kind, at, data in rows:
        said = json.loads(data)
        if kind == "user":
            if sender in open_turns:
                yield _turn(sender, open_turns[sender], None)
            open_turns[sender] = {**said, "timestamp": at}
        elif sender in open_turns:
            yield _turn(sender, open_turns.pop(sender), {**said, "timestamp": at})
    for sender, question in open_turns.items():
        yield _turn(sender, question, None)


def _turn(sender: str, question: Mapping[str, Any], answer: Mapping[str, Any] | None) -> Asked:
    custom = ((answer or {}).get("data") or {}).get("custom") or {}
    return Asked(
        at=question["timestamp"],
        channel=str(question.get("input_channel") or "other"),
        conversation=sender,
        question=str(question.get("text") or ""),
        kind=str(custom.get("kind") or "none"),
        outcome=str(custom.get("outcome") or "error"),
        seconds=None if answer is None else max(0.0, answer["timestamp"] - question["timestamp"]),
    )
