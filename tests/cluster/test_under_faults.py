"""A hundred people talk while servers are killed and databases restarted: nobody is left without an answer."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable

import aio_pika
import pytest

from tests import people
from tests.cluster.running import Running

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PEOPLE = 100
ROUNDS = 2  # of four questions
EVERY = 15.0
# What is ended, after how many seconds, and how. All of it is started again by itself.
FAULTS = (
    (10.0, "rasa-1", signal.SIGKILL),
    (40.0, "actions-2", signal.SIGKILL),
    (55.0, "redis", signal.SIGTERM),
    (70.0, "postgres", signal.SIGINT),
    (85.0, "rabbitmq", signal.SIGTERM),
)


class Watcher(threading.Thread):
    """Looks at /health all the time and remembers what was said to be down."""

    def __init__(self, cluster: Running) -> None:
        super().__init__()
        self.cluster = cluster
        self.down: Counter[str] = Counter()
        self.statuses: Counter[int] = Counter()
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.25):
            status, body = self.cluster.health()
            self.statuses[status] += 1
            self.down.update(name for name, state in body.get("parts", {}).items() if state != "ok")


def test_a_hundred_people_under_faults(cluster: Running, say: Callable[[str], None]) -> None:
    right = asyncio.run(people.expected(cluster.address, ROUNDS))
    before = stored(cluster)
    watcher = Watcher(cluster)
    watcher.start()
    faults = threading.Thread(target=break_things, args=(cluster, say))
    faults.start()
    outcome = asyncio.run(people.talk(cluster.address, PEOPLE, EVERY, right))
    faults.join()
    assert cluster.wait_for(cluster.whole, 60), cluster.health()
    watcher.over.set()
    watcher.join()

    slowest = sorted(outcome.seconds)
    say(
        f"  {len(outcome.seconds)} questions, sent again: {dict(outcome.again)}, "
        f"p50 {slowest[len(slowest) // 2] * 1000:.0f} ms, p99 {slowest[len(slowest) * 99 // 100] * 1000:.0f} ms, "
        f"slowest {slowest[-1]:.1f} s, load {os.getloadavg()[0]:.1f}"
    )
    say(f"  /health said down: {dict(watcher.down)}, statuses {dict(watcher.statuses)}")
    assert outcome.faults == []
    assert len(outcome.seconds) == PEOPLE * ROUNDS * 4
    assert {"rasa-1", "actions-2", "redis", "database", "rabbitmq"} <= set(watcher.down)
    nothing_is_stored_twice(cluster, before, PEOPLE * ROUNDS * 4)
    passed_on = asyncio.run(events(cluster))
    say(f"  events of {len(passed_on)} questions came through RabbitMQ, of {len(stored(cluster))} stored")
    # a server that is killed takes those with it that it has not passed on; what comes is what is stored
    assert set(passed_on) <= set(stored(cluster))
    assert len(passed_on) >= 0.9 * len(stored(cluster))


def break_things(cluster: Running, say: Callable[[str], None]) -> None:
    started = time.monotonic()
    for at, name, how in FAULTS:
        time.sleep(max(0.0, started + at - time.monotonic()))
        say(f"  {time.monotonic() - started:.0f} s: {name} gets {how.name}")
        cluster.end(name, how)


async def events(cluster: Running) -> Counter[tuple[str, str]]:
    """Every question that waits in RabbitMQ for somebody to read it."""
    found: Counter[tuple[str, str]] = Counter()
    connection = await aio_pika.connect(cluster.environment("rasa-2")["RABBITMQ_URL"])
    async with connection:
        queue = await (await connection.channel()).get_queue("assistant_events")
        while (message := await queue.get(no_ack=True, fail=False)) is not None:
            event = json.loads(message.body)
            if event["event"] == "user":
                found[event["sender_id"], event["message_id"]] += 1
    return found


def stored(cluster: Running) -> Counter[tuple[str, str]]:
    """Every question in Rasa's conversations, by conversation and message id."""
    rows = cluster.rows("SELECT sender_id, data FROM events WHERE type_name = 'user'")
    return Counter((sender, json.loads(data)["message_id"]) for sender, data in rows)


def nothing_is_stored_twice(cluster: Running, before: Counter[tuple[str, str]], asked: int) -> None:
    after = stored(cluster)
    assert [key for key, count in after.items() if count > 1] == []
    assert len(after) - len(before) == asked
    states = cluster.rows("SELECT state, count(*) FROM web_turns GROUP BY state")
    assert [state for state, _ in states] == ["answered"]
    # each question has its answer right behind it, and no other question in between
    rows = cluster.rows("SELECT sender_id, type_name FROM events WHERE type_name IN ('user', 'bot') ORDER BY id")
    order: dict[str, list[str]] = {}
    for sender, kind in rows:
        order.setdefault(sender, []).append(kind)
    assert [sender for sender, kinds in order.items() if kinds != ["user", "bot"] * (len(kinds) // 2)] == []
