"""What a comparison asks for: the measure, and whether the more or the less of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answers.question import Clause

_PEOPLE = (
    r"(?:people|kiwis?|new zealanders?|nzers?|troops|soldiers?|personnel|men|of us|of our \w+|police|cops|staff"
    r"|officers?"
    r"|peacekeepers?|folk|bodies|boots|hands)"
)
_DIED = r"(?:die|died|dying|killed|deaths?|dead|casualties|fatalities|lives|losses|lost|perish\w*)"
#: The measure, the words for more of it, and those for less of it; the first that fits counts.
_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "deaths",
        rf"deadlier|bloodier|more dangerous|more deadly|more (?:\w+ ){{0,4}}{_DIED}|{_DIED} more"
        rf"|worse (?:for )?{_DIED}",
        rf"(?:fewer|less) (?:\w+ ){{0,4}}{_DIED}|safer|less deadly",
    ),
    (
        "cost",
        r"costlier|dearer|pricier|(?:more|most) (?:expensive|costly|money)|(?:cost|costs|costing"
        r"|spen[dt])(?: \w+){0,3} (?:more|most)"
        r"|(?:bigger|larger|higher) (?:bill|cost|price)|more (?:to pay|dollars)",
        r"cheaper|cheapest|(?:cost|costs|spen[dt])(?: \w+){0,3} less|less (?:expensive|costly|money)",
    ),
    (
        "end",
        r"(?:end|ended|finish|finished|over|left|leave|closed?|wound up|came home"
        r"|pull(?:ed)? out)\b.*\b(?:later|last|after)",
        r"(?:end|ended|finish|finished|over|left|leave|closed?|wound up|came home"
        r"|pull(?:ed)? out)\b.*\b(?:first|earlier|sooner|before)"
        r"|(?:first|earlier|sooner) to (?:end|finish|leave|close)",
    ),
    (
        "length",
        r"longer|longest|more (?:years|months|time)",
        r"shorter|briefer|quicker|(?:fewer|less) (?:years|months|time)",
    ),
    ("start", r"later|newer|younger|more recent(?:ly)?|after", r"earlier|first|before|older|sooner"),
    (
        "people",
        rf"bigger|larger|greater|stronger|biggest|largest|outnumber\w*|more (?:\w+ ){{0,3}}{_PEOPLE}|(?:had"
        rf"|have|send|sent|went|go|serve|served|get|got|with) more|more (?:go|went|serve|served|were|sent)"
        rf"|most {_PEOPLE}|more than(?! \d)",
        rf"smaller|fewer|smallest|less (?:\w+ ){{0,2}}{_PEOPLE}|least {_PEOPLE}|less than(?! \d)",
    ),
)
_SIDE_BY_SIDE = re.compile(r"\b(?:compared?|comparison|versus|vs\.?|differ(?:ence|ent|s)?|side by side)\b")
_IN_ALL = re.compile(
    r"\b(?:in all|in total|total|altogether|overall|over the years|ever|served|serve|all told|all up)\b"
)
_BETWEEN = re.compile(r"\b(?:than|or|and|compared (?:to|with)|versus|vs|as)\b|[,;:]")


@dataclass(frozen=True)
class Comparison:
    """The measure asked for, and whether more of it is asked for (1) or less (-1)."""

    measure: str
    sign: int
    in_all: bool = False


def read_comparison(text: str) -> Comparison | None:
    """The comparison that a question asks for; none where it asks for no measure."""
    lowered = text.lower()
    for measure, more, less in _WORDS:
        for sign, pattern in ((1, more), (-1, less)):
            if re.search(rf"\b(?:{pattern})\b", lowered):
                return Comparison(measure, sign, measure == "people" and _IN_ALL.search(lowered) is not None)
    return None


def asks_to_compare(text: str) -> bool:
    """Whether it sets two things side by side: it names a measure of both, or says "compare"."""
    lowered = text.lower()
    if _SIDE_BY_SIDE.search(lowered):
        return True
    return read_comparison(lowered) is not None and _BETWEEN.search(lowered) is not None


def years_by_name(clause: Clause) -> dict[tuple[str, str], int]:
    """The year that is said after each name, up to the next: "in Cambodia in 1992 than in Somalia in 1993"."""
    names = sorted(clause.names, key=lambda name: name.start)
    found: dict[tuple[str, str], int] = {}
    for name in names:
        following = (other.start for other in names if other.start >= name.end)
        stretch = clause.text[name.end : next(following, len(clause.text))]
        if match := re.search(r"\b((?:19|20)\d\d)\b", stretch):
            found[(name.kind, name.id)] = int(match[1])
    years = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", clause.text)}
    if len(years) == 1:
        return {(name.kind, name.id): min(years) for name in names}
    return found
