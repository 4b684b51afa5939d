"""Counts what came of the cases: the figures of a report."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from pydantic import BaseModel

from evaluation.case import KINDS
from evaluation.run import Played
from evaluation.variants import ORIGINAL

STRAIGHT, WITH_TYPOS, FOLLOW_UP = "straight", "with typos", "follow-up"


class Count(BaseModel):
    """How many cases of one sort there were and what came of them."""

    cases: int = 0
    passed: int = 0
    wrong: int = 0
    stray: int = 0
    fallback: int = 0

    @property
    def pass_rate(self) -> float:
        """Share that passed; 1 where there are none."""
        return self.passed / self.cases if self.cases else 1.0

    @property
    def wrong_rate(self) -> float:
        """Share that asserted something wrong; 0 where there are none."""
        return self.wrong / self.cases if self.cases else 0.0


class Latency(BaseModel):
    """Milliseconds of a reply for one user at a time."""

    replies: int = 0
    p50: float = 0.0
    p95: float = 0.0


class Report(BaseModel):
    """All figures of a run, by set, variant and kind; the suite by way of asking and field. No frozen id is in it."""

    day: str
    model: str = ""
    knowledge: str = ""
    sets: dict[str, dict[str, dict[str, Count]]] = {}
    latency: Latency = Latency()
    failing: list[str] = []
    suite: dict[str, dict[str, Count]] = {}
    suite_failing: list[str] = []

    def count(self, set_name: str, kinds: Iterable[str] = KINDS, variant: str = ORIGINAL) -> Count:
        """The sum over some kinds of a set."""
        by_kind = self.sets.get(set_name, {}).get(variant, {})
        return total(by_kind[kind] for kind in kinds if kind in by_kind)

    def suite_count(self) -> Count:
        """The sum over the whole suite."""
        return total(count for by_field in self.suite.values() for count in by_field.values())

    def wrong_answers(self, set_name: str) -> Count:
        """The main figure: over everything that is answerable, or in scope though unanswerable."""
        return self.count(set_name, ("in_scope", "unanswerable"))


def total(counts: Iterable[Count]) -> Count:
    """The sum of counts."""
    listed = list(counts)
    return Count(**{name: sum(getattr(count, name) for count in listed) for name in Count.__fields__})


def count_cases(played: Iterable[Played]) -> Count:
    """Count played cases."""
    listed = list(played)
    return Count(
        cases=len(listed),
        passed=sum(item.passed for item in listed),
        wrong=sum(item.wrong for item in listed),
        stray=sum(item.stray for item in listed),
        fallback=sum(item.fell_back for item in listed),
    )


def count_by(played: Sequence[Played], sort: Callable[[Played], str]) -> dict[str, Count]:
    """Count played cases by sort, in order of appearance."""
    groups: dict[str, list[Played]] = {}
    for item in played:
        groups.setdefault(sort(item), []).append(item)
    return {name: count_cases(items) for name, items in groups.items()}


def count_sets(played: Sequence[Played]) -> dict[str, dict[str, dict[str, Count]]]:
    """Count by set, variant and kind, kinds in their usual order."""
    sets: dict[str, dict[str, list[Played]]] = {}
    for item in played:
        sets.setdefault(item.set_name, {}).setdefault(item.variant, []).append(item)
    return {
        name: {
            variant: count_by(sorted(items, key=lambda item: KINDS.index(item.kind)), lambda item: item.kind)
            for variant, items in variants.items()
        }
        for name, variants in sets.items()
    }


def count_suite(played: Sequence[Played], prefix: str) -> dict[str, dict[str, Count]]:
    """Count the suite by way of asking (straight, with typos, as a follow-up) and field."""
    ways: dict[str, list[Played]] = {}
    for item in played:
        way = FOLLOW_UP if item.case.turns else STRAIGHT if item.variant == ORIGINAL else WITH_TYPOS
        ways.setdefault(way, []).append(item)
    return {way: count_by(items, lambda item: item.set_name.removeprefix(prefix)) for way, items in ways.items()}


def latency(seconds: Sequence[float]) -> Latency:
    """Median and 95th percentile (nearest rank), in milliseconds."""
    ranked = sorted(seconds)
    if not ranked:
        return Latency()
    p50, p95 = (ranked[math.ceil(share * len(ranked)) - 1] * 1000 for share in (0.5, 0.95))
    return Latency(replies=len(ranked), p50=round(p50, 1), p95=round(p95, 1))


def failing(played: Iterable[Played]) -> list[str]:
    """Keys of failing cases of the open set. The frozen set's are left out, so that nobody tunes on them."""
    return sorted(f"{item.set_name}/{item.key}" for item in played if not item.passed and item.set_name == "open")
