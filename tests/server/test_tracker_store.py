"""The conversation store: nothing is lost, nothing stored twice, and a failing database is no empty conversation."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.core.agent import Agent
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from assistant.server import rasa_patches, tracker_store
from assistant.server.tracker_store import ConversationStore
from assistant.settings import Settings

DOMAIN = Domain.from_dict(
    {"slots": {"context": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}}}
)


@pytest.fixture
def store(tmp_path: Path) -> ConversationStore:
    endpoint = EndpointConfig(type="SQL", dialect="sqlite", db=str(tmp_path / "conversations.db"))
    made = tracker_store.create(endpoint, None)
    assert isinstance(made, ConversationStore)
    made.domain = DOMAIN
    return made


async def turn(store: ConversationStore, *events: Event) -> DialogueStateTracker:
    tracker = await store.get_or_create_tracker("me", append_action_listen=False)
    tracker.update_with_events(list(events), DOMAIN)
    await store.save(tracker)
    return tracker


def stored(store: ConversationStore) -> int:
    with store.engine.connect() as connection:
        return int(connection.execute(text("SELECT count(*) FROM events")).scalar_one())


async def test_events_are_stored_once_and_in_order(store: ConversationStore) -> None:
    for number in range(5):
        await turn(
            store, UserUttered(f"question {number}"), SlotSet("context", number), ActionExecuted("action_listen")
        )
    tracker = await store.retrieve("me")
    assert tracker is not None
    asked = [event.text for event in tracker.events if isinstance(event, UserUttered)]
    assert asked == [f"question {number}" for number in range(5)]
    assert tracker.get_slot("context") == 4
    assert stored(store) == 15


async def test_saving_again_stores_nothing_again(store: ConversationStore) -> None:
    tracker = await turn(store, UserUttered("question"))
    await store.save(tracker)
    assert stored(store) == 1


async def test_a_new_session_is_all_that_is_read(store: ConversationStore) -> None:
    await turn(store, SessionStarted(), UserUttered("old"))
    await turn(store, SessionStarted(), SlotSet("context", 1), UserUttered("new"))
    await turn(store, UserUttered("newer"))
    latest, full = await store.retrieve("me"), await store.retrieve_full_tracker("me")
    assert latest is not None
    assert full is not None
    assert [event.text for event in latest.events if isinstance(event, UserUttered)] == ["new", "newer"]
    assert len(full.events) == stored(store) == 6


async def test_a_failing_database_raises(store: ConversationStore) -> None:
    rasa_patches.apply(Settings())
    kept = Agent(tracker_store=store, domain=DOMAIN).tracker_store
    await turn(store, UserUttered("question"))
    with store.engine.begin() as connection:
        connection.execute(text("DROP TABLE events"))
    with pytest.raises(SQLAlchemyError):
        await kept.retrieve("me")
    with pytest.raises(SQLAlchemyError):
        await kept.save(DialogueStateTracker.from_events("me", [UserUttered("question")]))


def test_sqlite_is_set_up_for_speed(store: ConversationStore) -> None:
    with store.engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 1


async def test_a_clock_set_back_hides_no_turn(store: ConversationStore) -> None:
    future, past = 4_000_000_000.0, 1_000_000_000.0
    await turn(store, SessionStarted(timestamp=future), UserUttered("before", timestamp=future))
    await turn(store, UserUttered("after", timestamp=past), SlotSet("context", 1, timestamp=past))
    tracker = await store.retrieve("me")
    assert tracker is not None
    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["before", "after"]
    await turn(store, SessionStarted(timestamp=past), UserUttered("a new session", timestamp=past))
    tracker = await store.retrieve("me")
    assert tracker is not None
    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["a new session"]


async def test_facts_near_to_a_question_are_not_kept_with_it(store: ConversationStore) -> None:
    clause = {"text": "who led it", "intent": {"name": "operation_leader"}, "facts": [{"id": "a.1", "score": 0.5}]}
    parsed = {"intent": clause["intent"], "clauses": [{**clause, "facts_in_talk": [{"id": "a.2", "score": 0.4}]}]}
    asked = UserUttered("who led it", {"name": "operation_leader"}, [], parsed)
    await turn(store, asked)
    tracker = await store.retrieve("me")
    assert tracker is not None
    kept = tracker.latest_message
    assert kept is not None
    assert kept.parse_data["clauses"] == [{"text": "who led it", "intent": {"name": "operation_leader"}}]
    assert asked.parse_data["clauses"][0]["facts"], "the action that answers still needs them"
