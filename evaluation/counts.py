"""Keeps the question sets growing: their recorded sizes may rise and never fall."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from ruamel.yaml import YAML

from evaluation.loading import SET_NAMES, SETS, load_set

COUNTS = SETS / "counts.yml"
Sizes = dict[str, dict[str, int]]

_HEAD = "# Cases by set and kind. Sets only grow: `python -m evaluation.counts` raises these numbers.\n"


def sizes(root: Path = SETS) -> Sizes:
    """The present number of cases by set and kind."""
    return {name: dict(sorted(Counter(str(case.kind) for case in load_set(name, root)).items())) for name in SET_NAMES}


def recorded(path: Path = COUNTS) -> Sizes:
    """The numbers on record; empty before the first record."""
    return dict(YAML(typ="safe", pure=True).load(path) or {}) if path.exists() else {}


def shrunk(now: Sizes, before: Sizes) -> list[str]:
    """Each kind of a set that has fewer cases than are on record."""
    return [
        f"{name}: {kind} has {now.get(name, {}).get(kind, 0)} cases, {count} are on record"
        for name, by_kind in before.items()
        for kind, count in by_kind.items()
        if now.get(name, {}).get(kind, 0) < count
    ]


def record(root: Path = SETS, path: Path = COUNTS) -> list[str]:
    """Write the present numbers, unless one has fallen; returns what has fallen."""
    now = sizes(root)
    lost = shrunk(now, recorded(path))
    if not lost:
        with path.open("w", encoding="utf-8") as file:
            file.write(_HEAD)
            YAML().dump(now, file)
    return lost


def main() -> int:
    """Record the present numbers; 1 and a line each if a set has shrunk."""
    lost = record()
    for line in lost:
        print(line, file=sys.stderr)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
