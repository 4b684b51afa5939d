"""Clients that ask one question after the other, each as soon as it has its answer; for a bounded time."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from evaluation.bench.questions import Supply
from evaluation.bench.replies import connect

MOST_CLIENTS = 64
MOST_SECONDS = 300.0
QUESTIONS_A_CONVERSATION = 5


@dataclass(frozen=True)
class Load:
    """What a number of clients got: answers a second, and percentiles of the time to an answer in milliseconds."""

    clients: int
    answers: int
    failed: int
    per_second: float
    p50: float
    p95: float
    p99: float


def press(address: str, clients: int, seconds: float, supply: Supply, tell: Callable[[str], None]) -> Load:
    """Asks from several clients at once.

    Args:
        address: the assistant, on this machine.
        clients: how many, each with one question under way; at most 64.
        seconds: for how long; at most 300. Questions under way at the end are waited for.
        supply: the questions.
        tell: is told every ten seconds how far it is.
    """
    if not 1 <= clients <= MOST_CLIENTS or not 0 < seconds <= MOST_SECONDS:
        raise ValueError(f"at most {MOST_CLIENTS} clients and {MOST_SECONDS:.0f} seconds, and at least some of both")
    times: list[float] = []
    failed: list[str] = []
    started = time.perf_counter()
    run = f"{time.time_ns():x}"

    def client(number: int) -> None:
        assistant = connect(address)
        asked = 0
        while time.perf_counter() - started < seconds:
            reply = assistant.ask(f"bench-{run}-{number}-{asked // QUESTIONS_A_CONVERSATION}", supply.take())
            asked += 1
            times.append(reply.seconds)
            if reply.fault or reply.outcome == "error":
                failed.append(reply.fault or reply.text)
        assistant.close()

    threads = [threading.Thread(target=client, args=(number,), daemon=True) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():
            thread.join(10)
            if thread.is_alive():
                tell(f"{clients} clients: {len(times)} answers in {time.perf_counter() - started:.0f} s")
    took = time.perf_counter() - started
    good = len(times) - len(failed)
    return Load(
        clients, len(times), len(failed), good / took, *(percentile(times, share) for share in (0.5, 0.95, 0.99))
    )


def percentile(seconds: Sequence[float], share: float) -> float:
    """The nearest-rank percentile, in milliseconds; 0 of nothing."""
    ranked = sorted(seconds)
    return round(ranked[max(0, math.ceil(share * len(ranked)) - 1)] * 1000, 1) if ranked else 0.0
