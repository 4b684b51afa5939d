"""Many events at once: each answered exactly once, in its own thread, and acknowledged in time."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest

from tests.slack.mock_slack import MockSlack, until
from tests.slack.payloads import as_json, event, message, words
from tests.slack.served import ScriptedAssistant, Served, serving

EVENTS, UNIQUE = 1000, 700


async def deliver(served: Served, body: tuple[bytes, str], most: asyncio.Semaphore, seconds: list[float]) -> None:
    """Sends an event as Slack does: again, later, when it was not taken."""
    loop = asyncio.get_running_loop()
    while True:
        async with most:
            started = loop.time()
            status, _ = await served.post(body)
            seconds.append(loop.time() - started)
        if status == 200:
            return
        assert status == 503
        await asyncio.sleep(random.uniform(0.2, 0.6))


@pytest.mark.slow
async def test_a_thousand_events_with_duplicates(tmp_path: Path, slack: MockSlack) -> None:
    inners = [message(f"question {number:04d}", f"D{number % 40:04d}") for number in range(UNIQUE)]
    bodies = [as_json(event(inner, f"Ev{number:08d}")) for number, inner in enumerate(inners)]
    rolls = random.Random(7)
    deliveries = [*bodies, *(rolls.choice(bodies) for _ in range(EVENTS - UNIQUE))]
    rolls.shuffle(deliveries)
    async with serving(tmp_path, slack, ScriptedAssistant(seconds=0.02)) as served:
        most, seconds = asyncio.Semaphore(50), list[float]()
        await asyncio.gather(*(deliver(served, body, most, seconds) for body in deliveries))
        await until(lambda: len(slack.posted()) >= UNIQUE, 120)
        await asyncio.sleep(1.0)
        heard = Counter(served.assistant.questions)
    assert heard == Counter(inner["text"] for inner in inners)
    answers = {posted["thread_ts"]: posted for posted in slack.posted()}
    assert len(slack.posted()) == len(answers) == UNIQUE
    for inner in inners:
        answer = answers[inner["ts"]]
        assert answer["channel"] == inner["channel"]
        assert f"You asked: {inner['text']} (0 before)" in words(answer)


async def test_acknowledgement_with_twenty_questions_in_flight(tmp_path: Path, slack: MockSlack) -> None:
    scripted = ScriptedAssistant(seconds=1.0)
    async with serving(tmp_path, slack, scripted) as served:
        loop = asyncio.get_running_loop()
        seconds = []
        for number in range(20):
            started = loop.time()
            await served.event(message(f"question {number}"))
            seconds.append(loop.time() - started)
        assert served.channel.state.status == "ok"
        assert not slack.posted()  # all twenty are waiting
        assert sorted(seconds)[18] < 0.3
        await until(lambda: len(slack.posted()) == 20, 30)
