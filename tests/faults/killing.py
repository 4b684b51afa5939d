"""SIGKILL of a server process at a random moment while people ask; the same for CI and for ``make soak``."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from assistant.server.health import FRESH_SECONDS
from tests import people
from tests.e2e.running import Assistant

ROLES = ("rasa", "actions")
BACK_SECONDS = 120.0
ROUNDS = 2  # of four questions, then again from the first


@dataclass
class Outcome:
    """What came of it. ``wrong``: everything that is not as it should be; ``back``: seconds until all was well."""

    wrong: list[str] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    answered: int = 0
    retries: int = 0


def kill_at_random(
    assistant: Assistant, database: Path, kills: int, crowd: int, say: Callable[[str], None], seed: int
) -> Outcome:
    """Kills one of the two servers again and again, at once or while it is just coming back.

    Args:
        assistant: the victim; only its own processes are killed.
        database: its conversations.
        kills: how often.
        crowd: how many people ask meanwhile, without pause.
        say: told how it goes.
        seed: of the random moments.
    """
    chance = random.Random(seed)
    outcome = Outcome()
    right = asyncio.run(people.expected(assistant.address, ROUNDS))
    over = threading.Event()
    with ThreadPoolExecutor(1) as beside:
        talk = people.talk(assistant.address, crowd, 0.0, right, over, people.UNTIL_ANSWERED)
        talking = beside.submit(asyncio.run, talk)
        try:
            for number in range(kills):
                role = ROLES[number % 2] if chance.random() < 0.8 else ROLES[0]
                time.sleep(chance.uniform(0.05, 1.5))
                outcome.back.append(_kill(assistant, role))
                say(f"  kill {number + 1} of {kills}: {role}, back after {outcome.back[-1]:.0f} s")
        except AssertionError as error:
            outcome.wrong.append(str(error))
        finally:
            over.set()
    told = talking.result()
    outcome.wrong += told.faults + _wrong_on_file(database, told.people)
    outcome.answered = sum(len(person.asked) for person in told.people)
    outcome.retries = sum(told.again.values())
    return outcome


def _kill(assistant: Assistant, role: str) -> float:
    os.kill(assistant.child(role), signal.SIGKILL)
    begun = time.monotonic()
    time.sleep(FRESH_SECONDS)  # until then /health may tell what it found before
    if not assistant.wait_for(lambda: assistant.health()[0] == 200, BACK_SECONDS):
        raise AssertionError(f"not back {BACK_SECONDS:.0f} s after the {role} server was killed")
    return time.monotonic() - begun


def _wrong_on_file(database: Path, crowd: list[people.Person]) -> list[str]:
    """What the SQLite file holds otherwise than it should: each question once, whole, in order, nothing damaged."""
    with closing(sqlite3.connect(database)) as opened:
        found = [f"the file: {said}" for (said,) in opened.execute("PRAGMA integrity_check") if said != "ok"]
        for person in crowd:
            found += _wrong_turns(opened, person) + _wrong_events(opened, person)
    return found


def _wrong_turns(opened: sqlite3.Connection, person: people.Person) -> list[str]:
    kept = opened.execute("SELECT id, state FROM web_turns WHERE session = ? ORDER BY number", [person.session])
    if kept.fetchall() != [(message, "answered") for message in person.asked]:
        return [
            f"{person.number}: the turns on file are not the {len(person.asked)} questions asked, once and in order"
        ]
    return []


def _wrong_events(opened: sqlite3.Connection, person: people.Person) -> list[str]:
    rows = opened.execute("SELECT data FROM events WHERE sender_id = ? ORDER BY id", [f"web-{person.session}-0"])
    events = [json.loads(data) for (data,) in rows]
    heard = [event["message_id"] for event in events if event["event"] == "user"]
    found = [f"{person.number}: {id_} is stored {times} times" for id_, times in Counter(heard).items() if times > 1]
    if heard != list(person.asked):
        found.append(f"{person.number}: Rasa holds {len(heard)} questions, asked were {len(person.asked)}")
    # of each turn: the question, its answer, the context, and that the assistant listens again
    turns: list[set[str]] = []
    for event in events:
        if event["event"] == "user":
            turns.append(set())
        if turns:
            turns[-1].add(event["event"])
    whole = {"bot", "slot", "action"}
    found += [f"{person.number}: half a turn: {sorted(turn)}" for turn in turns if not whole <= turn]
    return found
