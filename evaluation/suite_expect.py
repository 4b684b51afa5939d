"""What a right answer to each kind of question about an operation must hold, worked out from its record."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Agency, Dated, Operation, Personnel, Place, Status, Valued
from evaluation.case import Expectation

# Fields whose facts answer a question about a field, beside the field's own.
_ALSO_ANSWERED_BY: dict[str, tuple[str, ...]] = {
    "end": ("status", "mandate_expiry"),
    "status": ("end", "mandate_expiry"),
    "duration": ("start", "end", "status"),
    "overview": ("summary",),
}
_LEAD_NAMES = {
    "UN": r"\bUN\b|United Nations",
    "NATO": r"\bNATO\b|North Atlantic",
    "MFO": r"\bMFO\b|Multinational Force",
}
# Fields that an honest assistant must say it knows nothing of, where no fact is on file.
ASKED_THOUGH_ABSENT = ("start", "personnel", "nz_operation_name", "cost", "casualties")
_NO_ANSWER = ("unknown", "no_record")


def expected(kb: KnowledgeBase, operation: Operation, field: str) -> Expectation | None:
    """What to expect of an answer about a field; None where the record holds nothing to expect."""
    parts = kb.parts_of(operation.id)
    # An umbrella is rightly answered part by part.
    facts = tuple(fact for record in (operation, *parts) for fact in _facts(record, field))
    permitted = (operation.id, *(part.id for part in parts))
    if field == "location":
        countries = [_any_name(kb.places[code]) for code in operation.countries]
        return Expectation(outcome=("answered",), contains_any=tuple(countries)) if countries else None
    if field == "agencies":
        agencies = tuple(_any_name(kb.agencies[agency]) for agency in operation.agencies)
        return Expectation(outcome=("answered",), contains_all=agencies) if agencies else None
    if field == "leader" and not facts:
        names = _LEAD_NAMES.get(operation.lead)
        return Expectation(outcome=("answered",), contains_any=(names,)) if names else None
    if not facts:
        return None
    return Expectation(outcome=("answered",), facts_any=facts, allow_facts=permitted)


def expected_absence(operation: Operation, field: str) -> Expectation | None:
    """What to expect where an operation has no fact of a field; None where it has, or is not asked for it."""
    absent = field in ASKED_THOUGH_ABSENT and operation.category != "umbrella" and not _facts(operation, field)
    if field == "nz_operation_name" and any(is_operation_name(name) for name in operation.aliases):
        return None
    return Expectation(outcome=_NO_ANSWER) if absent else None


def is_operation_name(name: str) -> bool:
    """Whether a name is that of a New Zealand operation, which gives away the answer to what it was called."""
    return name.casefold().startswith(("operation ", "op "))


def _facts(operation: Operation, field: str) -> tuple[str, ...]:
    fields = (field, *_ALSO_ANSWERED_BY.get(field, ()))
    found = [fact.id for fact in operation.facts if fact.field in fields]
    indexed: dict[str, Sequence[Dated | Valued | Status | Personnel | None]] = {
        "start": [operation.start],
        "end": [operation.end],
        "nz_operation_name": [operation.nz_operation_name],
        "role": [operation.role],
        "outcome": [operation.outcome],
        "mandate": operation.mandate,
        "personnel": operation.personnel,
        "status": [operation.status],
    }
    found += [held.fact for name in fields for held in indexed.get(name, ()) if held and held.fact]
    if field == "overview":
        found += operation.overview
    return tuple(dict.fromkeys(found))


def _any_name(record: Place | Agency) -> str:
    """A pattern for any name of a place or an agency."""
    names = [record.name, *record.aliases]
    if isinstance(record, Agency):
        names.append(record.short_name.removeprefix("the "))
    return "|".join(re.escape(name) for name in dict.fromkeys(names))
