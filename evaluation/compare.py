"""Compares a run with the last committed report."""

from __future__ import annotations

import subprocess
from pathlib import Path

from pydantic import BaseModel, ValidationError

from evaluation.tally import Report

ROOT = Path(__file__).parent.parent
COMMITTED = "evaluation/report/latest.json"


class Comparison(BaseModel):
    """What changed since an earlier report."""

    since: str
    figures: list[tuple[str, float, float]] = []
    newly_failing: list[str] = []
    newly_passing: list[str] = []


def committed_report(root: Path = ROOT) -> Report | None:
    """The report of the last commit; none before the first or outside a git checkout."""
    shown = subprocess.run(["git", "show", f"HEAD:{COMMITTED}"], cwd=root, capture_output=True, check=False)
    if shown.returncode:
        return None
    try:
        return Report.parse_raw(shown.stdout)
    except ValidationError:
        return None


def compare(now: Report, before: Report) -> Comparison:
    """Which figures moved, and which open cases fail or pass that did not before.

    Cases that are in only one of the reports show as newly failing too: a new question that fails is news.
    """
    figures: list[tuple[str, float, float]] = []
    for name, variants in now.sets.items():
        for variant, by_kind in variants.items():
            for kind, count in by_kind.items():
                old = before.sets.get(name, {}).get(variant, {}).get(kind)
                if old:
                    figures.append((f"{name}, {kind}, {variant}: right", old.pass_rate, count.pass_rate))
        if name in before.sets:
            rates = before.wrong_answers(name).wrong_rate, now.wrong_answers(name).wrong_rate
            figures.append((f"{name}: wrong-answer rate", *rates))
    for way, by_field in now.suite.items():
        for field, count in by_field.items():
            old = before.suite.get(way, {}).get(field)
            if old:
                figures.append((f"suite, {field}, {way}: right", old.pass_rate, count.pass_rate))
    was, fails = {*before.failing, *before.suite_failing}, {*now.failing, *now.suite_failing}
    if not now.suite:  # the suite was not run: nothing can be said of it
        was = set(before.failing)
    return Comparison(
        since=before.day,
        figures=[figure for figure in figures if abs(figure[1] - figure[2]) >= 0.0005],
        newly_failing=sorted(fails - was),
        newly_passing=sorted(was - fails),
    )
