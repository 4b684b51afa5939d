"""What a choice is made from: the operations last shown together, else the relatives of the one talked about."""

from __future__ import annotations

from assistant.answers.answer import Subject
from assistant.answers.context import Context
from assistant.answers.inquiry import real_operations
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Operation


def shown(context: Context, kb: KnowledgeBase) -> tuple[Operation, ...]:
    """The operations that were last listed or compared, if there were several."""
    ranked = context.kind == "operations_extreme"
    return _several(context.among if len(context.among) > 1 or ranked else context.listed, kb)


def _several(subjects: tuple[Subject, ...], kb: KnowledgeBase) -> tuple[Operation, ...]:
    found = tuple(kb.operations[item.id] for item in subjects if item.kind == "operation" and item.id in kb.operations)
    return found if len(found) > 1 else ()


def relatives(subjects: tuple[Subject, ...], kb: KnowledgeBase) -> tuple[Operation, ...]:
    """The parts of the umbrella that an operation belongs to or is, the operations of a place, each with the others."""
    found: list[Operation] = []
    for subject in subjects:
        if subject.kind == "operation":
            operation = kb.operations[subject.id]
            umbrella = operation.id if operation.category == "umbrella" else operation.part_of
            found.extend(kb.parts_of(umbrella) if umbrella else ())
            for code in operation.countries:
                found.extend(real_operations(kb, Subject("place", code)))
        else:
            found.extend(real_operations(kb, subject))
    return tuple({operation.id: operation for operation in found}.values())


def pools(context: Context, kb: KnowledgeBase) -> tuple[tuple[Operation, ...], ...]:
    """Where to look for what a description means, the likelier first."""
    found = (shown(context, kb), _several(context.listed, kb), relatives(context.subjects, kb))
    return tuple(pool for pool in found if len(pool) > 1)


def as_subjects(operations: tuple[Operation, ...] | list[Operation]) -> tuple[Subject, ...]:
    """Operations as subjects."""
    return tuple(Subject("operation", operation.id) for operation in operations)
