"""Many people at once: ``python -m tests.channels.load ADDRESS --sessions 200 --questions 10 --every 10``.

Each session asks its own questions, one every so many seconds, through the web API. Afterwards each history must hold
exactly its own questions, once and in order. Only for servers on this machine.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import aiohttp

QUESTIONS = (
    "When did RAMSI start?",
    "Is New Zealand in Mali?",
    "What is peacebuilding?",
    "Why does New Zealand take part?",
    "How many people served in East Timor?",
    "Who leads UNTSO?",
    "and when did it begin?",
    "Thanks",
    "Who decides on a deployment?",
    "What happened in Bougainville in 1997?",
)


@dataclass
class Result:
    """What came of it."""

    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


async def talk(address: str, number: int, questions: int, every: float, result: Result) -> None:
    """One person's conversation."""
    await asyncio.sleep(random.uniform(0, every))
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        async with browser.post(f"{address}/api/chat/session", json={}) as response:
            if response.status != 200:
                result.faults.append(f"session {number}: {response.status}")
                return
        asked: list[str] = []
        for place in range(questions):
            begun = time.perf_counter()
            text = QUESTIONS[(number + place) % len(QUESTIONS)]
            body = {"id": f"s{number:05d}-q{place:05d}", "text": text}
            async with browser.post(f"{address}/api/chat/messages", json=body) as response:
                turn = await response.json()
            result.seconds.append(time.perf_counter() - begun)
            asked.append(text)
            if response.status != 200 or turn["state"] != "answered" or turn["question"] != text:
                result.faults.append(f"session {number}, question {place}: {response.status} {str(turn)[:200]}")
            await asyncio.sleep(max(0.0, every - (time.perf_counter() - begun)))
        async with browser.get(f"{address}/api/chat/history") as response:
            kept = [turn["question"] for turn in (await response.json())["messages"]]
        if kept != asked:
            result.faults.append(f"session {number}: asked {len(asked)}, kept {len(kept)}, same order: {kept == asked}")


async def run(address: str, sessions: int, questions: int, every: float) -> Result:
    """All of them at once."""
    result = Result()
    await asyncio.gather(*(talk(address, number, questions, every, result) for number in range(sessions)))
    return result


def main() -> int:
    """Runs it and tells the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.channels.load", description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--questions", type=int, default=10)
    parser.add_argument("--every", type=float, default=10.0)
    options = parser.parse_args()
    if urlsplit(options.address).hostname not in ("127.0.0.1", "localhost", "::1"):
        parser.error("only for servers on this machine")
    result = asyncio.run(run(options.address, options.sessions, options.questions, options.every))
    steps = statistics.quantiles(result.seconds, n=100)
    print(
        f"{len(result.seconds)} answers, p50 {steps[49] * 1000:.0f} ms, p95 {steps[94] * 1000:.0f} ms, "
        f"p99 {steps[98] * 1000:.0f} ms, faults {len(result.faults)}"
    )
    for fault in result.faults[:20]:
        print(fault)
    return 1 if result.faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
