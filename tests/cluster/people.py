"""People who talk to a cluster at once, send a message again at most once, and notice an answer that is not theirs."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import aiohttp

AGAIN_AFTER = 5.0
PATIENCE = aiohttp.ClientTimeout(total=20)

# Later questions make sense only with the earlier ones: a lost or crossed context changes the answer.
TALKS = (
    ("When did RAMSI start?", "when did it end?", "how many people did we send?", "and Bougainville?"),
    ("When did INTERFET begin?", "when did it end?", "who led it?", "and RAMSI?"),
    ("Is New Zealand in Mali now?", "how many people did we send?", "What did it cost?", "and Sinai?"),
    ("What is UNTSO?", "when did it start?", "is New Zealand still there?", "and UNMISS?"),
    ("What was the Truce Monitoring Group?", "when did it begin?", "who led it?", "what came of it?"),
    ("What is peacebuilding?", "and peacekeeping?", "Who decides on a deployment?", "where is that from?"),
    ("What is the MFO?", "where is it?", "how many people are there?", "and in Timor?"),
    ("When did UNTAET start?", "when did it end?", "and INTERFET?", "who led it?"),
)


@dataclass
class Outcome:
    """What came of it."""

    seconds: list[float] = field(default_factory=list)
    again: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Person:
    """Somebody with a browser. Each has an address of loopback of their own, for the limits of the proxy."""

    def __init__(self, cluster: str, number: int, outcome: Outcome) -> None:
        self.cluster = cluster
        self.number = number
        self.outcome = outcome
        address = f"127.1.{number // 250}.{number % 250 + 1}"
        self._browser = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            timeout=PATIENCE,
            connector=aiohttp.TCPConnector(local_addr=(address, 0)),
        )

    async def close(self) -> None:
        """Goes away."""
        await self._browser.close()

    async def start(self) -> None:
        """Opens the page; tries again if that fails."""
        if not await self._post("session", {}):
            await asyncio.sleep(AGAIN_AFTER)
            if not await self._post("session", {}):
                self.outcome.faults.append(f"{self.number}: no session")

    async def ask(self, text: str, message: str) -> str:
        """Asks, once more if it failed, and returns the answer."""
        begun = time.perf_counter()
        body = {"id": message, "text": text}
        turn = await self._post("messages", body)
        if not turn or turn["state"] != "answered":
            self.outcome.again[str(turn and turn["state"])] += 1
            await asyncio.sleep(AGAIN_AFTER)
            begun = time.perf_counter()
            turn = await self._post("messages", body)
        self.outcome.seconds.append(time.perf_counter() - begun)
        if not turn or turn["state"] != "answered":
            self.outcome.faults.append(f"{self.number}: {text!r} was not answered: {str(turn)[:200]}")
            return ""
        if turn["question"] != text:
            self.outcome.faults.append(f"{self.number}: asked {text!r}, answered was {turn['question']!r}")
        return str(turn["answer"]["text"])

    async def history(self) -> list[str]:
        """The questions as the window shows them."""
        async with self._browser.get(f"{self.cluster}/api/chat/history") as response:
            return [turn["question"] for turn in (await response.json())["messages"]]

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any] | None:
        try:
            async with self._browser.post(f"{self.cluster}/api/chat/{path}", json=body) as response:
                told: dict[str, Any] = await response.json()
                if response.status == 200:
                    return told
                self.outcome.again[f"{response.status} {told['error']['code']}"] += 1
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            self.outcome.again[type(error).__name__] += 1
        return None


def questions(number: int, rounds: int) -> list[str]:
    """What the person with this number asks."""
    return [text for each in range(rounds) for text in TALKS[(number + each) % len(TALKS)]]


async def expected(cluster: str, rounds: int) -> list[list[str]]:
    """What is answered while all is well: one person after the other, for each way of talking."""
    outcome = Outcome()
    answers = []
    for number in range(len(TALKS)):
        person = Person(cluster, number, outcome)
        await person.start()
        asked = enumerate(questions(number, rounds))
        answers.append([await person.ask(text, f"calm-{place:04d}") for place, text in asked])
        await person.close()
    assert not outcome.faults, outcome.faults
    return answers


async def talk(cluster: str, people: int, rounds: int, every: float, right: list[list[str]]) -> Outcome:
    """So many people at once, each asking one question every so many seconds; each checks what comes back."""
    outcome = Outcome()
    await asyncio.gather(*(_one(cluster, number, rounds, every, right, outcome) for number in range(people)))
    return outcome


async def _one(cluster: str, number: int, rounds: int, every: float, right: list[list[str]], outcome: Outcome) -> None:
    person = Person(cluster, number, outcome)
    try:
        await asyncio.sleep(random.uniform(0, every))
        await person.start()
        asked = questions(number, rounds)
        for place, text in enumerate(asked):
            begun = time.perf_counter()
            answer = await person.ask(text, f"turn-{place:04d}")
            wanted = right[number % len(TALKS)][place]
            if answer and answer != wanted:
                outcome.faults.append(f"{number}, {place}: {text!r} got {answer[:150]!r} instead of {wanted[:150]!r}")
            await asyncio.sleep(max(0.0, every - (time.perf_counter() - begun)))
        kept = await person.history()
        if kept != asked:
            outcome.faults.append(f"{number}: asked {len(asked)}, kept {len(kept)}")
    finally:
        await person.close()


async def keep_talking(
    cluster: str, people: int, every: float, right: list[list[str]], over: threading.Event
) -> Outcome:
    """So many people at once, each in one conversation after the other until it is over; each checks the answers."""
    outcome = Outcome()

    async def one(number: int) -> None:
        await asyncio.sleep(random.uniform(0, every))
        turn = number
        while not over.is_set():
            person = Person(cluster, number, outcome)
            await person.start()
            for place, text in enumerate(TALKS[turn % len(TALKS)]):
                begun = time.perf_counter()
                answer = await person.ask(text, f"turn-{place:04d}")
                wanted = right[turn % len(TALKS)][place]
                if answer and answer != wanted:
                    outcome.faults.append(f"{number}: {text!r} got {answer[:150]!r} instead of {wanted[:150]!r}")
                await asyncio.sleep(max(0.0, every - (time.perf_counter() - begun)))
            await person.close()
            turn += 1

    await asyncio.gather(*(one(number) for number in range(people)))
    return outcome
