"""One client who sends 500-character messages without pause: what the others wait at most doubles."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.faults.conftest import Victim
from tests.faults.flood import flooding, others

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

PEOPLE, SECONDS, ROUNDS = 3, 6.0, 3


def test_what_the_others_wait_at_most_doubles(victim: Victim, say: Callable[[str], None]) -> None:
    """Three rounds at most: another program on the machine may have been what was felt."""
    address = victim.assistant.address
    others(address, PEOPLE, 2.0)  # the first answers warm up
    told = []
    for _ in range(ROUNDS):
        alone = others(address, PEOPLE, SECONDS)
        with flooding(address, 60):
            beside = others(address, PEOPLE, SECONDS)
        told.append(f"alone {alone}; beside the flood {beside}; load {os.getloadavg()[0]:.1f}")
        say(f"  {told[-1]}")
        if beside.p95 <= 2 * alone.p95:
            return
    raise AssertionError("\n".join(told))
