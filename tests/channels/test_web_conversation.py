"""The rest of the API: restart, transcript, deletion, feedback, what editors read, headers, files and pages."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time

import pytest

from assistant.settings import ROOT
from assistant.store import retention
from assistant.store.database import Database
from assistant.store.retention import Periods
from tests.channels.web_server import Visitor, Web


def test_restart_forgets(visitor: Visitor) -> None:
    visitor.ask("count", "message-one")
    assert visitor.call("POST", "/restart", json={}).json()["messages"] == []
    assert visitor.history() == []
    # the assistant sees a conversation it has not had before
    assert visitor.ask("count", "message-two")["answer"]["text"] == "1"


def test_transcript(visitor: Visitor) -> None:
    visitor.ask("When did RAMSI start?")
    response = visitor.call("GET", "/transcript")
    assert response.headers["content-type"].startswith("text/plain")
    assert "attachment" in response.headers["content-disposition"]
    assert "When did RAMSI start?" in response.text
    assert "RAMSI began on 24 July 2003." in response.text


def test_deletion(web: Web, visitor: Visitor) -> None:
    session = visitor.browser.cookies["psa_session"].split(".")[1]
    visitor.ask("unknown: a very peculiar question", "message-one")
    visitor.call("POST", "/feedback", json={"message": "message-one", "verdict": "down", "reason": "peculiar"})
    token = visitor.browser.cookies["psa_session"]
    assert visitor.call("DELETE", "/conversation").status_code == 204
    assert "psa_session" not in visitor.browser.cookies
    assert visitor.call("GET", "/history", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    with sqlite3.connect(web.database) as database:
        for table in ("web_turns", "web_sessions", "feedback"):
            assert session not in str(database.execute(f"SELECT * FROM {table}").fetchall())
    files = [path.read_bytes() for path in web.database.parent.glob("conversations.db*")]
    assert files
    assert not any(b"peculiar" in content for content in files), "not even in unused parts of the files"
    assert visitor.start()["session"]["resumed"] is False


def test_feedback(web: Web, visitor: Visitor) -> None:
    visitor.ask("When did RAMSI start, roughly?", "message-one")
    for verdict in ("up", "down", None, "down"):
        body = {"message": "message-one", "verdict": verdict, "reason": "wrong year"}
        assert visitor.call("POST", "/feedback", json=body).json() == {"message": "message-one", "verdict": verdict}
        assert visitor.history()[0]["verdict"] == verdict
    read = read_out(web, "feedback")
    assert read.count("When did RAMSI start, roughly?") >= 1
    assert "wrong year" in read


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"message": "message-one"},
        {"message": "message-one", "verdict": "sideways"},
        {"message": "message-one", "verdict": "up", "reason": "x" * 501},
        {"message": "message-one", "verdict": "up", "reason": 5},
        {"message": 5, "verdict": "up"},
    ],
)
def test_feedback_that_is_none(visitor: Visitor, body: dict[str, object]) -> None:
    visitor.ask("hello", "message-one")
    expected = 200 if body == {"message": "message-one"} else 400
    assert visitor.call("POST", "/feedback", json=body).status_code == expected


def test_unanswered_questions_are_kept_for_editors(web: Web, visitor: Visitor) -> None:
    visitor.ask("unknown: how many boots?")
    read = read_out(web, "unanswered")
    assert "unknown: how many boots?" in read
    session = visitor.browser.cookies["psa_session"].split(".")[1]
    assert session not in read


def read_out(web: Web, what: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", "assistant.store", what],
        env={**os.environ, "TRACKER_DB": str(web.database)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_what_is_old_is_removed(web: Web, visitor: Visitor) -> None:
    visitor.ask("an old question", "message-one")
    with sqlite3.connect(web.database) as connection:
        columns = "id INTEGER PRIMARY KEY, sender_id TEXT, type_name TEXT, timestamp REAL, data TEXT"
        connection.execute(f"CREATE TABLE IF NOT EXISTS events ({columns})")
        insert = "INSERT INTO events (sender_id, timestamp) VALUES (?, ?)"
        connection.executemany(insert, [("slack-1", time.time() - 40 * 86400), ("slack-2", time.time())])
        connection.execute("UPDATE web_turns SET asked = asked - 40 * 86400 WHERE question = 'an old question'")
    database = Database(f"sqlite:///{web.database}")
    gone = retention.purge(database, Periods())
    database.close()
    assert gone.events == 1
    assert gone.turns >= 1
    assert visitor.history() == []


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/chat", 200), ("/api/chat/history", 401), ("/nowhere", 404)]
)
def test_headers(web: Web, path: str, status: int) -> None:
    visitor = web.visitor()
    response = visitor.browser.get(web.address + path, timeout=10)
    assert response.status_code == status
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "same-origin"
    assert "server" not in response.headers


@pytest.mark.parametrize(
    "path",
    [
        "/widget/../../credentials.yml",
        "/static/..%2f..%2fapi.py",
        "/static/%2e%2e/pages.py",
        "/widget/",
        "/static//etc/passwd",
    ],
)
def test_files_outside_are_not_served(web: Web, path: str) -> None:
    request = __import__("requests").Request("GET", web.address).prepare()
    request.url = web.address + path
    assert web.visitor().browser.send(request, timeout=10).status_code == 404


def test_the_page_without_scripts(web: Web) -> None:
    browser = web.visitor().browser
    page = browser.post(
        f"{web.address}/chat", data={"text": "When did RAMSI start?", "message": "message-one"}, timeout=10
    )
    assert page.status_code == 200
    assert "RAMSI began on 24 July 2003." in page.text
    assert 'href="https://example.org/source"' in page.text
    assert "<script" not in page.text
    again = browser.post(
        f"{web.address}/chat", data={"text": "When did RAMSI start?", "message": "message-one"}, timeout=10
    )
    assert again.text.count("You asked: When did RAMSI start?") == 1
    long = browser.post(f"{web.address}/chat", data={"text": "x" * 501}, timeout=10)
    assert long.status_code == 413
    assert "There is a problem" in long.text
    evil = browser.post(f"{web.address}/chat", data={"text": "evil <b>x</b>"}, timeout=10).text
    assert "<script" not in evil
    assert "<img" not in evil
    assert 'href="javascript' not in evil
    foreign = browser.post(
        f"{web.address}/chat", data={"text": "hi"}, headers={"Origin": "https://evil.example"}, timeout=10
    )
    assert foreign.status_code == 403
    for path in ("/chat/feedback", "/chat/restart", "/chat/delete"):
        data = {"message": "message-one", "verdict": "down", "reason": "no"}
        assert browser.post(web.address + path, data=data, timeout=10).status_code == 200
    assert "psa_session" not in browser.cookies
