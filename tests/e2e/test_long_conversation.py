"""Turn 200 works as well as turn 2 and costs at most half as much again as turn 5."""

from __future__ import annotations

import statistics

import pytest

from tests.e2e.running import Assistant

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

TURNS = 210


def test_turn_200_costs_at_most_half_as_much_again_as_turn_5(assistant: Assistant) -> None:
    questions = ["When did RAMSI start?", "and when did it end?", "How many people served in RAMSI?", "who led it?"]
    replies = [assistant.ask(questions[turn % 4], "long") for turn in range(TURNS)]
    assert "2017" in replies[201].text
    assert {reply.outcome for reply in replies[0::4]} == {"answered"}
    seconds = [reply.seconds for reply in replies]
    # Turns of one kind of question, so that like is compared with like; the median of several evens out the machine.
    early = statistics.median(seconds[1:21])
    late = statistics.median(seconds[190:210])
    assert late <= 1.5 * early, f"turn 5: {early * 1000:.0f} ms, turn 200: {late * 1000:.0f} ms"
