"""Every date is a date, and in its order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from assistant.knowledge import dates
from assistant.knowledge.base import KnowledgeBase, Owner
from assistant.knowledge.checks.kinds import kind_of
from assistant.knowledge.locate import Locator
from assistant.knowledge.problem import Problem
from assistant.knowledge.records import Operation

_EDTF = "write 2003, 2003-07 or 2003-07-24, 2016~ for 'about 2016', 2009-11/2014-08 for a span"


def check(kb: KnowledgeBase, locate: Locator) -> Iterator[Problem]:
    """Problems with dates."""
    for source in kb.sources.values():
        if source.as_of and not dates.is_date(source.as_of):
            yield locate.problem("sources", source.id, f"as_of '{source.as_of}' is no date", _EDTF, "as_of: ")
    for owner in kb.owners():
        yield from _facts(owner, locate)
        if isinstance(owner, Operation):
            yield from _operation(owner, locate)
    for mission in kb.un_missions:
        for value in (mission.start, mission.end):
            if value and not dates.is_date(value):
                yield locate.problem("un_missions", mission.acronym, f"'{value}' is no date", _EDTF, value)
    for row in kb.contributions:
        if not dates.is_date(row.date):
            yield locate.problem("contributions", row.date, f"'{row.date}' is no date", _EDTF)


def _facts(owner: Owner, locate: Locator) -> Iterator[Problem]:
    kind = kind_of(owner)
    for fact in owner.facts:
        near = f"id: {fact.id}"
        for name, value in (("as_of", fact.as_of), ("valid_at", fact.valid_at)):
            if value and not dates.is_date(value):
                yield locate.problem(kind, owner.id, f"{fact.id}: {name} '{value}' is no date", _EDTF, near)
        if fact.review_by and not _is_day(fact.review_by):
            what = f"{fact.id}: review_by '{fact.review_by}' is no day"
            yield locate.problem(kind, owner.id, what, "write a day: 2027-05-31", near)


def _operation(operation: Operation, locate: Locator) -> Iterator[Problem]:
    def fault(what: str, fix: str, near: str) -> Problem:
        return locate.problem("operations", operation.id, what, fix, near)

    start = operation.start.date if operation.start else None
    end = operation.end.date if operation.end else None
    named = [("start", start), ("end", end), ("last_seen", operation.status.last_seen)]
    named += [("valid_at", figure.valid_at) for figure in operation.personnel]
    wrong = [(name, value) for name, value in named if value and not dates.is_date(value)]
    for name, value in wrong:
        yield fault(f"{name} '{value}' is no date", _EDTF, f": {value}")
    if not wrong and start and end and dates.earliest(start) > dates.latest(end):
        yield fault(f"it ends ({end}) before it starts ({start})", "correct one of the two dates", "end:")
    mandate = operation.status.mandate_to
    if mandate and not _is_day(mandate):
        yield fault(f"mandate_to '{mandate}' is no day", "write a day: 2026-09-30", "mandate_to:")
    if operation.status.state == "mandate_lapsed" and not mandate:
        yield fault("a lapsed mandate without its end", "add mandate_to: with the day", "state:")
    if operation.status.state == "ended" and not end and not operation.status.last_seen:
        yield fault("ended, but neither an end nor a last sign", "add end: or status.last_seen:", "state:")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
