"""Which of the things that a question names are wanted, and which are not: "police but no army", "not in Africa"."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NOT = (
    r"not|non|never|no|without|except|excluding|exclude|other than|apart from|outside|isn't|wasn't|aren't"
    r"|weren't|beyond"
    r"|didn't|did not|don't|doesn't|leav(?:e|ing) out|skip|drop|minus|neither|nobody|no[- ]one|none|nothing|nor"
    r"|rather than|instead of"
)
#: A word of denial a few words before the name; what stands after a "but" is not meant by it.
_NEGATOR = re.compile(rf"\b(?:{_NOT})\b(?:(?!\b(?:but|only|just)\b)[\w\s,'-]){{0,26}}$|\bnon-$")


#: "where the NZDF was not involved".
_NOT_AFTER = re.compile(r"^ (?:(?:was|were|is|are|did|had|took|have|has)(?:n't| not| never| no)|never|not)\b")


def denied(before: str) -> bool:
    """Whether the words before a name, in lower case, deny it."""
    return _NEGATOR.search(before) is not None


def wanted_and_not(patterns: Mapping[str, str], lowered: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the patterns found in the text, those that are wanted and those that are denied."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for name, pattern in patterns.items():
        match = re.search(rf"(?<![\w-])(?:{pattern})(?![\w])", lowered)
        if match is not None:
            not_wanted = denied(lowered[: match.start()]) or _NOT_AFTER.search(lowered[match.end() :])
            (unwanted if not_wanted else wanted).append(name)
    return tuple(wanted), tuple(unwanted)
