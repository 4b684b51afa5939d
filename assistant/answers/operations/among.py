"""Which of the operations of a country or an umbrella a question means: by its years, agencies and words."""

from __future__ import annotations

import re

from assistant.answers.filters import Filters
from assistant.answers.inquiry import Inquiry
from assistant.answers.select_operations import fits
from assistant.answers.topical import topic_words
from assistant.knowledge.records import Operation

_STEM = 6


def meant_among(inquiry: Inquiry, operations: list[Operation]) -> list[Operation]:
    """Those that were going on in the years said, with the agencies said, and whose names or work have a word said.

    What singles out none of them is left out of account.
    """
    filters = inquiry.filters
    years = Filters(since=filters.since, until=filters.until)
    found = [operation for operation in operations if fits(operation, years)] or operations
    of_agency = [operation for operation in found if fits(operation, Filters(agencies=filters.agencies))] or found
    stems = [word[:_STEM] for word in topic_words(inquiry)]
    return [operation for operation in of_agency if _called_or_did(operation, stems)] or of_agency


def _called_or_did(operation: Operation, stems: list[str]) -> bool:
    role = operation.role.value if operation.role else ""
    said = " ".join([operation.name, operation.short_name, *operation.aliases, role]).lower()
    return any(re.search(rf"\b{re.escape(stem)}", said) for stem in stems)
