"""Places in a list and steps in time: "the second one", "and the year after?"."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ORDINALS: Mapping[str, int] = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "sixth": 5, "6th": 5, "seventh": 6, "eighth": 7, "ninth": 8, "tenth": 9, "last": -1,
    "latter": -1, "former": 0, "top": 0, "bottom": -1,
    "one": 0, "two": 1, "three": 2, "number 1": 0, "number 2": 1, "number 3": 2,
}  # fmt: skip
_YEARS_ON = re.compile(
    r"\b(?:(?:the|a|one|(?P<many>\d+|two|three|four|five|ten)) )?years? (?P<way>after|later|on|before|earlier"
    r"|prior)\b|\b(?P<next>next|following|previous|preceding) year\b"
)
_SMALL = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def read_ordinal(text: str) -> int | None:
    """The place in a list that is meant ("the second one" is 1, "the last" is -1)."""
    lowered = text.lower()
    for word, index in _ORDINALS.items():
        if word in ("one", "two", "three"):
            if re.fullmatch(rf"{word}[.!]?", lowered.strip()) or re.search(rf"\b(?:number|option) {word}\b", lowered):
                return index
        elif re.search(rf"\b{word}\b", lowered):
            return index
    if match := re.search(r"(?:\b(?:number|option|choice|nr|no)\b\.? ?|#)(\d)\b|^\W*(\d)\b", lowered):
        return int(match[1] or match[2]) - 1
    return None


def read_years_on(text: str) -> int | None:
    """How many years on from the last one a question goes: "and the year after?" is 1, "two years before" is -2."""
    match = _YEARS_ON.search(text.lower())
    if match is None or re.search(r"\b(?:19|20)\d\d\b", text):
        return None
    many = match["many"]
    steps = 1 if not many else _SMALL.get(many) or int(many)
    back = match["way"] in ("before", "earlier", "prior") or match["next"] in ("previous", "preceding")
    return -steps if back else steps
