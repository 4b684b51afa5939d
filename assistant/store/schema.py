"""``make migrate``: the tables of the database, made by one program before the servers start, not by each of them.

Run twice, or twice at the same time, it does the same as once. On SQLite, where one server is alone, the server makes
its tables itself.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

from rasa.core.tracker_store import SQLTrackerStore
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from assistant.settings import SettingError, from_environment
from assistant.store import slack  # noqa: F401 - brings its tables
from assistant.store.database import open_engine, url_of
from assistant.store.tables import metadata, signs_of_life

# Any number, the same for all: who holds it changes tables, the others wait.
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(3920604)")
# The last event of a conversation is looked up at every turn.
_INDEXES = {"ix_events_sender_id_id": "CREATE INDEX ix_events_sender_id_id ON events (sender_id, id)"}


def migrate(url: Any) -> list[str]:
    """Makes the tables and indexes that are missing and returns their names.

    Raises:
        OperationalError: the database does not answer.
    """
    engine = open_engine(url)
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                # an index on many rows takes its time, and so does waiting for somebody who makes one
                connection.execute(text("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0"))
                connection.execute(_ONE_AT_A_TIME)
            return _add(connection)
    finally:
        engine.dispose()


def missing(connection: Connection) -> list[str]:
    """Names of tables that are not there."""
    there = set(inspect(connection).get_table_names())
    return sorted({*metadata.tables, *SQLTrackerStore.Base.metadata.tables} - there)


def _add(connection: Connection) -> list[str]:
    made = missing(connection)
    SQLTrackerStore.Base.metadata.create_all(connection)
    metadata.create_all(connection)
    # one row, or two servers would make it in the same moment
    if not connection.execute(select(signs_of_life)).first():
        connection.execute(insert(signs_of_life).values(id=1, at=0.0))
    there = {index["name"] for index in inspect(connection).get_indexes("events")}
    for name, statement in _INDEXES.items():
        if name not in there:
            connection.execute(text(statement))
            made.append(name)
    return made


def main() -> int:
    """Migrates the database that endpoints.yml names."""
    try:
        settings = from_environment()
    except SettingError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    os.environ.update(settings.environment())
    url = url_of(settings.endpoints)
    if url is None:
        print("error: tracker_store in endpoints.yml names no SQL database", file=sys.stderr)
        return 1
    try:
        made = migrate(url)
    except OperationalError as error:
        logging.getLogger(__name__).debug("No database", exc_info=True)
        print(f"error: the database does not answer: {str(error.orig).strip()}", file=sys.stderr)
        return 1
    print(f"Made: {', '.join(made)}" if made else "The database is as it should be.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
