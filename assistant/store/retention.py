"""Removes what has been kept long enough."""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import delete, inspect, text
from sqlalchemy.engine import Connection

from assistant.store import slack
from assistant.store.database import Database
from assistant.store.records import Purged
from assistant.store.tables import feedback, sessions, turns, unanswered

DAY = 24 * 3600.0
# Events a transaction: a turn that wants to write meanwhile waits for one of these and not for all.
BATCH = 2000
_OLDEST = "DELETE FROM events WHERE id IN (SELECT id FROM events WHERE timestamp < :old ORDER BY id LIMIT :batch)"


@dataclass(frozen=True)
class Periods:
    """For how many days is kept what: conversations of every channel; feedback and unanswered questions; what Slack's
    buttons need.
    """

    conversations: float = 30.0
    feedback: float = 30.0
    slack: float = 30.0


def purge(database: Database, periods: Periods) -> Purged:
    """Deletes everything older than told, in every table, and what the disk still holds of it."""
    now = time.time()
    events = 0
    while removed := database.run_now(lambda connection: _events(connection, now - periods.conversations * DAY)):
        events += removed
    rest = database.run_now(lambda connection: _rest(connection, now, periods, events))
    if rest.total:
        database.scrub()
    return rest


def _events(connection: Connection, old: float) -> int:
    if not inspect(connection).has_table("events"):
        return 0
    return int(connection.execute(text(_OLDEST), {"old": old, "batch": BATCH}).rowcount)


def _rest(connection: Connection, now: float, periods: Periods, events: int) -> Purged:
    old, very_old = now - periods.conversations * DAY, now - periods.feedback * DAY
    return Purged(
        events=events,
        turns=connection.execute(delete(turns).where(turns.c.asked < old)).rowcount,
        sessions=connection.execute(delete(sessions).where(sessions.c.seen < old)).rowcount,
        feedback=connection.execute(delete(feedback).where(feedback.c.given < very_old)).rowcount,
        unanswered=connection.execute(delete(unanswered).where(unanswered.c.asked < very_old)).rowcount,
        slack=slack.purge(connection, periods.slack),
    )
