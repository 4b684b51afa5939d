"""Feedback on answers and questions without an answer: kept, and read out for editors."""

from __future__ import annotations

import time
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from assistant.store.records import Feedback
from assistant.store.tables import feedback, unanswered


def keep_feedback(connection: Connection, given: Feedback) -> None:
    """Keeps what somebody thought of an answer; a second thought replaces the first."""
    take_back(connection, given.conversation, given.message)
    connection.execute(
        insert(feedback).values(
            channel=given.channel,
            conversation=given.conversation,
            message=given.message,
            given=time.time(),
            verdict=given.verdict,
            reason=given.reason,
            question=given.question,
            answer=given.answer,
            kind=given.kind,
            facts=list(given.facts),
        )
    )


def take_back(connection: Connection, conversation: str, message: str) -> None:
    """Removes the feedback on one answer."""
    connection.execute(delete(feedback).where(feedback.c.conversation == conversation, feedback.c.message == message))


def keep_unanswered(connection: Connection, channel: str, question: str, outcome: str, kind: str | None) -> None:
    """Keeps a (masked) question that had no answer, without saying who asked it."""
    connection.execute(
        insert(unanswered).values(channel=channel, asked=time.time(), question=question, outcome=outcome, kind=kind)
    )


def read_feedback(connection: Connection, since: float = 0.0) -> list[dict[str, Any]]:
    """Feedback, oldest first, without the conversation it belongs to."""
    columns = [column for column in feedback.c if column.name not in ("conversation", "message")]
    rows = connection.execute(select(*columns).where(feedback.c.given >= since).order_by(feedback.c.number)).mappings()
    return [dict(row) for row in rows]


def read_unanswered(connection: Connection, since: float = 0.0) -> list[dict[str, Any]]:
    """Questions without an answer, oldest first."""
    rows = connection.execute(
        select(unanswered).where(unanswered.c.asked >= since).order_by(unanswered.c.number)
    ).mappings()
    return [dict(row) for row in rows]
