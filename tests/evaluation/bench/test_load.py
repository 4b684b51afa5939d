from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from evaluation.bench.load import percentile, press
from evaluation.bench.questions import Supply, load_questions
from evaluation.bench.replies import connect, joined
from evaluation.catalogue import knowledge_base
from tests.evaluation.fake_assistant import answer, fake_assistant

ONE = answer("In 2003.", facts=("ramsi.3",))


def test_an_answer_in_several_messages_is_one_answer() -> None:
    pieces = [{"text": "In 2003."}, {"text": "Source: x", "buttons": []}, {"custom": ONE[0]["custom"]}]
    assert joined(pieces) == [{"text": "In 2003.\n\nSource: x", "custom": ONE[0]["custom"]}]
    with fake_assistant(lambda sender, message: pieces) as server:
        reply = connect(server.url).ask("me", "When?")
    assert (reply.fault, reply.outcome, reply.facts) == (None, "answered", ("ramsi.3",))


@pytest.mark.parametrize("messages", [[], ONE, {"status": "failure"}])
def test_anything_else_is_left_as_it_is(messages: Any) -> None:
    assert joined(messages) == messages


def test_clients_ask_at_the_same_time_and_stop_by_themselves() -> None:
    together = threading.Barrier(3, timeout=10)

    def slow(sender: str, message: str) -> Any:
        if message.startswith("first"):
            together.wait()
        time.sleep(0.01)
        return ONE

    supply = Supply([*(f"first {number}" for number in range(3)), *(f"later {number}" for number in range(500))])
    with fake_assistant(slow) as server:
        load = press(server.url, 3, 0.5, supply, lambda told: None)
        asked = list(server.asked)
    assert load.answers == len(asked) > 6
    assert load.failed == 0
    assert 10 <= load.p50 <= load.p95 <= load.p99
    assert load.per_second > 6
    assert len({message for _, message in asked}) == len(asked)


def test_a_client_begins_a_new_conversation_every_five_questions() -> None:
    with fake_assistant(lambda sender, message: ONE) as server:
        press(server.url, 1, 2.0, Supply(["a", "b", "c"]), lambda told: None)
        senders = [sender for sender, _ in server.asked]
    assert len(set(senders[:5])) == 1
    assert senders[5] != senders[4]


def test_what_got_no_answer_is_counted() -> None:
    with fake_assistant(lambda sender, message: []) as server:
        load = press(server.url, 1, 0.1, Supply(["a"]), lambda told: None)
    assert load.failed == load.answers > 0
    assert load.per_second == 0


@pytest.mark.parametrize(("clients", "seconds"), [(0, 1.0), (65, 1.0), (1, 0.0), (1, 301.0)])
def test_the_load_is_bounded(clients: int, seconds: float) -> None:
    with pytest.raises(ValueError, match="at most 64 clients and 300 seconds"):
        press("http://127.0.0.1:1", clients, seconds, Supply(["a"]), lambda told: None)


def test_only_this_machine_is_put_under_load() -> None:
    with pytest.raises(Exception, match="only http to 127"):
        connect("http://example.org")


def test_percentiles_are_nearest_rank_in_milliseconds() -> None:
    seconds = [number / 1000 for number in range(1, 101)]
    assert (percentile(seconds, 0.5), percentile(seconds, 0.95), percentile([], 0.5)) == (50.0, 95.0, 0.0)


def test_there_are_thousands_of_different_questions_in_an_order_that_stays() -> None:
    questions = load_questions(knowledge_base())
    assert len(questions) == len(set(questions)) > 5000
    assert questions == load_questions(knowledge_base()) != sorted(questions)


def test_supply_says_when_questions_come_again() -> None:
    supply = Supply(["a", "b"])
    assert [supply.take() for _ in range(3)] == ["a", "b", "a"]
    assert supply.rounds == 1.5
