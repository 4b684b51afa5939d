"""Killed at any moment: no conversation is damaged, no turn stored twice or half, nothing to be done by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.conftest import say
from tests.e2e.running import running
from tests.faults.killing import kill_at_random

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
__all__ = ["say"]

KILLS = 10


def test_ten_kills_at_random_moments_under_load(tmp_path: Path, say: Callable[[str], None]) -> None:
    with running(tmp_path, say, WEB_SESSION_RATE="100000/minute", WEB_ADDRESS_RATE="100000/minute") as victim:
        outcome = kill_at_random(victim, tmp_path / "conversations.db", KILLS, people=6, say=say, seed=2)
        assert outcome.wrong == []
        assert len(outcome.back) == KILLS
        assert outcome.answered > 10 * KILLS
        assert victim.process.poll() is None
        log = victim.log.read_text()
    assert log.count("killed by SIGKILL") == KILLS
    assert outcome.retries, "a kill was felt"
