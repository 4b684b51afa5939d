"""Fills a database as the running assistant does: Rasa's events, web turns, Slack answers, feedback."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, UserUttered

from assistant.channels.turn import fixed
from assistant.server import tracker_store
from assistant.store import conversations, slack, voices
from assistant.store.database import Database
from assistant.store.records import Feedback
from assistant.store.slack import Kept

DOMAIN = Domain.from_dict({"intents": ["operation_start"]})


def custom(outcome: str, kind: str | None = "operation_start", text: str = "In 2003.") -> dict[str, Any]:
    """An answer as data."""
    return {**fixed(outcome, text).custom, "kind": kind, "body": text}


def store_of(endpoints: Path) -> TrackerStore:
    """Rasa's store of conversations, in our make."""
    made = tracker_store.create(AvailableEndpoints.read_endpoints(str(endpoints)).tracker_store, None)
    made.domain = DOMAIN
    return made


async def in_rasa(
    store: TrackerStore, sender: str, question: str, channel: str, outcome: str = "answered", at: float | None = None
) -> None:
    """One turn as Rasa keeps it; ``at``: seconds since the epoch."""
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    asked = UserUttered(question, {"name": "operation_start"}, input_channel=channel, timestamp=at)
    said = BotUttered("In 2003.", {"custom": custom(outcome)}, timestamp=None if at is None else at + 0.05)
    events = [asked, said, ActionExecuted("action_listen", timestamp=at)]
    tracker.update_with_events(events, DOMAIN, override_timestamp=False)
    await store.save(tracker)


async def on_the_web(
    database: Database, store: TrackerStore, session: str, question: str, outcome: str = "answered"
) -> None:
    """A web conversation of one turn with a thumb down."""
    database.run_now(lambda connection: conversations.start(connection, session))
    turn = database.run_now(lambda connection: conversations.begin(connection, session, "message-1", question, ()))
    await in_rasa(store, conversations.sender(session, turn.round), question, "web", outcome)
    answer = {"text": f"Answer to {question}", "outcome": outcome, "kind": "operation_start"}
    database.run_now(lambda connection: conversations.finish(connection, session, turn, "answered", answer))
    given = Feedback("web", session, "message-1", "down", question, f"Answer to {question}", f"bad: {question}")
    database.run_now(lambda connection: voices.keep_feedback(connection, given))


async def in_slack(database: Database, store: TrackerStore, key: str, question: str, outcome: str = "answered") -> None:
    """A Slack thread of one question with a thumb up."""
    conversation = f"slack-{key}"
    await in_rasa(store, conversation, question, "slack", outcome)
    kept = Kept(f"a-{key}"[:32], conversation, question, {"text": "x", "buttons": [], "custom": custom(outcome)})
    database.run_now(lambda connection: slack.claim(connection, f"claim-{key}", 3600))
    database.run_now(lambda connection: slack.join(connection, key))
    database.run_now(lambda connection: slack.keep(connection, kept))
    if outcome == "unknown":
        database.run_now(
            lambda connection: voices.keep_unanswered(connection, "slack", question, outcome, "operation_start")
        )
    given = Feedback("slack", conversation, f"m-{key}", "up", question, "x")
    database.run_now(lambda connection: voices.keep_feedback(connection, given))


def everything(database: Database) -> dict[str, list[str]]:
    """All rows of all tables, as text, but for the one that holds no more than the moment of a look at the database."""
    from sqlalchemy import inspect, text

    def read(connection: Any) -> dict[str, list[str]]:
        return {
            table: [str(tuple(row)) for row in connection.execute(text(f'SELECT * FROM "{table}"'))]
            for table in inspect(connection).get_table_names()
            if table != "signs_of_life"
        }

    return database.run_now(read)


def aged(database: Database, days: float) -> None:
    """Makes everything older."""
    from sqlalchemy import text

    times = {
        "events": "timestamp",
        "web_sessions": "seen",
        "web_turns": "asked",
        "feedback": "given",
        "unanswered_questions": "asked",
        "slack_claims": "until",
        "slack_threads": "seen",
        "slack_answers": "asked",
    }

    def age(connection: Any) -> None:
        for table, column in times.items():
            connection.execute(text(f"UPDATE {table} SET {column} = {column} - :s"), {"s": days * 86400})

    database.run_now(age)
