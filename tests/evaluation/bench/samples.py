"""Figures of two made-up sides."""

from __future__ import annotations

from evaluation.bench.figures import Measured, Passed, Training
from evaluation.bench.load import Load


def load(clients: int, per_second: float, p50: float, failed: int = 0) -> Load:
    return Load(clients, 1000, failed, per_second, p50, p50 * 1.5, p50 * 2)


def side(scale: float, passed: int = 90, failed: int = 0) -> Measured:
    """A side that takes ``scale`` times as much of everything as the first."""
    return Measured(
        Training(60 * scale, 70 * scale, int(1e9 * scale), "2026-11-24", 0.1, 11_000, "abc"),
        {"open": Passed(passed, 100), "frozen": Passed(passed, 100)},
        8 * scale,
        int(0.6e9 * scale),
        int(0.8e9 * scale),
        int(1.1e9 * scale),
        {clients: load(clients, 80 / scale, 12 * scale * clients, failed) for clients in (1, 8, 32)},
        10 * scale,
    )
