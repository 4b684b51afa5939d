"""Where in its countries an operation was, where no fact says just that: facts on its work name towns and camps."""

from __future__ import annotations

import re

from assistant.answers.answer import Subject
from assistant.answers.inquiry import Inquiry
from assistant.answers.subjects import name_of
from assistant.knowledge.records import Fact, Operation

#: Fields whose facts say where people were; where a flag was lowered or a law was signed is another matter.
_FIELDS = ("location", "role", "personnel", "agencies", "summary")
_PLACED = re.compile(r"\b(?:at|near|in|around|outside) (?:the )?(?P<name>[A-ZĀĒĪŌŪ][\w'’-]+)")
#: Capitals that make no place.
_NO_PLACE_WORDS = (
    "january february march april may june july august september october november december new zealand un the security"
    " council army navy defence cabinet parliament wikipedia data united nations kiwi operation late early mid nato"
)
_NO_PLACE = frozenset(_NO_PLACE_WORDS.split())


def facts_of_places_within(inquiry: Inquiry, operation: Operation) -> list[Fact]:
    """The facts that place people in a town, camp or province, in the order of the file."""
    known = {name_of(Subject("place", code), inquiry.kb) for code in (*operation.countries, *operation.about_countries)}
    known |= {operation.name, operation.short_name, operation.region}
    words = _NO_PLACE | {word for name in known for word in re.findall(r"[\w'’-]+", name.lower())}
    return [fact for fact in operation.facts if fact.field in _FIELDS and _names_another_place(fact, words)]


def _names_another_place(fact: Fact, words: frozenset[str]) -> bool:
    named = (match["name"] for match in _PLACED.finditer(fact.statement))
    return any(not name.isupper() and name.lower() not in words for name in named)
