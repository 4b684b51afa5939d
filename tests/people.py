"""People who talk at once, send a message again if it failed, and notice an answer that is not theirs.

The servers they talk to are killed, restarted or changed meanwhile.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp

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
WAIT = aiohttp.ClientTimeout(total=20)

# Questions, each with its right answer.
Talk = list[tuple[str, str]]


@dataclass(frozen=True)
class Patience:
    """How a person takes a failure: how often a message is sent at most, after how many seconds again, for how long."""

    times: int
    pause: float
    seconds: float


ONCE_MORE = Patience(times=2, pause=5.0, seconds=60.0)
UNTIL_ANSWERED = Patience(times=10_000, pause=0.1, seconds=120.0)


@dataclass
class Outcome:
    """What came of it. ``seconds`` from the last sending of a question to its answer; ``again``: why one was needed."""

    people: list[Person] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    again: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Person:
    """Somebody with a browser. Each has an address of loopback of their own, for the limits of the proxy.

    ``asked`` holds the questions by message id, in order.
    """

    def __init__(self, address: str, number: int, outcome: Outcome, patience: Patience = ONCE_MORE) -> None:
        self.address = address
        self.number = number
        self.outcome = outcome
        self.patience = patience
        self.asked: dict[str, str] = {}
        self._sent = 0.0
        own = f"127.1.{number // 250}.{number % 250 + 1}"
        self._browser = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True),
            timeout=WAIT,
            connector=aiohttp.TCPConnector(local_addr=(own, 0)),
        )

    async def close(self) -> None:
        """Goes away."""
        await self._browser.close()

    async def start(self) -> None:
        """Opens the page."""
        await self._send("session", {}, "no session")

    @property
    def session(self) -> str:
        """The id of the session, as the server keeps it."""
        cookies = {cookie.key: cookie.value for cookie in self._browser.cookie_jar}
        return cookies["psa_session"].split(".")[1]

    async def ask(self, text: str, message: str) -> str:
        """Asks and returns the answer; empty if there was none, which is a fault."""
        self.asked[message] = text
        turn = await self._send("messages", {"id": message, "text": text}, f"{message}, {text!r} was not answered")
        self.outcome.seconds.append(time.perf_counter() - self._sent)
        if turn is None:
            return ""
        if turn["question"] != text:
            self.outcome.faults.append(f"{self.number}: asked {text!r}, answered was {turn['question']!r}")
        return str(turn["answer"]["text"])

    async def history(self) -> list[str]:
        """The questions as the window shows them; none where it shows nothing."""
        try:
            async with self._browser.get(f"{self.address}/api/chat/history") as response:
                return [turn["question"] for turn in (await response.json())["messages"]]
        except aiohttp.ClientError:
            return []

    async def _send(self, path: str, body: dict[str, Any], fault: str) -> dict[str, Any] | None:
        """What came back, sent again as patience has it; none if nothing good did."""
        end = time.monotonic() + self.patience.seconds
        why = ""
        for _ in range(self.patience.times):
            self._sent = time.perf_counter()
            why, told = await self._post(path, body)
            if not why:
                return told
            self.outcome.again[why] += 1
            if why.startswith("4") or time.monotonic() > end:  # what is refused once is refused again
                break
            await asyncio.sleep(self.patience.pause)
        self.outcome.faults.append(f"{self.number}: {fault}: {why}")
        return None

    async def _post(self, path: str, body: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Why it failed, or nothing; and what came back."""
        try:
            async with self._browser.post(f"{self.address}/api/chat/{path}", json=body) as response:
                told: dict[str, Any] = await response.json()
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            return type(error).__name__, {}
        if response.status != 200:
            return f"{response.status} {told['error']['code']}", told
        state = str(told.get("state", "answered"))
        return "" if state == "answered" else state, told


async def expected(address: str, rounds: int) -> list[Talk]:
    """What is answered while all is well: one person after the other, for each way of talking."""
    outcome = Outcome()
    right: list[Talk] = []
    for number in range(len(TALKS)):
        person = Person(address, number, outcome)
        await person.start()
        asked = [text for each in range(rounds) for text in TALKS[(number + each) % len(TALKS)]]
        right.append([(text, await person.ask(text, f"calm-{place:04d}")) for place, text in enumerate(asked)])
        await person.close()
    assert not outcome.faults, outcome.faults
    return right


async def talk(
    address: str,
    people: int,
    every: float,
    right: list[Talk],
    over: threading.Event | None = None,
    patience: Patience = ONCE_MORE,
) -> Outcome:
    """So many people at once, each in one conversation with a question every so many seconds; each checks what comes.

    Args:
        address: of the assistant.
        people: how many.
        every: seconds from one question to the next.
        right: what they ask and have to be told, from :func:`expected`.
        over: asked is what is in ``right``, again and again until this is set; once if there is nothing to set.
        patience: of each person.
    """
    outcome = Outcome()

    async def one(person: Person) -> None:
        await asyncio.sleep(random.uniform(0, every))
        await person.start()
        said = right[person.number % len(right)]
        await _say(person, said if over is None else _until(over, said), every)
        kept = await person.history()
        if kept != list(person.asked.values()):
            outcome.faults.append(f"{person.number}: asked {len(person.asked)}, kept {len(kept)}")

    outcome.people = [Person(address, number, outcome, patience) for number in range(people)]
    try:
        await asyncio.gather(*map(one, outcome.people))
    finally:
        for person in outcome.people:
            await person.close()
    return outcome


async def keep_talking(address: str, people: int, every: float, right: list[Talk], over: threading.Event) -> Outcome:
    """As ``talk`` until it is over, but each talk is a conversation of its own."""
    outcome = Outcome()

    async def one(number: int) -> None:
        await asyncio.sleep(random.uniform(0, every))
        for turn in itertools.count(number):
            if over.is_set():
                return
            person = Person(address, number, outcome)
            await person.start()
            await _say(person, right[turn % len(right)], every)
            await person.close()

    await asyncio.gather(*map(one, range(people)))
    return outcome


def _until(over: threading.Event, said: Talk) -> Iterator[tuple[str, str]]:
    return itertools.takewhile(lambda _: not over.is_set(), itertools.cycle(said))


async def _say(person: Person, said: Iterable[tuple[str, str]], every: float) -> None:
    for place, (text, wanted) in enumerate(said):
        begun = time.perf_counter()
        answer = await person.ask(text, f"turn-{place:05d}")
        if answer and answer != wanted:
            person.outcome.faults.append(
                f"{person.number}, {place}: {text!r} got {answer[:150]!r} instead of {wanted[:150]!r}"
            )
        await asyncio.sleep(max(0.0, every - (time.perf_counter() - begun)))
