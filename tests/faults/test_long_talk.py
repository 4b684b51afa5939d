"""The 1,000th turn of a conversation costs at most 1.3 times the 5th."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.channels.web_server import Visitor
from tests.faults.conftest import Victim
from tests.faults.long_talk import compare, lengthen, say_something

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

MOST, PAIRS, ROUNDS = 1.3, 12, 3


def test_turn_1000_costs_at_most_1_3_times_turn_5(victim: Victim, say: Callable[[str], None]) -> None:
    """Twenty turns are really said and then copied behind each other on file; ``make soak`` says all thousand."""
    visitor = Visitor(victim.assistant.address)
    visitor.start()
    say_something(visitor, 20)
    session = visitor.browser.cookies["psa_session"].split(".")[1]
    assert lengthen(victim.database, session, 49) == 1000
    told = []
    for _ in range(ROUNDS):
        cost = compare(victim.assistant.address, visitor, PAIRS)
        told.append(f"{cost}; load {os.getloadavg()[0]:.1f}")
        say(f"  {told[-1]}")
        if cost.ratio <= MOST:
            break
    else:
        raise AssertionError("\n".join(told))
    assert "2017" in visitor.ask("and when did it end?")["answer"]["text"], "the context is still there"
