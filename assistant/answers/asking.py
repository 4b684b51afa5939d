"""Questions that the assistant offers: next questions after an answer, choices when it is unsure."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answers.answer import Subject
from assistant.answers.inquiry import Inquiry
from assistant.answers.operations.facts import was
from assistant.answers.subjects import name_of
from assistant.knowledge.records import Operation

#: After one kind of question about an operation, these are the ones people ask next.
_NEXT = {
    "operation_overview": ("operation_role", "operation_personnel", "operation_outcome", "operation_leader"),
    "operation_start": ("operation_end", "operation_reason", "operation_personnel"),
    "operation_end": ("operation_outcome", "operation_duration", "operation_personnel"),
    "operation_personnel": ("operation_agencies", "operation_role", "operation_participants"),
    "operation_leader": ("operation_participants", "operation_mandate", "operation_role"),
    "operation_role": ("operation_personnel", "operation_outcome", "operation_mandate"),
}
_DEFAULT_NEXT = ("operation_overview", "operation_start", "operation_end", "operation_personnel", "operation_role")
#: What an operation must have on file for a question about it to be offered.
_NEEDS = {
    "operation_start": "start",
    "operation_end": "end",
    "operation_personnel": "personnel",
    "operation_mandate": "mandate",
}


def question(inquiry: Inquiry, kind: str, subject: Subject | None = None) -> str | None:
    """The question of a kind in plain words, about a subject where the kind needs one; none when it cannot be put."""
    if kind.startswith("policy_"):
        topic = inquiry.kb.topics.get(kind.removeprefix("policy_"))
        return topic.question if topic else None
    template = f"ask_{kind}"
    if not inquiry.wording.has(template):
        return None
    if kind.startswith("operation_") or kind in ("define_term", "un_contributions"):
        if subject is None:
            return None
        return inquiry.say(template, name=name_of(subject, inquiry.kb), be=_verb(inquiry, subject))
    return inquiry.say(template)


def _verb(inquiry: Inquiry, subject: Subject) -> str:
    """ "was", or "were" where the name is a plural."""
    return was(inquiry.kb.operations[subject.id]) if subject.kind == "operation" else "was"


def next_questions(inquiry: Inquiry, operation: Operation) -> tuple[str, ...]:
    """What may be asked next about an operation: only what there is something on file for."""
    kinds = [*_NEXT.get(inquiry.clause.kind, ()), *_DEFAULT_NEXT]
    subject = Subject("operation", operation.id)
    offered = [question(inquiry, kind, subject) for kind in dict.fromkeys(kinds) if _on_file(operation, kind, inquiry)]
    return tuple(text for text in offered if text)[:3]


def _on_file(operation: Operation, kind: str, inquiry: Inquiry) -> bool:
    if kind == inquiry.clause.kind:
        return False
    if field := _NEEDS.get(kind):
        return bool(getattr(operation, field))
    if kind == "operation_overview":
        return True
    field = kind.removeprefix("operation_")
    return any(fact.field == field for fact in operation.facts)


def which(inquiry: Inquiry, subjects: Iterable[Subject]) -> tuple[str, ...]:
    """The same question about each of several subjects, as choices."""
    choices = [question(inquiry, inquiry.clause.kind, subject) for subject in subjects]
    return tuple(choice for choice in choices if choice)
