"""Removes what has been kept long enough."""

from __future__ import annotations

import time

from sqlalchemy import delete, inspect, text
from sqlalchemy.engine import Connection

from assistant.store.records import Purged
from assistant.store.tables import feedback, sessions, turns, unanswered

DAY = 24 * 3600.0


def purge(connection: Connection, conversation_days: float, feedback_days: float) -> Purged:
    """Deletes conversations of every channel, feedback and unanswered questions that are older than told."""
    now = time.time()
    old, very_old = now - conversation_days * DAY, now - feedback_days * DAY
    events = 0
    if inspect(connection).has_table("events"):
        events = connection.execute(text("DELETE FROM events WHERE timestamp < :old"), {"old": old}).rowcount
    return Purged(
        turns=connection.execute(delete(turns).where(turns.c.asked < old)).rowcount,
        sessions=connection.execute(delete(sessions).where(sessions.c.seen < old)).rowcount,
        events=events,
        feedback=connection.execute(delete(feedback).where(feedback.c.given < very_old)).rowcount,
        unanswered=connection.execute(delete(unanswered).where(unanswered.c.asked < very_old)).rowcount,
    )
