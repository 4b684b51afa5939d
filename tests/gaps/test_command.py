"""``make gaps`` reads the store of the running assistant."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.gaps.__main__ import main
from assistant.store import voices
from assistant.store.database import Database
from assistant.store.records import Feedback


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    path = tmp_path / "conversations.db"
    monkeypatch.setenv("TRACKER_DB", str(path))
    return Database(f"sqlite:///{path}")


def test_nothing_yet(store: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "Nothing was asked in vain" in capsys.readouterr().out


def test_groups_and_a_proposal(store: Database, capsys: pytest.CaptureFixture[str]) -> None:
    down = Feedback("slack", "c", "m", "down", "how much did RAMSI cost", "No.", "no figure", "operation_cost")
    up = Feedback("slack", "c", "m2", "up", "When did RAMSI start?", "2003.")
    store.run_now(lambda connection: voices.keep_unanswered(connection, "web", "What did RAMSI cost?", "unknown", None))
    store.run_now(lambda connection: voices.keep_feedback(connection, down))
    store.run_now(lambda connection: voices.keep_feedback(connection, up))
    assert main([]) == 0
    said = capsys.readouterr().out
    assert "What did RAMSI cost?" in said
    assert "said: no figure" in said
    assert "start" not in said
    assert main(["--propose", "1"]) == 0
    assert "id: ramsi." in capsys.readouterr().out
    assert main(["--propose", "7"]) == 1
    assert "1 groups" in capsys.readouterr().err
