"""Whether this machine's clock can be right: it is compared with the steady clock, which nobody sets, and with a day
that has surely passed.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import date, datetime, timezone

logger = logging.getLogger(__name__)

# No clock that is right shows an earlier day than that on which this was written.
WRITTEN = date(2026, 11, 1)
# Smaller steps are those of a clock that is kept right.
STEP_SECONDS = 3600.0
DAY = 24 * 3600.0


def now() -> datetime:
    """What this machine takes for now, in UTC."""
    return datetime.fromtimestamp(time.time(), timezone.utc)


class Clock:
    """Remembers how the two clocks stood when it was made.

    Args:
        wall: seconds since 1970, as the machine's clock says.
        steady: seconds of a clock that only goes on.
    """

    def __init__(self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = time.monotonic) -> None:
        self._wall = wall
        self._steady = steady
        self._offset = wall() - steady()
        self._stepped = 0.0
        self._until = 0.0

    def trouble(self) -> str | None:
        """What is wrong with the clock, for a day after it was set; none if nothing seems to be."""
        today = datetime.fromtimestamp(self._wall(), timezone.utc).date()
        if today < WRITTEN:
            return f"The clock says {today}, which cannot be: set it."
        if self.step():
            return f"The clock was set {_span(self._stepped)}: is {today} right?"
        return None

    def step(self) -> float:
        """Seconds that the clock was set forward (or back, if negative) within the last day; 0 if it was not."""
        now = self._steady()
        step = self._wall() - now - self._offset
        if abs(step) > STEP_SECONDS:
            self._offset += step
            self._stepped, self._until = step, now + DAY
            logger.error("The clock was set %s. If that was wrong, set it right", _span(step))
        return self._stepped if now < self._until else 0.0


CLOCK = Clock()


def _span(seconds: float) -> str:
    hours = abs(seconds) / 3600
    size = f"{hours / 24:.0f} days" if hours >= 48 else f"{hours:.0f} hours"
    return f"{'forward' if seconds > 0 else 'back'} by {size}"
