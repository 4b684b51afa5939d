"""Sizes that a list is restricted to: "more than 500 people", "a hundred or more", "only one person at a time"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SMALL = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_WORDS = {word: number for number, word in enumerate(_SMALL, start=1)} | {
    "a single": 1, "single": 1, "a couple of": 2, "a dozen": 12, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a hundred": 100,
    "one hundred": 100, "two hundred": 200, "three hundred": 300, "four hundred": 400, "five hundred": 500,
    "a thousand": 1000, "one thousand": 1000, "two thousand": 2000, "hundred": 100, "thousand": 1000,
}  # fmt: skip
#: What follows a number that counts something else: "more than one mission", "under 10 years".
_OTHER = (
    r"(?! (?:different |separate |un )*(?:missions?|operations?|deployments?|countr|times?|years?|months?"
    r"|weeks?|days?|nations|agenc|lead))"
)
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+|" + "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)) + rf")\b{_OTHER}"
)
_PEOPLE = (
    r"(?:kiwis?|new zealanders?|nzers?|people|persons?|personnel|troops|soldiers?|officers?|men|members?|staff"
    r"|observers?"
    r"|of us|of them|police(?: officers?)?|peacekeepers?|advisers?|body|strong)"
)
_SPARE = r"(?:(?:nz|new zealand|kiwi|military|army|nzdf|lone|of our|uniformed) )*"
#: What is bounded: the bound says by how much the number is off a bound that excludes it.
_ABOVE = re.compile(rf"\b(?:more|greater|larger|bigger|over|above|upwards of|exceeding)(?: than)? ({_NUMBER})")
_AT_LEAST = re.compile(rf"\b(?:at least|no fewer than|no less than|minimum of|not less than) ({_NUMBER})")
_OR_MORE = re.compile(rf"\b({_NUMBER}) (?:{_SPARE}{_PEOPLE} )?(?:or|and) (?:more|over|above|upwards?)\b|\b(\d+)\+")
_BELOW = re.compile(rf"\b(?:fewer|less|under|below|smaller)(?: than)? ({_NUMBER})")
_AT_MOST = re.compile(
    rf"\b(?:at most|no more than|(?:never|not)(?: \w+){{0,3}} more than|up to"
    rf"|maximum of) ({_NUMBER})"
)
_OR_FEWER = re.compile(rf"\b({_NUMBER}) (?:{_SPARE}{_PEOPLE} )?or (?:fewer|less|under)\b")
_ONLY = re.compile(
    rf"\b(?:(?:only|just|no more than|nobody but|never more than)(?: \w+){{0,2}}? ({_NUMBER})|(a single|one single))"
    rf"(?: {_SPARE}{_PEOPLE}\b| at (?:a|any one) time)"
    r"|\b(one|two|three)[- ](?:man|person|officer|strong)\b"
    rf"|\b(one|two|three) {_SPARE}{_PEOPLE} (?:only|at a time)\b|\bwith (one) {_SPARE}{_PEOPLE}\b"
    rf"|\b(lone|solitary) {_SPARE}{_PEOPLE}\b"
)
_IN_ALL = re.compile(r"\b(?:in all|in total|altogether|overall|all told|over the years|all rotations|all up)\b")


@dataclass(frozen=True)
class Sizes:
    """Bounds that exclude the number itself. ``in_all`` says that totals over the years are meant."""

    fewer: int | None = None
    more: int | None = None
    in_all: bool = False


def read_sizes(lowered: str) -> Sizes:
    """Read the sizes of a question in lower case. A bare year is no size: "after 2010" and "over 2010" look alike."""
    more = _first(lowered, ((_AT_LEAST, -1), (_OR_MORE, -1)))
    fewer = _first(lowered, ((_AT_MOST, 1), (_OR_FEWER, 1), (_ONLY, 1)))
    # "no more than ten" is a bound from above, though it says "more than".
    more = more if more is not None or fewer is not None else _first(lowered, ((_ABOVE, 0),))
    fewer = fewer if fewer is not None or more is not None else _first(lowered, ((_BELOW, 0),))
    known = fewer is not None or more is not None
    return Sizes(fewer, more, known and _IN_ALL.search(lowered) is not None)


def _first(lowered: str, patterns: tuple[tuple[re.Pattern[str], int], ...]) -> int | None:
    for pattern, step in patterns:
        match = pattern.search(lowered)
        if match is None:
            continue
        number = _number(next(group for group in match.groups() if group))
        if number is not None:
            return number + step
    return None


def _number(words: str) -> int | None:
    if words in ("lone", "solitary", "one single"):
        return 1
    value = int(words.replace(",", "")) if words[0].isdigit() else _WORDS[words]
    return None if 1945 <= value <= 2049 and words.isdigit() else value
