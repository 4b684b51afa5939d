"""Draws what was expected against what came, for the open set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from evaluation.case import Expectation, Kind
from evaluation.judge import covers
from evaluation.reply import Reply
from evaluation.run import Played
from evaluation.variants import ORIGINAL

WRONG_RECORD = "wrong record"
ANSWER = "other answer"

FamilyOf = Callable[[str], str]  # fact id -> field of an operation, or policy, term, agency, contact


def expected_label(kind: Kind, expect: Expectation, family_of: FamilyOf) -> str:
    """The family of the first fact asked for, or the outcome where none is."""
    outcome = expect.outcomes(kind)[0]
    if outcome != "answered":
        return outcome
    return family_of(expect.wanted[0]) if expect.wanted else ANSWER


def got_label(expected: str, expect: Expectation, passed: bool, reply: Reply, family_of: FamilyOf) -> str:
    """What came: the expected label if it was right, else the outcome or the family of the first fact told."""
    if passed or (reply.outcome == "answered" and any(covers(expect.permitted, fact) for fact in reply.facts)):
        return expected
    if reply.outcome != "answered":
        return reply.outcome
    family = family_of(reply.facts[0]) if reply.facts else ANSWER
    return WRONG_RECORD if family == expected else family


def confusion(played: Iterable[Played], family_of: FamilyOf) -> Counter[tuple[str, str]]:
    """Count (expected, got) over the open set's questions as written, dialogues left out."""
    counts: Counter[tuple[str, str]] = Counter()
    for item in played:
        if item.set_name == "open" and item.variant == ORIGINAL and item.case.question:
            expect = item.case.expect or Expectation()
            expected = expected_label(item.kind, expect, family_of)
            counts[expected, got_label(expected, expect, item.passed, item.replies[0], family_of)] += 1
    return counts


def draw(counts: Counter[tuple[str, str]], path: Path) -> None:
    """Write the picture as SVG; the same counts give the same file."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "evaluation"
    from matplotlib import pyplot as plt

    expected = sorted({pair[0] for pair in counts})
    got = expected + sorted({pair[1] for pair in counts} - set(expected))
    cells = [[counts[row, column] for column in got] for row in expected]
    shares = [[cell / (sum(row) or 1) for cell in row] for row in cells]
    figure, axes = plt.subplots(figsize=(2.5 + 0.45 * len(got), 2 + 0.35 * len(expected)))
    axes.imshow(shares or [[0]], cmap="Blues", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(got)), got, rotation=60, ha="right")
    axes.set_yticks(range(len(expected)), expected)
    axes.set_xlabel("what came")
    axes.set_ylabel("what was expected")
    axes.set_title("Open set: expected against got (number of questions)")
    for row, line in enumerate(cells):
        for column, number in enumerate(line):
            if number:
                colour = "white" if shares[row][column] > 0.5 else "black"
                axes.text(column, row, str(number), ha="center", va="center", color=colour, fontsize=8)
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None})
    plt.close(figure)
