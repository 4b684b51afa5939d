"""The figures a run must reach; below them ``make evaluate`` fails."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from ruamel.yaml import YAML

from evaluation.tally import Report
from evaluation.variants import ORIGINAL

FLOORS = Path(__file__).with_name("floors.yml")


class Floors(BaseModel):
    """Shares are of 1; a kind, set or figure that is not named is not held against a floor."""

    class Config:
        """A misspelt floor is an error, not a floor that never bites."""

        extra = "forbid"

    sets: tuple[str, ...] = ("open", "frozen")
    pass_rate: dict[str, float] = {}
    pass_rate_in_all: float = 0.0
    wrong_answer_rate: float = 1.0
    wrong_rate: dict[str, float] = {}
    variant_loss: dict[str, float] = {}
    latency_ms: dict[str, float] = {}
    suite_pass_rate: float = 0.0
    suite_wrong_rate: float = 1.0


def read_floors(path: Path = FLOORS) -> Floors:
    """Read the floors file."""
    return Floors.parse_obj(YAML(typ="safe", pure=True).load(path))


def shortfalls(report: Report, floors: Floors) -> list[str]:
    """Every figure that is missed, one line each; empty when all floors hold."""
    return [*_of_sets(report, floors), *_of_latency(report, floors), *_of_suite(report, floors)]


def _of_sets(report: Report, floors: Floors) -> Iterator[str]:
    for name in floors.sets:
        by_kind = report.sets.get(name, {}).get(ORIGINAL, {})
        if not by_kind:
            continue
        for kind, floor in floors.pass_rate.items():
            if kind in by_kind and by_kind[kind].pass_rate < floor:
                yield f"{name}: {kind} {by_kind[kind].pass_rate:.1%} right, floor {floor:.1%}"
        in_all = report.count(name)
        if in_all.pass_rate < floors.pass_rate_in_all:
            yield f"{name}: {in_all.pass_rate:.1%} right in all, floor {floors.pass_rate_in_all:.1%}"
        main = report.wrong_answers(name)
        if main.wrong_rate > floors.wrong_answer_rate:
            yield f"{name}: wrong-answer rate {main.wrong_rate:.1%}, at most {floors.wrong_answer_rate:.1%}"
        for kind, most in floors.wrong_rate.items():
            if kind in by_kind and by_kind[kind].wrong_rate > most:
                yield f"{name}: {kind} {by_kind[kind].wrong_rate:.1%} answered wrongly, at most {most:.1%}"
        yield from _of_variants(report, floors, name)


def _of_variants(report: Report, floors: Floors, name: str) -> Iterator[str]:
    for variant, most in floors.variant_loss.items():
        changed = report.count(name, variant=variant)
        if not changed.cases:
            continue
        loss = report.count(name).pass_rate - changed.pass_rate
        if loss > most:
            yield f"{name}: {variant} loses {loss * 100:.1f} points, at most {most * 100:.1f}"


def _of_latency(report: Report, floors: Floors) -> Iterator[str]:
    for figure, most in floors.latency_ms.items():
        if report.latency.replies and getattr(report.latency, figure) > most:
            yield f"latency {figure} {getattr(report.latency, figure):.0f} ms, at most {most:.0f} ms"


def _of_suite(report: Report, floors: Floors) -> Iterator[str]:
    if not report.suite:
        return
    in_all = report.suite_count()
    if in_all.pass_rate < floors.suite_pass_rate:
        yield f"suite: {in_all.pass_rate:.1%} right, floor {floors.suite_pass_rate:.1%}"
    if in_all.wrong_rate > floors.suite_wrong_rate:
        yield f"suite: {in_all.wrong_rate:.1%} answered wrongly, at most {floors.suite_wrong_rate:.1%}"
