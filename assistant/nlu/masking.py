"""Masking: the classifier sees "the mission" and "the country" in place of names, so it never learns a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

MISSION = "the mission"
COUNTRY = "the country"

_MISSION_KINDS = frozenset({"operation", "un_mission"})
_REPEATED = re.compile(r"\b(?:the|our|this|that|a|an)\s+(?=the (?:mission|country)\b)", re.IGNORECASE)
_TWICE = re.compile(r"\b(the mission) (?:mission|operation|deployment)s?\b", re.IGNORECASE)


def mask(text: str, entities: Sequence[dict[str, Any]]) -> str:
    """The text with linked operations, missions and places replaced; other entities stay as they are."""
    spans: dict[tuple[int, int], set[str]] = {}
    for entity in entities:
        spans.setdefault((entity["start"], entity["end"]), set()).add(entity["entity"])
    masked, position = [], 0
    for (start, end), kinds in sorted(spans.items()):
        if kinds & _MISSION_KINDS:
            stand_in = MISSION
        elif "place" in kinds:
            stand_in = COUNTRY
        else:
            continue
        masked += [text[position:start], stand_in]
        position = end
    if not masked:
        return text
    return _TWICE.sub(r"\1", _REPEATED.sub("", "".join([*masked, text[position:]])))
