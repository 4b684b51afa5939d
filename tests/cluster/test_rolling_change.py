"""Model and knowledge change while people ask, and no question fails."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import people
from tests.cluster.running import Running
from tests.e2e.test_new_operation import RECORD

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PEOPLE = 20
EVERY = 8.0
SECONDS = 900.0  # training included, on a busy machine


def roll(cluster: Running) -> bool:
    """Has the cluster change; whether all lanes did."""
    before = cluster.log.read_text(errors="replace")
    cluster.process.send_signal(signal.SIGHUP)
    words = ("All lanes have changed.", "error: ")
    cluster.wait_for(lambda: any(word in told(cluster, before) for word in words), SECONDS)
    return words[0] in told(cluster, before)


def told(cluster: Running, before: str) -> str:
    """What the cluster has said since."""
    return cluster.log.read_text(errors="replace").removeprefix(before)


def asked(cluster: Running, question: str) -> str:
    async def ask() -> str:
        person = people.Person(cluster.address, 999, people.Outcome())
        await person.start()
        answer = await person.ask(question, "question-1")
        await person.close()
        return answer

    return asyncio.run(ask())


def models(cluster: Running) -> set[str]:
    """The models that the lanes serve."""
    servers = [url.removesuffix("/live") for name, url in cluster.state["servers"].items() if name.startswith("rasa")]
    return {cluster.health(url.removesuffix("/health"))[1]["model"] for url in servers}


def test_no_question_fails_while_model_and_knowledge_change(
    cluster: Running, knowledge: Path, say: Callable[[str], None]
) -> None:
    assert cluster.wait_for(cluster.whole, 60)
    right = asyncio.run(people.expected(cluster.address, 1))
    old = models(cluster)
    assert "March 1987" not in asked(cluster, "When did OMIB begin?")
    over = threading.Event()
    changed: list[bool] = []

    def change() -> None:
        started = time.monotonic()
        (knowledge / "operations" / "omib.yml").write_text(RECORD, encoding="utf-8")
        changed.append(roll(cluster))
        say(f"  changed in {time.monotonic() - started:.0f} s, training included")
        over.set()

    changing = threading.Thread(target=change)
    changing.start()
    outcome = asyncio.run(people.keep_talking(cluster.address, PEOPLE, EVERY, right, over))
    changing.join()
    say(f"  {len(outcome.seconds)} questions meanwhile, sent again: {dict(outcome.again)}")
    assert changed == [True], cluster.log.read_text(errors="replace")[-2000:]
    assert outcome.faults == []
    assert dict(outcome.again) == {}
    new = models(cluster)
    assert len(new) == 1
    assert new.isdisjoint(old)
    assert "March 1987" in asked(cluster, "When did OMIB begin?")


def test_a_faulty_change_changes_nothing(cluster: Running, knowledge: Path) -> None:
    file = knowledge / "operations" / "ramsi.yml"
    whole = file.read_text(encoding="utf-8")
    serving = models(cluster)
    try:
        file.write_text(whole + "\nfavourite_colour: green\n", encoding="utf-8")
        assert not roll(cluster)
    finally:
        file.write_text(whole, encoding="utf-8")
    assert "ramsi.yml" in cluster.log.read_text(errors="replace")[-3000:]
    assert models(cluster) == serving
    assert cluster.whole()
