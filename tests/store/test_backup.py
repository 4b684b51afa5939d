"""Backup while the assistant writes, and restore: whole conversations come back."""

from __future__ import annotations

import asyncio
import os
import subprocess
from pathlib import Path

import pytest

from assistant.settings import ROOT
from assistant.store import backup, schema
from assistant.store.database import Database, url_of
from tests.store.filling import everything, in_rasa, on_the_web, store_of
from tests.store.postgres import Postgres


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRACKER_DB", str(tmp_path / "conversations.db"))
    return tmp_path / "conversations.db"


@pytest.fixture
def own(file: Path, tmp_path: Path) -> Path:
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {file}\n")
    return endpoints


async def test_a_copy_made_while_turns_are_written_is_whole_and_comes_back(
    file: Path, own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, store = Database(url_of(own)), store_of(own)
    await on_the_web(database, store, "s1", "first question")

    async def go_on() -> None:
        for number in range(50):
            await in_rasa(store, f"rest-{number}", "a later question", "rest")
            await asyncio.sleep(0)

    writing = asyncio.create_task(go_on())
    copy = tmp_path / "copy.db"
    assert await asyncio.to_thread(backup.main, ["backup", str(copy)]) == 0
    await writing
    database.close()
    store.engine.dispose()
    assert (copy.stat().st_mode & 0o777) == 0o600
    for path in tmp_path.glob("conversations.db*"):
        path.unlink()
    assert backup.main(["restore", str(copy)]) == 0
    restored = Database(url_of(own))
    rows = everything(restored)
    assert "first question" in str(rows["events"])
    assert "first question" in str(rows["web_turns"])
    assert len(rows["events"]) % 3 == 0, "turns are whole"
    tracker = await store_of(own).retrieve("web-s1-0")
    assert tracker is not None
    restored.close()


async def test_what_came_after_the_copy_is_gone_after_restoring(file: Path, own: Path, tmp_path: Path) -> None:
    database, store = Database(url_of(own)), store_of(own)
    await in_rasa(store, "rest-1", "before", "rest")
    copy = tmp_path / "copy.db"
    backup.back_up(file, copy)
    await in_rasa(store, "rest-2", "after", "rest")
    with database.engine.connect() as reading:
        reading.exec_driver_sql("BEGIN")
        reading.exec_driver_sql("SELECT * FROM events").fetchall()
        with pytest.raises(backup.BackupError, match="in use"):
            backup.restore(copy, file)
    database.close()
    store.engine.dispose()
    backup.restore(copy, file)
    events = str(everything(Database(url_of(own)))["events"])
    assert "before" in events
    assert "after" not in events


@pytest.mark.parametrize(("content", "why"), [(None, "There is no file"), (b"x" * 5000, "is no SQLite file")])
def test_what_is_no_copy_is_refused_and_nothing_lost(
    file: Path, tmp_path: Path, content: bytes | None, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Database(f"sqlite:///{file}").close()
    before, copy = file.read_bytes(), tmp_path / "copy.db"
    if content is not None:
        copy.write_bytes(content)
    assert backup.main(["restore", str(copy)]) == 1
    assert why in capsys.readouterr().err
    assert file.read_bytes() == before


def test_a_database_that_is_not_there_is_told(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert backup.main(["backup", str(tmp_path / "copy.db")]) == 1
    assert "There is no file" in capsys.readouterr().err
    assert not (tmp_path / "copy.db").exists()


async def test_postgres_by_the_commands_in_the_documentation(server: Postgres, tmp_path: Path) -> None:
    own = tmp_path / "endpoints.yml"
    own.write_text(server.endpoints)
    schema.migrate(url_of(own))
    await in_rasa(store_of(own), "rest-kept", "a question to keep", "rest")
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    commands = [line.strip() for line in page.splitlines() if line.strip().startswith(("pg_dump", "pg_restore"))]
    assert len(commands) == 2
    env = {
        **os.environ,
        "PATH": f"{server.programs}:{os.environ['PATH']}",
        "PGHOST": str(server.folder),
        "PGPORT": str(server.port),
        "PGUSER": server.user,
        "PGDATABASE": "conversations",
    }
    subprocess.run(commands[0], shell=True, cwd=tmp_path, env=env, check=True)
    database = Database(url_of(own))
    database.run_now(lambda connection: connection.exec_driver_sql("DELETE FROM events"))
    database.close()
    subprocess.run(commands[1], shell=True, cwd=tmp_path, env=env, check=True)
    restored = Database(url_of(own))
    assert "a question to keep" in str(everything(restored)["events"])
    restored.close()
