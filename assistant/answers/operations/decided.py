"""A yes or no to a question about one operation, with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.answers.answer import Subject
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.knowledge.records import Fact, Operation

Word = Literal["yes", "no", "in_part"]


@dataclass(frozen=True)
class Verdict:
    """The word before the answer, the kind of question that tells why, and facts to tell first."""

    operation: Operation
    word: Word
    kind: str
    facts: tuple[Fact, ...] = ()


def parts_of(inquiry: Inquiry, operation: Operation) -> Iterable[Operation]:
    """The parts of an umbrella."""
    return inquiry.kb.parts_of(operation.id) if operation.category == "umbrella" else ()


def members_of(inquiry: Inquiry, operation: Operation) -> list[Operation]:
    """The operation itself, or the parts of an umbrella."""
    return real_operations(inquiry.kb, Subject("operation", operation.id))
