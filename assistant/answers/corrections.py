"""A clause without what it says is not meant: "not 2006, 1999", "I mean soldiers, not police"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.question import Clause, Name

_LEAD = r"^\W*(?:(?:no+|nah|nope|sorry|oh|oops|wait|hang on|and|but)[ ,.]+)*"
#: "not X, Y", "no not the X but the Y", "I said Y"
_DENIED_FIRST = re.compile(
    _LEAD + r"(?:i (?:said|meant?) )?not (?P<denied>(?:(?! but )(?! i meant? )[^,;.:]){2,40})"
    r"(?:[,;.:]+| but| i meant?)+ (?P<meant>.*\w.*)$"
)
#: "I mean Y not X", "sorry Y, not X"
_DENIED_LAST = re.compile(
    _LEAD + r"(?P<meant>(?=.*\b(?:i meant?|i said|sorry|want(?:ed)?)\b|.{1,25},).+?),? (?:and )?"
    r"not (?P<denied>(?:(?:the|in|about|for) )*[\w'-]+(?: [\w'-]+)?)\W*$"
)
_NOT_ASKED = re.compile(
    _LEAD
    + r"(?:not (?:who|when|where|what|why|how|the (?:start|end|date|number|name|cost)s?)\b|i (?:did not|didn't|am not"
    r"|was not|wasn't|don't) (?:ask|asking|mean|want)\b)"
)
_RESTRICTS = re.compile(
    r"^(?:counting|including|in|from|those|led|just|only|yet|there|sure|now|anymore|any more|bad)\b"
)
_NOTHING = re.compile(r"^(?:please|pls|thanks|ta|i mean|i meant|then|and|the|one|ones|\W)*$")


def without_denied(clause: Clause) -> Clause:
    """The clause with only what is meant, where it puts something right; as it is where it does not."""
    lowered = clause.text.lower().replace("’", "'")
    for pattern in (_DENIED_FIRST, _DENIED_LAST):
        match = pattern.search(lowered)
        if match and not _RESTRICTS.match(match["denied"]) and not _NOTHING.match(match["meant"]):
            return _cut(clause, *match.span("meant"))
    return clause


def meant(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses of a message without those that only say what is not asked: "not who led it - how many"."""
    kept = tuple(clause for clause in clauses if not _NOT_ASKED.match(clause.text.lower()))
    return kept or clauses


def _cut(clause: Clause, start: int, end: int) -> Clause:
    kept = tuple(_moved(name, -start) for name in clause.names if start <= name.start and name.end <= end)
    return replace(clause, text=clause.text[start:end], names=kept)


def _moved(name: Name, by: int) -> Name:
    return replace(name, start=name.start + by, end=name.end + by)
