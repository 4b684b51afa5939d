"""Tables are made by one program: missing ones only, and also when two run at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import ProgrammingError

from assistant.settings import QUIET, ROOT
from assistant.store import schema
from assistant.store.database import Database, open_engine, url_of
from tests.store.filling import store_of
from tests.store.postgres import Postgres


@pytest.fixture
def endpoints(server: Postgres, tmp_path: Path) -> Path:
    file = tmp_path / "endpoints.yml"
    file.write_text(server.endpoints)
    emptied = Database(url_of(file))
    emptied.run_now(lambda connection: connection.exec_driver_sql("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    emptied.close()
    return file


def command(endpoints: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "assistant.store.schema"],
        cwd=ROOT,
        env={**QUIET, "ENDPOINTS": str(endpoints), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def tables(endpoints: Path) -> set[str]:
    engine = open_engine(url_of(endpoints))
    try:
        return set(inspect(engine).get_table_names())
    finally:
        engine.dispose()


def test_two_at_once_and_once_more(endpoints: Path) -> None:
    ended = [(process.communicate(timeout=120), process.returncode) for process in [command(endpoints) for _ in "ab"]]
    assert [code for _, code in ended] == [0, 0], ended
    said = sorted(out.strip() for (out, _), _ in ended)
    assert said[0].startswith("Made: ")
    assert said[1] == "The database is as it should be."
    assert {"events", "web_turns", "slack_claims", "feedback"} <= tables(endpoints)
    assert schema.migrate(url_of(endpoints)) == []


def test_servers_make_no_tables(endpoints: Path) -> None:
    Database(url_of(endpoints)).close()
    store_of(endpoints)
    assert tables(endpoints) == set()


async def test_a_server_without_tables_says_so(endpoints: Path) -> None:
    with pytest.raises(ProgrammingError):
        await store_of(endpoints).retrieve("me")


def test_a_database_that_does_not_answer_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "endpoints.yml"
    file.write_text("tracker_store:\n  type: SQL\n  dialect: postgresql\n  url: postgresql://me@127.0.0.1:1/none\n")
    process = command(file)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert said.strip().splitlines()[-1] != ""
    assert "\nerror: the database does not answer" in f"\n{said}"


def test_on_sqlite_it_works_as_well(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    assert "events" in schema.migrate(url)
    assert schema.migrate(url) == []
