"""Log lines are structured and hold nothing that people wrote, unless that is asked for."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from rasa.core.channels.channel import UserMessage
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from assistant.channels import turn
from assistant.channels.guard import Accepted
from assistant.channels.lines import Lines
from assistant.server import logs
from assistant.settings import Settings
from assistant.store.database import Database

WORDS = "my peculiar question"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in ("assistant", "actions"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    logging.captureWarnings(False)
    structlog.reset_defaults()


def lines(capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capfd.readouterr().err.splitlines()]


async def failing_turn(error: Exception) -> None:
    async def handle(message: UserMessage) -> None:
        raise error

    said = Lines(unavailable="not now", try_again="again, please", no_words="words, please")
    await turn.take(handle, Accepted(WORDS, "me", wordless=False), "rest", said, 1.0)


async def test_a_line_is_json_with_time_level_and_place(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure(Settings(log_format="json"))
    await failing_turn(OSError(5, "disk"))
    said = lines(capfd)
    assert len(said) == 1, said
    line = said[0]
    assert line["timestamp"].endswith("+00:00")
    assert (line["level"], line["logger"]) == ("error", "assistant.channels.turn")
    assert line["event"] == "A turn on channel rest failed"
    assert line["error"] == "OSError: [Errno 5] disk"
    assert line["at"].startswith("test_logs.py:")


async def test_an_error_that_quotes_the_message_does_not_bring_it_into_the_log(
    capfd: pytest.CaptureFixture[str],
) -> None:
    logs.configure(Settings(log_format="json", log_level="DEBUG"))
    await failing_turn(ValueError(f"cannot parse '{WORDS}'"))
    err = capfd.readouterr().err
    assert '"error": "ValueError"' in err
    assert WORDS not in err
    logs.configure(Settings(log_format="json", log_text=True))
    await failing_turn(ValueError(f"cannot parse '{WORDS}'"))
    assert WORDS in capfd.readouterr().err


async def test_a_failing_database_does_not_bring_questions_into_the_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.configure(Settings(log_format="json", log_level="DEBUG"))
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(SQLAlchemyError) as raised:
        database.run_now(lambda connection: connection.execute(text("INSERT INTO gone VALUES (:q)"), {"q": WORDS}))
    await failing_turn(raised.value)
    err = capfd.readouterr().err
    assert "no such table: gone" in err
    assert WORDS not in err


def test_lines_of_libraries_hold_no_words_at_any_level(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure(Settings(log_format="json", log_level="DEBUG"))
    logging.getLogger("rasa.core.processor").debug("Received user message '%s'", WORDS)
    logging.getLogger("slack_sdk.web").debug("Sending %s", WORDS)
    logging.getLogger("assistant.x").debug("ours")
    structlog.get_logger().debug("processor.message.parse", parse_data_text=WORDS)
    structlog.get_logger().warning("something", text=WORDS, rasa_events=[WORDS], slot_values=WORDS, successes=3)
    said = lines(capfd)
    assert [line["event"] for line in said] == ["ours", "something"]
    assert said[1]["successes"] == 3
    assert WORDS not in str(said)


def test_as_text_for_a_person(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure(Settings(log_format="text"))
    try:
        raise OSError(5, "disk")
    except OSError:
        logging.getLogger("assistant.x").exception("Not done")
    line = capfd.readouterr().err
    assert "error assistant.x: Not done [OSError: [Errno 5] disk at test_logs.py:" in line
    assert line.count("\n") == 1
