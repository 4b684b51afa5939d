"""Questions of every kind, taken evenly from the open evaluation set."""

from __future__ import annotations

from itertools import chain, zip_longest

from evaluation.loading import load_set


def questions(count: int) -> list[str]:
    """So many different questions that stand alone."""
    by_file: dict[str, list[str]] = {}
    for case in load_set("open"):
        if case.question:
            by_file.setdefault(case.id.split("-")[0], []).append(case.question)
    mixed = (text for text in chain.from_iterable(zip_longest(*by_file.values())) if text)
    return list(dict.fromkeys(mixed))[:count]
