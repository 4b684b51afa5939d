"""Retention and deletion on request, on SQLite and PostgreSQL: nothing stays in any table."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from assistant import retention as command
from assistant.settings import Settings
from assistant.store import conversations, forgetting, retention
from assistant.store.database import Database
from assistant.store.retention import Periods
from assistant.store.slack import digest
from tests.store.filling import aged, everything, in_rasa, in_slack, on_the_web, store_of

TABLES = {
    "events",
    "feedback",
    "slack_answers",
    "slack_claims",
    "slack_threads",
    "unanswered_questions",
    "web_sessions",
    "web_turns",
}


async def test_after_the_period_nothing_is_left_in_any_table(database: Database, endpoints: Path) -> None:
    store = store_of(endpoints)
    await on_the_web(database, store, "s1", "an old question", "unknown")
    await in_slack(database, store, "k1", "an old question")
    await in_rasa(store, "rest-1", "an old question", "rest")
    aged(database, 29)
    kept = everything(database)
    assert set(kept) == TABLES
    assert all(kept.values()), kept
    assert retention.purge(database, Periods()).events == 0
    aged(database, 2)
    await on_the_web(database, store, "s2", "a new question")
    gone = retention.purge(database, Periods())
    assert (gone.turns, gone.sessions, gone.feedback, gone.unanswered, gone.slack) == (1, 1, 2, 1, 2)
    left = everything(database)
    assert "an old question" not in str(left)
    assert "a new question" in str(left["events"])
    assert "a new question" in str(left["web_turns"])


async def test_each_period_has_its_own_setting(
    database: Database, endpoints: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = store_of(endpoints)
    await on_the_web(database, store, "s1", "an old question", "unknown")
    aged(database, 20)
    monkeypatch.setenv("WEB_KEEP_DAYS", "10")
    monkeypatch.setenv("WEB_FEEDBACK_DAYS", "40")
    command.purge_now(Settings(endpoints=endpoints))
    left = everything(database)
    assert (left["events"], left["web_turns"], left["web_sessions"]) == ([], [], [])
    assert len(left["feedback"]) == len(left["unanswered_questions"]) == 1


def test_by_default_everything_is_kept_for_thirty_days() -> None:
    assert command.periods(Settings()) == Periods(30, 30, 30)


async def test_many_events_go_in_pieces(database: Database, endpoints: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 4)
    store = store_of(endpoints)
    for number in range(5):
        await in_rasa(store, f"rest-{number}", "an old question", "rest", at=time.time() - 40 * 86400)
    assert retention.purge(database, Periods()).events == 15
    assert everything(database)["events"] == []


async def test_the_schedule_removes_at_the_start_and_goes_on_after_a_failure(
    database: Database, endpoints: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await in_rasa(store_of(endpoints), "rest-1", "an old question", "rest", at=time.time() - 40 * 86400)
    monkeypatch.setattr(command, "HOUR", 0.01)
    real, tries = command.purge_now, []

    def failing_at_first(settings: Settings) -> object:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("disk")
        return real(settings)

    monkeypatch.setattr(command, "purge_now", failing_at_first)
    told: list[int | None] = []
    task = asyncio.create_task(
        command.purge_for_ever(Settings(endpoints=endpoints), lambda gone: told.append(gone.events if gone else None))
    )
    while len(told) < 2:
        await asyncio.sleep(0.05)
    task.cancel()
    assert told[:2] == [None, 3]
    assert "could not be removed" in caplog.text


async def test_a_deleted_web_conversation_leaves_nothing_and_takes_nothing_else(
    database: Database, endpoints: Path
) -> None:
    store = store_of(endpoints)
    await on_the_web(database, store, "mine", "a peculiar question", "unknown")
    database.run_now(lambda connection: conversations.restart(connection, "mine"))
    await in_rasa(store, conversations.sender("mine", 1), "a peculiar follow-up", "web")
    await on_the_web(database, store, "mine2", "a common question", "unknown")
    before = everything(database)
    assert all("peculiar" in str(before[table]) for table in ("events", "web_turns", "feedback"))
    assert len(before["unanswered_questions"]) == 2
    database.run_now(lambda connection: forgetting.forget_session(connection, "mine"))
    left = everything(database)
    assert "peculiar" not in str(left)
    assert all("common" in str(left[table]) for table in ("events", "web_turns", "feedback", "unanswered_questions"))


async def test_a_deleted_slack_thread_leaves_nothing(
    database: Database, endpoints: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    store = store_of(endpoints)
    key = digest("T0TEAM", "C0CHANNEL", "1700000000.000001")
    await in_slack(database, store, key, "a peculiar question", "unknown")
    await in_slack(database, store, "other", "a common question", "unknown")
    monkeypatch.setenv("ENDPOINTS", str(endpoints))
    assert command.main(["forget", "--slack", "T0TEAM", "C0CHANNEL", "1700000000.000001"]) == 0
    left = everything(database)
    claimed = left.pop("slack_claims")
    assert "peculiar" not in str(left)
    assert key not in str(left)
    assert len(claimed) == 2, "a hash of an event, which runs out by itself"
    assert "common" in str(left["events"])
    assert len(left["unanswered_questions"]) == len(left["slack_threads"]) == 1
    assert command.main(["forget", f"slack-{key}"]) == 1, "there is nothing left"
    assert "0 rows" in capsys.readouterr().out


async def test_a_turn_that_ends_after_the_deletion_leaves_nothing(database: Database, endpoints: Path) -> None:
    store = store_of(endpoints)
    database.run_now(lambda connection: conversations.start(connection, "mine"))
    turn = database.run_now(lambda connection: conversations.begin(connection, "mine", "message-1", "peculiar", ()))
    database.run_now(lambda connection: forgetting.forget_session(connection, "mine"))
    await in_rasa(store, conversations.sender("mine", 0), "peculiar", "web")
    answer = {"text": "peculiar", "outcome": "unknown"}
    database.run_now(lambda connection: conversations.finish(connection, "mine", turn, "answered", answer))
    assert "peculiar" not in str(everything(database))


async def test_sqlite_overwrites_what_is_deleted(tmp_path: Path) -> None:
    file = tmp_path / "conversations.db"
    endpoints = tmp_path / "endpoints.yml"
    endpoints.write_text(f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {file}\n")
    database, store = Database(f"sqlite:///{file}"), store_of(endpoints)
    for number in range(30):
        await on_the_web(database, store, f"s{number}", "a peculiar question", "unknown")
    assert any(b"peculiar" in path.read_bytes() for path in tmp_path.glob("conversations.db*"))
    aged(database, 31)
    retention.purge(database, Periods())
    assert not [path.name for path in tmp_path.glob("conversations.db*") if b"peculiar" in path.read_bytes()]
    database.close()


def test_make_purge_says_what_went(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRACKER_DB", str(tmp_path / "conversations.db"))
    assert command.main(["purge"]) == 0
    assert capsys.readouterr().out.startswith("Removed: 0 events, 0 turns")
