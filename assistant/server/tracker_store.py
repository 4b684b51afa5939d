"""Where conversations are kept: Rasa's SQL store with fewer queries a turn and connections kept open."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy import create_engine, event, func
from sqlalchemy.engine import Engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

_STORED = "stored_events"


def create(endpoint: EndpointConfig | None, broker: EventBroker | None) -> TrackerStore:
    """The store that endpoints.yml names; an SQL store in our own make."""
    if endpoint is not None and str(endpoint.type).lower() == "sql":
        return ConversationStore(host=endpoint.url, event_broker=broker, **endpoint.kwargs)
    return TrackerStore.create(endpoint, event_broker=broker)


class ConversationStore(SQLTrackerStore):
    """Rasa's tables and queries, but: one query less a turn, events written in one statement, connections tested."""

    engine: Engine

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        url = self.engine.url
        self.engine.dispose()
        if url.get_backend_name() == "sqlite":
            # A turn begins and ends on the event loop's thread; the pool spares opening the file each time.
            self.engine = create_engine(
                url, poolclass=QueuePool, hide_parameters=True, connect_args={"check_same_thread": False}
            )
            event.listen(self.engine, "connect", _prepare_sqlite)
        else:
            self.engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, pool_size=10, max_overflow=20)
        self.sessionmaker = sessionmaker(bind=self.engine)

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        with self.session_scope() as session:
            query = self._event_query(session, sender_id, fetch_events_from_all_sessions)
            events = [json.loads(data) for (data,) in query.with_entities(self.SQLEvent.data)]
        if not self.domain or not events:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        if not fetch_events_from_all_sessions:
            setattr(tracker, _STORED, len(tracker.events))
        return tracker

    def _event_query(self, session: Any, sender_id: str, fetch_events_from_all_sessions: bool) -> Any:
        """Rasa finds the latest session by its time. A clock that was set back would hide the turns since then."""
        query = session.query(self.SQLEvent).filter(self.SQLEvent.sender_id == sender_id)
        if not fetch_events_from_all_sessions:
            started = (
                session.query(func.max(self.SQLEvent.id))
                .filter(self.SQLEvent.sender_id == sender_id, self.SQLEvent.type_name == SessionStarted.type_name)
                .scalar_subquery()
            )
            query = query.filter(self.SQLEvent.id >= func.coalesce(started, 0))
        return query.order_by(self.SQLEvent.id)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Writes the events of this turn. Of a turn that had no answer nothing is kept: it may be sent again.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: nothing was written. Rasa would go on with a conversation in memory.
        """
        if _failed(tracker):
            return
        await self.stream_events(tracker)
        with self.session_scope() as session:
            rows = [self._row(tracker.sender_id, added) for added in self._additional_events(session, tracker)]
            session.bulk_insert_mappings(self.SQLEvent, rows)
            session.commit()
        setattr(tracker, _STORED, len(tracker.events))

    def _additional_events(self, session: Any, tracker: DialogueStateTracker) -> Iterator[Any]:
        stored = getattr(tracker, _STORED, None)
        if stored is None:
            added: Iterator[Any] = super()._additional_events(session, tracker)
            return added
        return itertools.islice(tracker.events, stored, None)

    @staticmethod
    def _row(sender: str, added: Any) -> dict[str, Any]:
        data = added.as_dict()
        return {
            "sender_id": sender,
            "type_name": added.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data),
        }


def _failed(tracker: DialogueStateTracker) -> bool:
    """Whether the latest turn ended with the line that there is no answer just now."""
    for latest in reversed(tracker.events):
        if isinstance(latest, BotUttered):
            return bool((latest.data.get("custom") or {}).get("outcome") == "error")
        if isinstance(latest, UserUttered):
            break
    return False


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # Readers and the writer do not block each other, and a commit does not wait for the disk; a crash of the machine,
    # not of the process, may lose the last turns, but cannot corrupt the file.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=2000"):
        connection.execute(f"PRAGMA {pragma}")
