"""Which file a record with facts belongs to."""

from __future__ import annotations

from assistant.knowledge.base import Owner
from assistant.knowledge.records import Operation, Term, Topic


def kind_of(owner: Owner) -> str:
    """The kind of the record, which is also the name of its folder or file."""
    if isinstance(owner, Operation):
        return "operations"
    if isinstance(owner, Topic):
        return "topics"
    return "terms" if isinstance(owner, Term) else "agencies"
