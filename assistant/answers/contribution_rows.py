"""Rows of the UN contribution figures, and how one is told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from assistant.answers.inquiry import Inquiry, sentence_case
from assistant.knowledge import dates
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Contribution, Operation

ALL_MISSIONS = "ALL"
#: Which way of counting is told first where several cover the same time.
BEST = {"month_all": 0, "month_mission": 0, "snapshot_all": 1, "year_average_mission": 1, "quoted": 2, "estimate": 3}


_HIGH = re.compile(
    r"\b(?:highest|peak\w*|maximum|max|most(?! recent)|record (?:number|high)|all-time high|high point|largest|biggest"
    r"|greatest|(?:at|in) (?:the|its|our) height)\b"
)
_LOW = re.compile(r"\b(?:lowest|fewest|least|minimum|smallest|low point|rock bottom)\b")


def read_extreme_number(text: str) -> str | None:
    """Whether the "largest" or the "smallest" number of people is asked for: "the highest ever", "the low point"."""
    lowered = text.lower()
    if _HIGH.search(lowered):
        return "largest"
    return "smallest" if _LOW.search(lowered) else None


def mission_rows(kb: KnowledgeBase, operation: Operation, first: date, last: date) -> list[Contribution]:
    """The rows of an operation's UN missions in a span of days: the last one of each mission there."""
    missions = {
        name for name in (operation.short_name, *operation.aliases, operation.name) if name.isupper() or " " in name
    }
    known = {row.mission for row in kb.contributions} & missions
    rows = []
    for mission in sorted(known):
        inside = _inside(kb.contributions, mission, first, last)
        if inside:
            rows.append(last_of_best(inside))
    return rows


def told_row(inquiry: Inquiry, row: Contribution) -> str:
    """One row as a sentence that says what it counts."""
    mission = inquiry.say("all_un_missions") if row.mission == ALL_MISSIONS else row.mission
    kinds = [
        inquiry.say(f"figure_{kind}", number=number)
        for kind, number in (("troops", row.troops), ("police", row.police), ("experts", row.experts))
        if number
    ]
    of = inquiry.say("figure_kinds", kinds=inquiry.wording.join(kinds)) if kinds else ""
    when = sentence_case(dates.when(row.date))
    return inquiry.say(f"figure_{row.granularity}", when=when, mission=mission, total=row.total, kinds=of)


def looks_incomplete(row: Contribution) -> bool:
    """Whether missions are missing from a figure, so that it must not count as the lowest."""
    return (row.note or "").startswith("looks incomplete")


def _inside(rows: Iterable[Contribution], mission: str, first: date, last: date) -> list[Contribution]:
    return [
        row
        for row in rows
        if row.mission == mission and row.total is not None and dates.overlaps(row.date, first, last)
    ]


def last_of_best(rows: list[Contribution]) -> Contribution:
    """The last of the rows that count in the best way among them."""
    best = min(BEST[row.granularity] for row in rows)
    return max((row for row in rows if BEST[row.granularity] == best), key=lambda row: dates.earliest(row.date))
