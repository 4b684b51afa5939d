"""The database full, damaged, read-only: an honest line on every channel, words for the operator, back by itself."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
import requests

from assistant.channels import lines
from assistant.store.backup import back_up, restore
from tests.channels.web_server import Visitor
from tests.e2e.running import environment, run_once
from tests.faults.conftest import Victim

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

HONEST = {lines.load().unavailable, lines.load().try_again}


def told(visitor: Visitor, question: str, message: str) -> str:
    """What a visitor hears, in the chat or as the reason of a refusal."""
    answer = visitor.send(question, message).json()
    return str(answer["answer"]["text"] if "answer" in answer else answer["error"]["reason"])


def test_a_full_disk(victim: Victim) -> None:
    visitor = Visitor(victim.assistant.address)
    visitor.start()
    visitor.ask("When did RAMSI start?")
    victim.assistant.ask("When did RAMSI start?", "talker")
    victim.disk.fill(victim.assistant)
    try:
        # what SQLite has already taken of the disk may hold some more turns
        others = (victim.assistant.ask("When did INTERFET begin?", f"other-{number}").text for number in range(300))
        assert any(text in HONEST for text in others)
        assert victim.assistant.ask("When did INTERFET begin?", "talker").text in HONEST
        assert told(visitor, "When did INTERFET begin?", "sent-again") in HONEST
        assert victim.becomes("Conversations cannot be kept: the disk")
        assert "make room on the disk" in victim.assistant.log.read_text() or not victim.disk.mounted
    finally:
        victim.disk.clear(victim.assistant)
    assert victim.is_well()
    assert "2017" in victim.assistant.ask("and when did it end?", "talker").text, "what could not be kept is not said"
    assert "1999" in told(visitor, "When did INTERFET begin?", "sent-again")
    assert "2000" in visitor.ask("and when did it end?")["answer"]["text"]
    assert [turn["state"] for turn in visitor.history()] == ["answered"] * 3
    with closing(sqlite3.connect(victim.database)) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_damaged_file(victim: Victim, tmp_path: Path) -> None:
    victim.assistant.ask("When did RAMSI start?", "faithful")
    back_up(victim.database, tmp_path / "copy.db")
    with victim.database.open("r+b") as file:
        file.write(os.urandom(victim.database.stat().st_size))
    victim.database.with_name(victim.database.name + "-wal").write_bytes(b"")
    # until it is read from the disk, SQLite answers from its memory
    assert victim.assistant.ask("When did INTERFET begin?", "faithful").outcome in ("answered", "error")
    victim.kill()
    # what cannot start says so too, on every address, and comes back when it is mended
    assert victim.assistant.wait_for(lambda: "put a copy back" in victim.reason(), 30)
    web = requests.post(f"{victim.assistant.address}/api/chat/session", json={}, timeout=10)
    assert (web.status_code, web.json()["error"]["reason"]) == (503, lines.load().unavailable)
    page = requests.get(f"{victim.assistant.address}/chat", headers={"accept": "text/html"}, timeout=10)
    assert page.status_code == 503
    assert "ministry" in page.text
    restore(tmp_path / "copy.db", victim.database)
    assert victim.is_well()
    assert "2017" in victim.assistant.ask("and when did it end?", "faithful").text


def test_a_read_only_file(victim: Victim) -> None:
    victim.assistant.ask("When did RAMSI start?", "reader")
    for place in (victim.database, victim.disk.folder):
        place.chmod(place.stat().st_mode & ~0o222)
    try:
        victim.kill()
        assert victim.assistant.wait_for(lambda: "Conversations cannot be kept: their file" in victim.reason(), 30)
        started = time.monotonic()
        refused = victim.assistant.post({"sender": "reader", "message": "When did it end?"})
        assert (refused.status_code, time.monotonic() - started < 5) == (503, True)
        assert refused.json()["error"]["reason"] == lines.load().unavailable
    finally:
        for place in (victim.disk.folder, victim.database):
            place.chmod(place.stat().st_mode | 0o200)
    assert victim.is_well()
    assert "2017" in victim.assistant.ask("and when did it end?", "reader").text


def test_a_damaged_file_is_refused_at_the_start_in_one_line(tmp_path: Path) -> None:
    database = tmp_path / "conversations.db"
    database.write_bytes(os.urandom(64 * 1024))
    result = run_once(environment(tmp_path), seconds=60)
    assert result.returncode == 1
    line = result.stderr.strip().splitlines()[-1]
    assert line.startswith("error: Conversations cannot be read: their file is damaged")
    assert "make restore" in line


def test_damage_inside_is_found_before_the_start(tmp_path: Path) -> None:
    database = tmp_path / "conversations.db"
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, data TEXT)")
        opened.executemany("INSERT INTO rows (data) VALUES (?)", [("x" * 1000,)] * 500)
        opened.commit()
    with database.open("r+b") as file:
        file.seek(40 * 4096)
        file.write(os.urandom(8 * 4096))
    assert "damaged" in run_once(environment(tmp_path), seconds=60).stderr
