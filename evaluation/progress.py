"""Shows on the terminal how far a long run has come."""

from __future__ import annotations

import sys
import time


class Progress:
    """Prints a line to standard error every few seconds and at the end."""

    def __init__(self, what: str, total: int, every: float = 5.0) -> None:
        self._what = what
        self._total = total
        self._every = every
        self._last = time.monotonic()

    def __call__(self, done: int) -> None:
        """Take note that so many are done."""
        now = time.monotonic()
        if done == self._total or now - self._last >= self._every:
            self._last = now
            print(f"{self._what}: {done} of {self._total}", file=sys.stderr, flush=True)
