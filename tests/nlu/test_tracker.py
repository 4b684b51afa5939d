"""The clauses reach the action server: they are part of the tracker's latest message, also after it has been stored."""

from __future__ import annotations

from rasa.shared.core.events import Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

PARSE = {
    "text": "who led it",
    "intent": {"name": "operation_leader", "confidence": 0.9},
    "entities": [],
    "clauses": [{"text": "who led it", "facts": [{"id": "a.1", "score": 0.5}]}],
}


def test_clauses_are_in_the_latest_message() -> None:
    event = UserUttered("who led it", PARSE["intent"], [], PARSE)
    stored = Event.from_parameters(event.as_dict())
    tracker = DialogueStateTracker.from_events("somebody", [stored])
    assert tracker.current_state()["latest_message"]["clauses"] == PARSE["clauses"]
