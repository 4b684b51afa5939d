"""A clock that cannot be right is told, and nothing is removed by it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone

import pytest

from assistant import retention
from assistant.clock import DAY, WRITTEN, Clock
from assistant.settings import Settings
from assistant.store.records import Purged

NOW = datetime(2027, 1, 1, tzinfo=timezone.utc).timestamp()


class Hands:
    """Two clocks that a test sets."""

    def __init__(self) -> None:
        self.wall, self.steady = NOW, 1000.0

    def goes_on(self, seconds: float) -> None:
        self.wall += seconds
        self.steady += seconds

    def clock(self) -> Clock:
        return Clock(lambda: self.wall, lambda: self.steady)


def test_a_clock_that_goes_on_is_fine_also_when_it_is_kept_right() -> None:
    hands = Hands()
    clock = hands.clock()
    for _ in range(100):
        hands.goes_on(3600)
        hands.wall += 20
        assert clock.trouble() is None


@pytest.mark.parametrize(("days", "words"), [(400, "forward by 400 days"), (-30, "back by 30 days")])
def test_a_step_is_told_for_a_day(days: int, words: str, caplog: pytest.LogCaptureFixture) -> None:
    hands = Hands()
    clock = hands.clock()
    hands.wall += days * DAY
    assert words in str(clock.trouble())
    assert words in caplog.text
    hands.goes_on(DAY - 60)
    assert words in str(clock.trouble())
    hands.goes_on(120)
    assert clock.trouble() is None


def test_set_right_again_it_is_told_as_such() -> None:
    hands = Hands()
    clock = hands.clock()
    hands.wall += 400 * DAY
    assert clock.step() == pytest.approx(400 * DAY)
    hands.wall -= 400 * DAY
    assert clock.step() == pytest.approx(-400 * DAY)


def test_a_day_before_this_was_written_cannot_be() -> None:
    hands = Hands()
    hands.wall = 0.0
    assert hands.clock().trouble() == "The clock says 1970-01-01, which cannot be: set it."
    assert WRITTEN.year == 2026


async def test_a_clock_set_forward_removes_nothing_for_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    hands = Hands()
    removed: list[float] = []
    monkeypatch.setattr(retention, "CLOCK", hands.clock())
    monkeypatch.setattr(retention, "HOUR", 0.01)
    monkeypatch.setattr(retention, "purge_now", lambda _: removed.append(hands.wall))
    told: list[Purged | None] = []
    schedule = asyncio.create_task(retention.purge_for_ever(Settings(), told.append))
    await asyncio.sleep(0.05)
    assert removed
    hands.wall += 400 * DAY
    await asyncio.sleep(0.05)
    removed.clear()
    await asyncio.sleep(0.1)
    assert removed == []
    hands.goes_on(DAY + 1)
    await asyncio.sleep(0.1)
    assert removed
    schedule.cancel()
