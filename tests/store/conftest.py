"""Databases to test on: SQLite always, PostgreSQL where its server is installed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.store import schema
from assistant.store.database import Database, url_of
from tests.store import postgres
from tests.store.postgres import Postgres


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    """A PostgreSQL server. CI installs one; there a skipped test is a failed one."""
    where = postgres.programs()
    if where is None:
        pytest.skip("no PostgreSQL server on this machine: apt-get install postgresql")
    with postgres.running(where) as started:
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def endpoints(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An endpoints.yml that names an empty database."""
    file = tmp_path / "endpoints.yml"
    if request.param == "sqlite":
        file.write_text(f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {tmp_path / 'conversations.db'}\n")
    else:
        started: Postgres = request.getfixturevalue("server")
        file.write_text(started.endpoints)
        emptied = Database(url_of(file))
        emptied.run_now(
            lambda connection: connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        )
        emptied.close()
        schema.migrate(url_of(file))
    return file


@pytest.fixture
def database(endpoints: Path) -> Iterator[Database]:
    """The database, opened."""
    opened = Database(url_of(endpoints))
    yield opened
    opened.close()
