"""Where conversations are kept: Rasa's SQL store with fewer queries a turn, and a turn is stored whole and once."""

from __future__ import annotations

import itertools
import json
import logging
from collections.abc import Iterator
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SQLTrackerStore, TrackerStore
from rasa.shared.core.events import BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig
from sqlalchemy import bindparam, create_engine, event, func, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

from assistant.store.database import POSTGRES

logger = logging.getLogger(__name__)

_STORED = "stored_events"
# What a parsed question holds for the action that answers it, and nobody reads later.
_OF_ITS_TURN = ("facts", "facts_in_talk")
_LAST = "last_row"
# One writer of a conversation at a time, and it sees what the one before has written.
_ONE_WRITER = text("SELECT pg_advisory_xact_lock(hashtextextended(:sender, 0))")

# The two questions of every turn, made once: making them takes as long as having them answered.
_EVENTS = SQLTrackerStore.SQLEvent.__table__
_OF_SENDER = _EVENTS.c.sender_id == bindparam("sender")
_ALL_SESSIONS = select(_EVENTS.c.id, _EVENTS.c.data).where(_OF_SENDER).order_by(_EVENTS.c.id)
_LATEST_SESSION = _ALL_SESSIONS.where(
    _EVENTS.c.id
    >= func.coalesce(
        select(func.max(_EVENTS.c.id))
        .where(_OF_SENDER, _EVENTS.c.type_name == SessionStarted.type_name)
        .scalar_subquery(),
        0,
    )
)


class ConversationMovedError(Exception):
    """Somebody else has written to the conversation since it was read; nothing was written now."""


def create(endpoint: EndpointConfig | None, broker: EventBroker | None) -> TrackerStore:
    """The store that endpoints.yml names; an SQL store in our own make."""
    if endpoint is not None and str(endpoint.type).lower() == "sql":
        return ConversationStore(host=endpoint.url, event_broker=broker, **endpoint.kwargs)
    return TrackerStore.create(endpoint, event_broker=broker)


class ConversationStore(SQLTrackerStore):
    """Rasa's tables and queries, but: one query less a turn, events written in one statement, connections tested.

    On PostgreSQL, where several servers write, a turn is refused when another one has been written since the
    conversation was read: the lock that keeps turns in order may be lost, what is stored must not be. Rasa's way of
    waiting for a database at the start, which would hold up everything, is left out; so are its tables on PostgreSQL,
    which ``assistant.store.schema`` makes.
    """

    engine: Engine

    def __init__(
        self,
        domain: Any = None,
        dialect: str = "sqlite",
        host: str | None = None,
        port: int | str | None = None,
        db: str = "rasa.db",
        username: str | None = None,
        password: str | None = None,
        event_broker: EventBroker | None = None,
        query: dict[str, Any] | None = None,
        **more: Any,
    ) -> None:
        url = self.get_db_url(dialect, host, int(port) if port else None, db, username, password, query=query)
        self.engine = create_engine(url, hide_parameters=True, **_kept_open(url))
        self.guarded = self.engine.dialect.name != "sqlite"
        if not self.guarded:
            event.listen(self.engine, "connect", _prepare_sqlite)
            self.Base.metadata.create_all(self.engine)
        self.sessionmaker = sessionmaker(bind=self.engine)
        TrackerStore.__init__(self, domain, event_broker, **more)

    async def _retrieve(self, sender_id: str, fetch_events_from_all_sessions: bool) -> DialogueStateTracker | None:
        with self.session_scope() as session:
            statement = _ALL_SESSIONS if fetch_events_from_all_sessions else _LATEST_SESSION
            rows = session.execute(statement, {"sender": sender_id}).all()
        if not self.domain or not rows:
            return None
        tracker = DialogueStateTracker.from_dict(sender_id, [json.loads(data) for _, data in rows], self.domain.slots)
        if not fetch_events_from_all_sessions:
            setattr(tracker, _STORED, len(tracker.events))
            setattr(tracker, _LAST, rows[-1][0])
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
        """Writes the events of this turn, then passes them on to the event broker.

        Of a turn that had no answer nothing is kept: it may be sent again.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: nothing was written. Rasa would go on with a conversation in memory.
            ConversationMovedError: nothing was written.
        """
        if not tracker.events:
            setattr(tracker, _STORED, 0)
            setattr(tracker, _LAST, 0)
            return
        if _failed(tracker):
            return
        with self.session_scope() as session:
            last = getattr(tracker, _LAST, None) if self.guarded else None
            if last is not None:
                self._refuse_if_moved(session, tracker.sender_id, last)
            added = list(self._additional_events(session, tracker))
            if not added:
                return
            session.execute(_EVENTS.insert(), [self._row(tracker.sender_id, each) for each in added])
            if last is not None:
                setattr(tracker, _LAST, self._last(session, tracker.sender_id))
            session.commit()
        setattr(tracker, _STORED, len(tracker.events))
        if self.event_broker is not None:
            await self._stream_new_events(self.event_broker, added, tracker.sender_id)

    def _refuse_if_moved(self, session: Any, sender: str, last: int) -> None:
        session.execute(_ONE_WRITER, {"sender": sender})
        if self._last(session, sender) != last:
            raise ConversationMovedError(f"Conversation {sender} has been written to by another server meanwhile")

    def _last(self, session: Any, sender: str) -> int:
        rows = session.query(func.max(self.SQLEvent.id)).filter(self.SQLEvent.sender_id == sender)
        return int(rows.scalar() or 0)

    def _additional_events(self, session: Any, tracker: DialogueStateTracker) -> Iterator[Any]:
        stored = getattr(tracker, _STORED, None)
        if stored is None:
            added: Iterator[Any] = super()._additional_events(session, tracker)
            return added
        return itertools.islice(tracker.events, stored, None)

    @staticmethod
    def _row(sender: str, added: Any) -> dict[str, Any]:
        data = _without_facts(added.as_dict())
        return {
            "sender_id": sender,
            "type_name": added.type_name,
            "timestamp": data.get("timestamp"),
            "intent_name": data.get("parse_data", {}).get("intent", {}).get("name"),
            "action_name": data.get("name"),
            "data": json.dumps(data),
        }


def _without_facts(event: dict[str, Any]) -> dict[str, Any]:
    """The event without the facts that were near to a question: half its size, and of use in its own turn only."""
    parsed = event.get("parse_data")
    if not parsed or "clauses" not in parsed:
        return event
    clauses = [{key: value for key, value in clause.items() if key not in _OF_ITS_TURN} for clause in parsed["clauses"]]
    return {**event, "parse_data": {**parsed, "clauses": clauses}}


def _failed(tracker: DialogueStateTracker) -> bool:
    """Whether the latest turn ended with the line that there is no answer just now."""
    for latest in reversed(tracker.events):
        if isinstance(latest, BotUttered):
            return bool((latest.data.get("custom") or {}).get("outcome") == "error")
        if isinstance(latest, UserUttered):
            break
    return False


def _kept_open(url: Any) -> dict[str, Any]:
    """How connections are pooled."""
    if str(url).startswith("sqlite"):
        # A turn begins and ends on the event loop's thread; the pool spares opening the file each time.
        return {"poolclass": QueuePool, "connect_args": {"check_same_thread": False}}
    return {"pool_pre_ping": True, "pool_size": 10, "max_overflow": 20, "connect_args": POSTGRES}


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # Readers and the writer do not block each other, and a commit does not wait for the disk; a crash of the machine,
    # not of the process, may lose the last turns, but cannot corrupt the file.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=2000"):
        connection.execute(f"PRAGMA {pragma}")
