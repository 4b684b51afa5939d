"""``make soak``: the long form of what CI tries shortly. Ends by itself, tells how it goes, talks to this machine only.

An assistant of its own is started; 50 times one of its servers is killed at a random moment while people ask; one
conversation says a thousand turns; one client floods; ten thousand connections are opened.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.channels.web_server import Visitor
from tests.e2e.running import Assistant, running
from tests.faults.flood import flooding, others
from tests.faults.killing import kill_at_random
from tests.faults.long_talk import compare, say_something
from tests.faults.test_connections import MANY, opened

TURNS = 1000


def say(text: str) -> None:
    """Tells at once."""
    print(text, flush=True)


def kills(assistant: Assistant, folder: Path, number: int) -> list[str]:
    """SIGKILL at random moments."""
    seed = int(time.time())
    say(f"Killing {number} times at random moments (seed {seed}) ...")
    outcome = kill_at_random(assistant, folder / "conversations.db", number, crowd=8, say=say, seed=seed)
    slowest = max(outcome.back, default=0.0)
    say(f"  {outcome.answered} questions answered, {outcome.retries} sent again, back after {slowest:.0f} s at most")
    return outcome.wrong


def long_talk(assistant: Assistant) -> list[str]:
    """A thousand turns of one conversation."""
    say(f"Saying {TURNS} turns in one conversation ...")
    visitor = Visitor(assistant.address)
    visitor.start()
    for done in range(0, TURNS - 50, 50):
        say_something(visitor, 50)
        say(f"  {done + 50} of {TURNS}")
    cost = compare(assistant.address, visitor, pairs=25)
    say(f"  {cost}")
    return [] if cost.ratio <= 1.3 else [f"the 1,000th turn: {cost}"]


def flood(assistant: Assistant) -> list[str]:
    """One client with 500-character messages without pause, three times."""
    say("Flooding ...")
    felt = []
    for _ in range(3):
        alone = others(assistant.address, 3, 15.0)
        with flooding(assistant.address, 120):
            beside = others(assistant.address, 3, 15.0)
        say(f"  alone {alone}; beside the flood {beside}")
        felt.append(beside.p95 / alone.p95)
    return [] if min(felt) <= 2 else [f"the others wait {min(felt):.1f} times as long beside a flood"]


def connections(assistant: Assistant) -> list[str]:
    """Ten thousand that say nothing."""
    say(f"Opening {MANY} connections ...")
    with opened(assistant.port, MANY):
        beside = others(assistant.address, 3, 10.0)
    say(f"  beside them {beside}")
    return [] if beside.p95 < 1.0 else [f"beside {MANY} connections: {beside}"]


def main() -> int:
    """Runs everything and tells what was wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args()
    rates = {"WEB_SESSION_RATE": "100000/minute", "WEB_ADDRESS_RATE": "100000/minute"}
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as place, running(Path(place), say, **rates) as assistant:
        parts: list[Callable[[], list[str]]] = [
            lambda: kills(assistant, Path(place), options.kills),
            lambda: long_talk(assistant),
            lambda: flood(assistant),
            lambda: connections(assistant),
        ]
        for part in parts:
            wrong += part()
            say(f"  load of the machine: {os.getloadavg()[0]:.1f}")
    for each in wrong:
        say(f"WRONG: {each}")
    say("Something was wrong." if wrong else "All was well.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
