"""A year that a question claims for the start or the end of an operation: "did RAMSI end in 2013?"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.answers.filters import read_year
from assistant.answers.question import Clause
from assistant.knowledge import dates
from assistant.knowledge.records import Dated, Operation

_START = re.compile(
    r"\b(?:start(?:ed)?|beg[aiu]n|set up|launch(?:ed)?|go in|went in|kick(?:ed)? off|under ?way"
    r"|first)\b"
)
_END = re.compile(
    r"\b(?:end(?:ed)?|finish(?:ed)?|over|clos(?:e|ed)|wound up|wrap(?:ped)? up|pull(?:ed)? out|withdr[ae]wn?"
    r"|leave|left"
    r"|come home|came home|conclu\w+|done)\b"
)
_STILL = re.compile(r"\b(?:still|running|going on|active|on|there|in place)\b")


@dataclass(frozen=True)
class Claim:
    """Whether the claim holds, and the kind of question that tells the date."""

    word: Literal["yes", "no", "in_part"]
    kind: str


def claimed_time(clause: Clause, operation: Operation) -> Claim | None:
    """What the dates of the operation say to the one year named; none where they do not settle it."""
    text = clause.text.lower()
    year = read_year(clause.text)
    if year is None or not clause.kind.startswith(
        ("operation_start", "operation_end", "operation_status", "operations_year")
    ):
        return None
    if _END.search(text):
        return _at(operation.end, text, year, "operation_end")
    if _STILL.search(text) and not _START.search(text):
        return _during(operation, year)
    return _at(operation.start, text, year, "operation_start") if _START.search(text) else None


def _at(dated: Dated | None, text: str, year: int, kind: str) -> Claim | None:
    if dated is None:
        return None
    first, last = dates.earliest(dated.date).year, dates.latest(dated.date).year
    if first != last:
        return None
    said = re.search(r"\b(before|after|by|since|until|till)\b(?: the)? (?:\w+ (?:of )?){0,2}\d{4}", text)
    held = (
        {
            "before": first < year,
            "after": first > year,
            "by": first <= year,
            "until": first == year,
            "till": first == year,
            "since": first == year,
        }[said[1]]
        if said
        else first == year
    )
    # "the NZDF part ended in August 2013": the year is that of a part.
    if not held and str(year) in (dated.note or ""):
        return Claim("in_part", kind)
    return Claim("yes" if held else "no", kind)


def _during(operation: Operation, year: int) -> Claim | None:
    if operation.start is None or operation.end is None:
        return None
    begun, ended = dates.latest(operation.start.date).year, dates.earliest(operation.end.date).year
    before, after = dates.earliest(operation.start.date).year, dates.latest(operation.end.date).year
    if begun <= year <= ended:
        return Claim("yes", "operation_duration")
    return Claim("no", "operation_duration") if year < before or year > after else None
