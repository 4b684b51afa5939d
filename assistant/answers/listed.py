"""A line of a list of operations, with what the list was restricted by: the figure, the mandate, the missions in it."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.answers.inquiry import Inquiry
from assistant.answers.operations.facts import was
from assistant.answers.operations.presence import line_of
from assistant.answers.select_operations import wanted_subjects
from assistant.knowledge import dates
from assistant.knowledge.records import Fact, Operation, Personnel

#: Where more are listed, the full names would hide the list.
_FULL_NAMES_OF = 3


def line_in_list(inquiry: Inquiry, operation: Operation) -> str:
    """The line, with what makes it fit."""
    line = line_of(inquiry, operation)
    notes = [*_missions(inquiry, operation), *_mandate(inquiry, operation), *_figure(inquiry, operation)]
    return inquiry.say("line_with_notes", line=line, notes="; ".join(notes)) if notes else line


def figures_of(inquiry: Inquiry, operations: Iterable[Operation]) -> tuple[Fact, ...]:
    """The facts that the figures in the lines rest on."""
    if not _by_size(inquiry):
        return ()
    figures = (figure_asked_for(inquiry, operation) for operation in operations)
    return tuple(inquiry.kb.fact(figure.fact) for figure in figures if figure)


def figure_asked_for(inquiry: Inquiry, operation: Operation) -> Personnel | None:
    """The highest figure on file, at one time or in all as the question has it."""
    wanted = [item for item in operation.personnel if (item.kind == "total") == inquiry.filters.in_all]
    return max(wanted or operation.personnel, key=lambda item: item.number or 0, default=None)


def _by_size(inquiry: Inquiry) -> bool:
    return inquiry.filters.fewer is not None or inquiry.filters.more is not None


def _figure(inquiry: Inquiry, operation: Operation) -> list[str]:
    figure = figure_asked_for(inquiry, operation) if _by_size(inquiry) else None
    return [inquiry.say("line_figure", value=figure.value, counts=figure.counts)] if figure else []


def _mandate(inquiry: Inquiry, operation: Operation) -> list[str]:
    mandate = operation.status.mandate_to if inquiry.filters.mandated else None
    if mandate is None:
        return []
    over = mandate < inquiry.today.isoformat()
    return [inquiry.say("line_mandate_over" if over else "line_mandate", date=dates.plain(mandate))]


def _missions(inquiry: Inquiry, operation: Operation) -> list[str]:
    """The full name of a record that stands for several missions, where the list is about a place or such a record."""
    wanted = wanted_subjects(inquiry)
    if not wanted or len(inquiry.subjects) > _FULL_NAMES_OF or was(operation) == "was":
        return []
    return [operation.name]
