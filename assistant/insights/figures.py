"""The figures of a report."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.engine import Connection

from assistant.gaps.collect import collect
from assistant.gaps.grouping import Group, group
from assistant.insights import turns
from assistant.insights.period import Period, day_of
from assistant.insights.turns import Asked
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.check import due
from assistant.store.voices import read_feedback


@dataclass(frozen=True)
class Question:
    """A question as it is asked most often, how often, and in how many conversations."""

    text: str
    asked: int
    conversations: int


@dataclass(frozen=True)
class Figures:
    """Everything that a report shows."""

    period: Period
    questions: int
    conversations: int
    by_day: Mapping[str, Sequence[int]]
    by_outcome: Mapping[str, int]
    by_kind: Mapping[str, int]
    seconds: Sequence[float]
    top: Sequence[Question]
    gaps: Sequence[Group]
    verdicts: Mapping[str, Sequence[int]]
    disliked: Sequence[Mapping[str, Any]]
    facts: int
    due: Sequence[tuple[str, str, str]]
    reviews: Mapping[str, int] = field(default_factory=dict)
    told_of: Mapping[str, int] = field(default_factory=dict)


def gather(connection: Connection, period: Period, kb: KnowledgeBase, today: date) -> Figures:
    """Reads the stores of a period, and the knowledge as it is today."""
    asked = list(turns.read(connection, period))
    feedback = [row for row in read_feedback(connection, period.start) if row["given"] < period.end]
    misses = [miss for miss in collect(connection, period.start) if miss.at < period.end]
    facts = {fact.id: fact for owner in kb.owners() for fact in owner.facts}
    return Figures(
        period=period,
        questions=len(asked),
        conversations=len({turn.conversation for turn in asked}),
        by_day=_per_day(period, ((turn.channel, turn.at) for turn in asked)),
        by_outcome=_ranked(Counter(turn.outcome for turn in asked)),
        by_kind=_ranked(Counter(turn.kind for turn in asked if turn.kind != "none")),
        seconds=sorted(turn.seconds for turn in asked if turn.seconds is not None),
        top=most_asked(asked),
        gaps=group(misses),
        verdicts=_per_day(period, ((row["verdict"], row["given"]) for row in feedback)),
        disliked=[row for row in feedback if row["verdict"] == "down"],
        facts=len(facts),
        due=[(day, name, facts[name].statement) for day, name in due(kb, today)],
        reviews=_sorted(Counter(str(fact.review_by)[:4] for fact in facts.values() if fact.review_by)),
        told_of=_sorted(Counter(found for fact in facts.values() if (found := _year(kb.as_of(fact))))),
    )


def most_asked(asked: Iterable[Asked], least: int = 2) -> list[Question]:
    """Questions that several conversations share, the most frequent first.

    What only one person asked is not shown: it may say who that was, in words that no mask knows.
    """
    wordings: dict[str, Counter[str]] = defaultdict(Counter)
    askers: dict[str, set[str]] = defaultdict(set)
    for turn in asked:
        key = " ".join(re.findall(r"\w+", turn.question.lower()))
        if key:
            wordings[key][turn.question] += 1
            askers[key].add(turn.conversation)
    found = [
        Question(words.most_common(1)[0][0], words.total(), len(askers[key]))
        for key, words in wordings.items()
        if len(askers[key]) >= least
    ]
    return sorted(found, key=lambda question: (-question.asked, question.text))


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The value below which so large a share of the ordered values lies; none of none."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else None


def _per_day(period: Period, named: Iterable[tuple[str, float]]) -> dict[str, list[int]]:
    counted = Counter((name, day_of(at)) for name, at in named)
    names = sorted({name for name, _ in counted})
    return {name: [counted[name, day] for day in period.days] for name in names}


def _ranked(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def _sorted(counted: Counter[str]) -> dict[str, int]:
    return dict(sorted(counted.items()))


def _year(edtf: str | None) -> str | None:
    years = re.findall(r"\d{4}", edtf or "")
    return years[-1] if years else None
