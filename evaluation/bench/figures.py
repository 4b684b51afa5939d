"""What is measured of a side, and what ratio to stock is wanted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from evaluation.bench.load import Load


@dataclass(frozen=True)
class Training:
    """One training: seconds by the clock and of the processor, bytes at its highest, and what was trained when.

    ``load`` is how many processes wanted a core when it began, its own not counted.
    """

    seconds: float
    processor_seconds: float
    peak_bytes: int
    day: str
    load: float
    questions: int
    fingerprint: str


@dataclass(frozen=True)
class Passed:
    """How many cases of a question set passed."""

    passed: int
    cases: int

    @property
    def percent(self) -> float:
        """The pass rate in per cent; 0 of nothing."""
        return 100 * self.passed / self.cases if self.cases else 0.0


@dataclass(frozen=True)
class Measured:
    """A side's figures. Bytes are resident after the load, processor milliseconds those of the Rasa server."""

    training: Training
    passed: Mapping[str, Passed]
    start_seconds: float
    server_bytes: int
    all_bytes: int
    environment_bytes: int
    loads: Mapping[int, Load]
    processor_ms: float


@dataclass(frozen=True)
class Figure:
    """One row: a number of each side, and what is wanted of the ratio ours to stock (or of ours alone)."""

    label: str
    unit: str
    value: Callable[[Measured], float]
    goal: float | None = None
    aim: float | None = None
    better: str = "less"
    by: str = "ratio"

    def compared(self, ours: Measured, stock: Measured) -> float:
        """Ours against stock: the ratio, the difference in points, or ours alone."""
        mine, theirs = self.value(ours), self.value(stock)
        if self.by == "points":
            return mine - theirs
        if self.by == "ours":
            return mine
        return mine / theirs if theirs else float("inf")

    def holds(self, compared: float, wanted: float) -> bool:
        """Whether what came is at least as good as what is wanted."""
        return compared >= wanted if self.better == "more" else compared <= wanted


def _at(clients: int, name: str) -> Callable[[Measured], float]:
    return lambda side: float(getattr(side.loads[clients], name)) if clients in side.loads else 0.0


def _rate(name: str) -> Callable[[Measured], float]:
    return lambda side: side.passed[name].percent if name in side.passed else 0.0


_GB = 1e9

FIGURES: tuple[Figure, ...] = (
    Figure("Pass rate, open questions", "%", _rate("open"), 10, None, "more", "points"),
    Figure("Pass rate, frozen questions", "%", _rate("frozen"), 10, None, "more", "points"),
    Figure("Training", "s", lambda side: side.training.seconds, 0.25),
    Figure("Training, processor time", "s", lambda side: side.training.processor_seconds),
    Figure("Training, memory at its highest", "GB", lambda side: side.training.peak_bytes / _GB),
    Figure("Start to first answer", "s", lambda side: side.start_seconds, 0.6),
    Figure("Rasa server, memory after the load", "GB", lambda side: side.server_bytes / _GB, 0.8, 0.6),
    Figure("All servers, memory after the load", "GB", lambda side: side.all_bytes / _GB),
    Figure("Environment on disk", "GB", lambda side: side.environment_bytes / _GB, 0.6),
    Figure("1 client, p50", "ms", _at(1, "p50"), 1 / 3, 1 / 6),
    Figure("1 client, p95", "ms", _at(1, "p95")),
    Figure("1 client, p99", "ms", _at(1, "p99")),
    Figure("1 client, answers", "/s", _at(1, "per_second"), better="more"),
    Figure("8 clients, p50", "ms", _at(8, "p50")),
    Figure("8 clients, p95", "ms", _at(8, "p95"), 150, None, "less", "ours"),
    Figure("8 clients, p99", "ms", _at(8, "p99")),
    Figure("8 clients, answers", "/s", _at(8, "per_second"), 4, 8, "more"),
    Figure("32 clients, p50", "ms", _at(32, "p50")),
    Figure("32 clients, p95", "ms", _at(32, "p95")),
    Figure("32 clients, p99", "ms", _at(32, "p99")),
    Figure("32 clients, answers", "/s", _at(32, "per_second"), better="more"),
    Figure("Rasa server, processor time an answer (8 clients)", "ms", lambda side: side.processor_ms),
)
