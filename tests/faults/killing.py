"""SIGKILL of a server process at a random moment while people ask; the same for CI and for ``make soak``."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from assistant.server.health import FRESH_SECONDS
from tests.e2e.running import Assistant
from tests.faults.people import Person, crowd, wrong_on_file

ROLES = ("rasa", "actions")
BACK_SECONDS = 120.0


@dataclass
class Outcome:
    """What came of it. ``wrong``: everything that is not as it should be; ``back``: seconds until all was well."""

    wrong: list[str] = field(default_factory=list)
    back: list[float] = field(default_factory=list)
    answered: int = 0
    retries: int = 0


def kill_at_random(
    assistant: Assistant, database: Path, kills: int, people: int, say: Callable[[str], None], seed: int
) -> Outcome:
    """Kills one of the two servers again and again, at once or while it is just coming back.

    Args:
        assistant: the victim; only its own processes are killed.
        database: its conversations.
        kills: how often.
        people: how many ask meanwhile, without pause.
        say: told how it goes.
        seed: of the random moments.
    """
    chance = random.Random(seed)
    outcome = Outcome()
    asking = crowd(assistant.address, people)
    stop = threading.Event()
    threads = [threading.Thread(target=person.talk, args=[stop], name=person.name) for person in asking]
    for thread in threads:
        thread.start()
    try:
        for number in range(kills):
            role = ROLES[number % 2] if chance.random() < 0.8 else ROLES[0]
            time.sleep(chance.uniform(0.05, 1.5))
            outcome.back.append(_kill(assistant, role))
            say(f"  kill {number + 1} of {kills}: {role}, back after {outcome.back[-1]:.0f} s")
    except AssertionError as error:
        outcome.wrong.append(str(error))
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    _note(outcome, asking, database)
    return outcome


def _kill(assistant: Assistant, role: str) -> float:
    os.kill(assistant.child(role), signal.SIGKILL)
    begun = time.monotonic()
    time.sleep(FRESH_SECONDS)  # until then /health may tell what it found before
    if not assistant.wait_for(lambda: assistant.health()[0] == 200, BACK_SECONDS):
        raise AssertionError(f"not back {BACK_SECONDS:.0f} s after the {role} server was killed")
    return time.monotonic() - begun


def _note(outcome: Outcome, asking: list[Person], database: Path) -> None:
    outcome.wrong += wrong_on_file(database, asking)
    outcome.answered = sum(len(person.asked) for person in asking)
    outcome.retries = sum(person.retries for person in asking)
