"""One client who sends 500-character messages without pause, and what the others feel of it.

``python -m tests.faults.flood ADDRESS SECONDS`` is that client; it talks to this machine only.
"""

from __future__ import annotations

import itertools
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests

from assistant.settings import ROOT

LENGTH = 500
PIECES = (
    "When did RAMSI start and how many people served there?",
    "who led the mision in Bouganville and wot did it cost",
    "I wonder whether our country should have gone to so many far away places",
    "is New Zealand still in Mali, and what about the Sinai?",
    "qwzrt blorfen snarkle",
    "what does peacebuilding mean compared with peacekeeping",
)
SHORT = ("When did RAMSI start?", "Who led INTERFET?", "What is peacebuilding?", "Is New Zealand in Mali?")


def long_message(chance: random.Random) -> str:
    """Another text of 500 characters each time: names, slips, nonsense, several questions."""
    text = ""
    while len(text) < LENGTH:
        text += f"{chance.choice(PIECES)} {chance.randrange(1000)} "
    return text[:LENGTH]


@dataclass(frozen=True)
class Felt:
    """Seconds to an answer for the others: the median, and what nineteen of twenty are faster than."""

    p50: float
    p95: float

    def __str__(self) -> str:
        return f"p50 {self.p50 * 1000:.0f} ms, p95 {self.p95 * 1000:.0f} ms"


def others(address: str, people: int, seconds: float, every: float = 0.25) -> Felt:
    """So many people with short questions, each one every so often."""
    taken: list[float] = []
    threads = [threading.Thread(target=_ask, args=[address, number, seconds, every, taken]) for number in range(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Felt(statistics.median(taken), statistics.quantiles(taken, n=20)[18])


@contextmanager
def flooding(address: str, seconds: float) -> Iterator[None]:
    """The client, in a process of its own."""
    client = subprocess.Popen([sys.executable, "-m", "tests.faults.flood", address, str(seconds)], cwd=ROOT)
    try:
        time.sleep(1.0)
        yield
        assert client.poll() is None, "the flood has dried up"
    finally:
        client.terminate()
        client.wait()


def _ask(address: str, number: int, seconds: float, every: float, taken: list[float]) -> None:
    browser = requests.Session()
    assert browser.post(f"{address}/api/chat/session", json={}, timeout=30).status_code == 200
    time.sleep(every * number / 7)
    end = time.monotonic() + seconds
    for question in itertools.cycle(SHORT):
        begun = time.monotonic()
        if begun > end:
            return
        answer = browser.post(f"{address}/api/chat/messages", json={"text": question}, timeout=30)
        assert answer.json()["state"] == "answered", answer.text
        taken.append(time.monotonic() - begun)
        time.sleep(max(0.0, every - taken[-1]))


def main() -> int:
    """Floods."""
    address, seconds = sys.argv[1], float(sys.argv[2])
    if urlsplit(address).hostname not in ("127.0.0.1", "localhost"):
        sys.exit("only for servers on this machine")
    chance = random.Random(1)
    browser = requests.Session()
    browser.post(f"{address}/api/chat/session", json={}, timeout=30)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        browser.post(f"{address}/api/chat/messages", json={"text": long_message(chance)}, timeout=30)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
