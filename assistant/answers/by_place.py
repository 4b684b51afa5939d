"""Countries with more than one operation: "where have we been more than once?"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.answers.answer import Part, Subject
from assistant.answers.inquiry import Inquiry
from assistant.answers.operations.presence import line_of
from assistant.answers.select_operations import selected
from assistant.answers.subjects import name_of
from assistant.knowledge.records import Operation

_SEVERAL = (
    r"(?:more than (?:one|once|1|a single)|twice|two or more|several|multiple|repeatedly|again and again"
    r"|at least two)"
)
_PLACES = re.compile(
    rf"\b(?:countr(?:y|ies)|places?|where)\b.*\b{_SEVERAL}\b|\b{_SEVERAL}\b.*\b(?:same|single|one) (?:country"
    rf"|place)\b"
)


def asks_for_places_of_several(text: str) -> bool:
    """Whether it asks for the countries that New Zealand was in more than once."""
    return _PLACES.search(text.lower()) is not None


def answer_places(inquiry: Inquiry) -> Part:
    """Each country with its peace support operations, where there is more than one, most first."""
    operations = [operation for operation in selected(inquiry.about()) if operation.category == "peace_support"]
    several = {code: found for code, found in _by_country(operations).items() if len(found) > 1}
    if not several:
        return Part(inquiry.clause.kind, "no_record", (inquiry.say("places_none"), inquiry.say("presence_check")))
    codes = sorted(several, key=lambda code: -len(several[code]))
    items = [_line(inquiry, code, several[code]) for code in codes]
    told = list(dict.fromkeys(operation.id for code in codes for operation in several[code]))
    facts = (operation.start.fact for operation in operations if operation.id in told and operation.start)
    subjects = tuple(Subject("place", code) for code in codes)
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(inquiry.say("places", count=len(codes)),),
        items=tuple(items),
        facts=tuple(inquiry.kb.fact(fact) for fact in dict.fromkeys(facts)),
        subjects=(),
        listed=subjects,
    )


def _by_country(operations: list[Operation]) -> Mapping[str, list[Operation]]:
    found: dict[str, list[Operation]] = {}
    for operation in operations:
        for code in operation.countries:
            found.setdefault(code, []).append(operation)
    return found


def _line(inquiry: Inquiry, code: str, operations: list[Operation]) -> str:
    lines = "; ".join(line_of(inquiry, operation) for operation in operations)
    return inquiry.say(
        "places_line", name=name_of(Subject("place", code), inquiry.kb), count=len(operations), lines=lines
    )
