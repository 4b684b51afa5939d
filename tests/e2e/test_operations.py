"""A real assistant in operation: notice and off switch, metrics, logs without words, old conversations removed."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests

from tests.channels.web_server import Visitor
from tests.e2e.running import Assistant, running

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

OLD = "an old question from the last month but one"


@dataclass
class Operated:
    """An assistant of its own with everything logged that may be, and a notice of its own."""

    assistant: Assistant
    notice: Path
    database: Path
    visitor: Visitor

    def metric(self, name: str, **labels: str) -> float:
        page = requests.get(f"{self.assistant.address}/metrics", timeout=20).text
        told = ",".join(f'{key}="{value}"' for key, value in sorted(labels.items()))
        found = re.search(rf"^{re.escape(f'{name}{{{told}}}' if told else name)} (\S+)$", page, re.MULTILINE)
        return float(found[1]) if found else 0.0


@pytest.fixture(scope="module")
def operated(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory, say: Callable[[str], None]
) -> Iterator[Operated]:
    """Depends on the other one, which trains the model if need be."""
    folder = tmp_path_factory.mktemp("operated")
    notice, database = folder / "notice.yml", folder / "conversations.db"
    with sqlite3.connect(database) as made:
        made.execute(
            "CREATE TABLE events (id INTEGER PRIMARY KEY, sender_id VARCHAR(255) NOT NULL, "
            "type_name VARCHAR(255) NOT NULL, timestamp FLOAT, intent_name VARCHAR(255), "
            "action_name VARCHAR(255), data TEXT)"
        )
        row = ("web-old-0", "user", time.time() - 40 * 86400, json.dumps({"text": OLD}))
        made.execute("INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, ?, ?, ?)", row)
    with running(folder, say, NOTICE_FILE=str(notice), LOG_LEVEL="DEBUG", LOG_FORMAT="json") as started:
        visitor = Visitor(started.address)
        visitor.start()
        yield Operated(started, notice, database, visitor)


def test_what_is_old_goes_at_the_start(operated: Operated) -> None:
    def gone() -> bool:
        with sqlite3.connect(operated.database) as opened:
            return OLD not in str(opened.execute("SELECT * FROM events").fetchall())

    assert operated.assistant.wait_for(gone, 20)
    assert operated.assistant.wait_for(lambda: operated.metric("psa_purged_rows_total", table="events") == 1, 5)


def test_notice_and_off_switch_within_ten_seconds_on_rest_and_web(operated: Operated) -> None:
    operated.notice.write_text("notice: Staff are being evacuated.\n")
    reply = operated.assistant.ask("When did RAMSI start?")
    assert reply.text.startswith("Staff are being evacuated.\n\n")
    assert "2003" in reply.text
    assert operated.visitor.ask("When did RAMSI start?")["answer"]["body"].startswith("Staff are being evacuated.")
    assert operated.metric("psa_notice") == 1
    operated.notice.write_text("switched_off: true\noff_text: 'Off. Ask at https://example.govt.nz/'\n")
    assert operated.assistant.ask("When did RAMSI start?").text == "Off. Ask at https://example.govt.nz/"
    assert operated.visitor.ask("When did RAMSI start?")["answer"]["text"] == "Off. Ask at https://example.govt.nz/"
    assert operated.assistant.wait_for(lambda: "switched off" in str(operated.assistant.health()[1]["warnings"]), 5)
    operated.notice.write_text("switched_off: [\n")
    assert operated.assistant.ask("When did RAMSI start?").outcome == "off"
    assert operated.metric("psa_notice_faulty") == 1
    operated.notice.unlink()
    assert operated.assistant.ask("When did RAMSI start?").outcome == "answered"


def test_metrics_of_a_real_conversation(operated: Operated) -> None:
    labels = {"channel": "web", "outcome": "answered", "kind": "operation_start"}
    before = operated.metric("psa_answers_total", **labels)
    up = operated.metric("psa_feedback_total", channel="web", verdict="up")
    turn = operated.visitor.ask("When did RAMSI start?")
    body = {"message": turn["id"], "verdict": "up"}
    assert operated.visitor.call("POST", "/feedback", json=body).status_code == 200
    assert operated.metric("psa_answers_total", **labels) == before + 1
    assert operated.metric("psa_feedback_total", channel="web", verdict="up") == up + 1
    assert operated.metric("psa_ready") == 1
    assert operated.metric("psa_answer_seconds_count", channel="web") >= 1


def test_no_words_in_the_log_of_a_real_assistant(operated: Operated) -> None:
    words = "peculiar zebra"
    operated.assistant.ask(f"When did the {words} operation start?")
    operated.visitor.ask(f"When did the {words} operation start?")
    operated.assistant.post({"sender": "x", "message": f"{words} " * 2000})
    time.sleep(1)
    log = operated.assistant.log.read_text(errors="replace")
    assert words not in log
    assert '"level": "debug"' in log or '"level": "info"' in log or '"level": "warning"' in log
