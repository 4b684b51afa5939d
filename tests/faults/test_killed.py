"""Killed at any moment: no conversation is damaged, no turn stored twice or half, nothing to be done by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.faults.conftest import Victim
from tests.faults.killing import kill_at_random

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

KILLS = 10


def test_ten_kills_at_random_moments_under_load(victim: Victim, say: Callable[[str], None]) -> None:
    before = victim.assistant.log.read_text().count("killed by SIGKILL")
    outcome = kill_at_random(victim.assistant, victim.database, KILLS, crowd=6, say=say, seed=2)
    assert outcome.wrong == []
    assert len(outcome.back) == KILLS
    assert outcome.answered > 10 * KILLS
    assert outcome.retries, "a kill was felt"
    assert victim.assistant.process.poll() is None
    assert victim.assistant.log.read_text().count("killed by SIGKILL") == before + KILLS
