"""The database of the conversations, opened a second time for our own tables."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from rasa.core.tracker_store import SQLTrackerStore
from rasa.core.utils import AvailableEndpoints
from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.pool import QueuePool

from assistant.store.tables import metadata

T = TypeVar("T")

# What goes wrong between us and PostgreSQL shows within seconds: while connecting, while a statement runs, and when the
# other machine is gone without a word.
POSTGRES = {
    "connect_timeout": 2,
    "options": "-c statement_timeout=10000 -c lock_timeout=3000",
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 5000,
}


def url_of(endpoints: Path) -> Any:
    """Address of the SQL database that ``tracker_store`` in endpoints.yml names; none where it is another kind."""
    tracker = AvailableEndpoints.read_endpoints(str(endpoints)).tracker_store
    if tracker is None or str(tracker.type).lower() != "sql":
        return None
    options = tracker.kwargs
    return SQLTrackerStore.get_db_url(
        dialect=options.get("dialect", "sqlite"),
        host=tracker.url,
        port=options.get("port"),
        db=options.get("db", "rasa.db"),
        username=options.get("username"),
        password=options.get("password"),
        query=options.get("query"),
    )


def open_engine(url: Any) -> Engine:
    """Connections to a database; each is tested before it is used."""
    # Parameters are hidden: what people wrote would stand in the text of an error, and so in the log.
    # Connections stay open: SQLite folds its log into the file, slowly, each time the last one is closed.
    lite = make_url(url).get_backend_name() == "sqlite"
    engine: Engine = create_engine(
        url,
        pool_pre_ping=True,
        future=True,
        poolclass=QueuePool,
        hide_parameters=True,
        connect_args={"check_same_thread": False} if lite else POSTGRES,
    )
    if lite:
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


class Database:
    """Runs short transactions in a thread, so that a slow disk does not hold up other conversations."""

    def __init__(self, url: Any) -> None:
        self.engine = open_engine(url)
        if self.engine.dialect.name == "sqlite":
            # elsewhere several servers would do it at once: assistant.store.schema does it before they start
            metadata.create_all(self.engine)
        self._threads = ThreadPoolExecutor(2, thread_name_prefix="store")

    async def run(self, work: Callable[[Connection], T]) -> T:
        """Runs ``work`` in one transaction and returns what it returns."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self.run_now, work)

    def run_now(self, work: Callable[[Connection], T]) -> T:
        """The same, waiting for it."""
        with self.engine.begin() as connection:
            return work(connection)

    def scrub(self) -> None:
        """After a deletion: takes what was deleted out of SQLite's log too. If others read just then, the next does."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Ends the threads and the connections."""
        self._threads.shutdown()
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # readers and the writer do not block each other; a second writer waits instead of failing; what is deleted is
    # overwritten
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
