"""Look-ups in one operation that all its answers share."""

from __future__ import annotations

import re

from assistant.answers.inquiry import Inquiry
from assistant.knowledge import dates
from assistant.knowledge.records import Dated, Fact, Operation

_PLURAL = re.compile(r"\b(?:deployments|missions|teams|flights|Forces)\b|^[A-Z]+ and [A-Z]+$")


def about(operation: Operation) -> str:
    """How running text calls the operation."""
    return operation.short_name


def was(operation: Operation) -> str:
    """The verb that goes with the name: "the Bosnia deployments were", "RAMSI was"."""
    return "were" if _PLURAL.search(operation.short_name) else "was"


def facts_of(operation: Operation, *fields: str) -> list[Fact]:
    """The operation's facts of these fields, in the order of the file."""
    return [fact for fact in operation.facts if fact.field in fields]


def disputes(inquiry: Inquiry, operation: Operation, field: str) -> tuple[str, ...]:
    """What sources dispute about one field, as caveats."""
    return tuple(disputed(inquiry, item.text) for item in operation.disagreements if item.field == field)


def disputed(inquiry: Inquiry, text: str) -> str:
    """A disagreement as a caveat; most records say themselves that sources differ."""
    return text if text.startswith("Sources ") else inquiry.say("caveat_disputed", text=text)


def point(dated: Dated) -> str:
    """A date in plain words with what is to be said about it: ``June 2017 (the NZDF part ended in August 2013)``."""
    return _noted(dates.plain(dated.date), dated)


def when(dated: Dated) -> str:
    """The same with its preposition: ``in June 2017``."""
    return _noted(dates.when(dated.date), dated)


def _noted(words: str, dated: Dated) -> str:
    return f"{words} ({dated.note})" if dated.note else words
