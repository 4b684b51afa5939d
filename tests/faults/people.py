"""People who keep asking on the web while servers die under them, and what must be on file afterwards."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import requests

# A subject, and follow-ups that are only understood while the context is there.
QUESTIONS = (
    ("When did RAMSI start?", "2003"),
    ("and when did it end?", "2017"),
    ("When did INTERFET begin?", "1999"),
    ("and when did it end?", "2000"),
)
PATIENCE = 120.0


@dataclass
class Person:
    """One conversation: each question is sent again, under the same id, until it is answered."""

    address: str
    name: str
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    retries: int = 0
    browser: requests.Session = field(default_factory=requests.Session)
    session: str = ""

    def open(self) -> None:
        """Starts the session."""
        answer = self.browser.post(f"{self.address}/api/chat/session", json={}, timeout=15)
        assert answer.status_code == 200, answer.text
        self.session = self.browser.cookies["psa_session"].split(".")[1]

    def talk(self, stop: threading.Event) -> None:
        """Asks one question after the other until told to stop."""
        while not stop.is_set():
            question, expected = QUESTIONS[len(self.asked) % len(QUESTIONS)]
            message = f"{self.name}-question-{len(self.asked):05d}"
            self.asked.append(message)
            text = self._answered(message, question)
            if expected not in text:
                self.faults.append(f"{message} ({question}): {text[:120]!r}")

    def _answered(self, message: str, question: str) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                answer = self.browser.post(
                    f"{self.address}/api/chat/messages", json={"id": message, "text": question}, timeout=15
                )
            except requests.RequestException:
                pass
            else:
                if answer.status_code == 200 and answer.json()["state"] == "answered":
                    return str(answer.json()["answer"]["text"])
                if answer.status_code not in (200, 500, 503):
                    return f"HTTP {answer.status_code}: {answer.text}"
            self.retries += 1
            time.sleep(0.1)
        return f"no answer within {PATIENCE:.0f} s"


def crowd(address: str, number: int) -> list[Person]:
    """So many people with a session each."""
    people = [Person(address, f"person-{each}") for each in range(number)]
    for person in people:
        person.open()
    return people


def wrong_on_file(database: Path, people: list[Person]) -> list[str]:
    """What the SQLite file holds otherwise than it should: each question once, whole, in order, nothing damaged."""
    with closing(sqlite3.connect(database)) as opened:
        found = [f"the file: {said}" for (said,) in opened.execute("PRAGMA integrity_check") if said != "ok"]
        for person in people:
            found += person.faults + _wrong_turns(opened, person) + _wrong_events(opened, person)
    return found


def _wrong_turns(opened: sqlite3.Connection, person: Person) -> list[str]:
    kept = opened.execute("SELECT id, state FROM web_turns WHERE session = ? ORDER BY number", [person.session])
    if kept.fetchall() != [(message, "answered") for message in person.asked]:
        return [f"{person.name}: the turns on file are not the {len(person.asked)} questions asked, once and in order"]
    return []


def _wrong_events(opened: sqlite3.Connection, person: Person) -> list[str]:
    rows = opened.execute("SELECT data FROM events WHERE sender_id = ? ORDER BY id", [f"web-{person.session}-0"])
    events = [json.loads(data) for (data,) in rows]
    heard = [event["message_id"] for event in events if event["event"] == "user"]
    found = [f"{person.name}: {id_} is stored {times} times" for id_, times in Counter(heard).items() if times > 1]
    if heard != person.asked:
        found.append(f"{person.name}: Rasa holds {len(heard)} questions, asked were {len(person.asked)}")
    # of each turn: the question, its answer, the context, and that the assistant listens again
    turns: list[set[str]] = []
    for event in events:
        if event["event"] == "user":
            turns.append(set())
        if turns:
            turns[-1].add(event["event"])
    found += [f"{person.name}: half a turn: {sorted(turn)}" for turn in turns if not {"bot", "slot", "action"} <= turn]
    return found
