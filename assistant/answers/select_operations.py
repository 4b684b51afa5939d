"""Which operations fit the restrictions of a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from assistant.answers.answer import Subject
from assistant.answers.filters import Filters
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.answers.leading import fits_leaders, leaders, leads_of, names_of_leaders, only_led
from assistant.knowledge import dates
from assistant.knowledge.records import Operation

_LEAVING_OUT = re.compile(
    r"\b(?:leaving out|leave out|except|excluding|other than|apart from|besides|not counting|without|but not|not)"
    r"(?: for| in| the| those in)*\s*$"
)
_RUNNING = ("ongoing", "mandate_lapsed")
_TWO = 2


def selected(inquiry: Inquiry) -> list[Operation]:
    """The operations asked for, without umbrellas, oldest first; undated ones come last."""
    operations: Iterable[Operation]
    wanted = wanted_subjects(inquiry)
    if wanted:
        found = (operation for subject in wanted for operation in real_operations(inquiry.kb, subject))
        operations = {operation.id: operation for operation in found}.values()
    else:
        operations = (op for op in inquiry.kb.operations.values() if op.category != "umbrella")
    left_out = {
        operation.id
        for subject in inquiry.subjects
        if _before(inquiry, subject, _LEAVING_OUT)
        for operation in real_operations(inquiry.kb, subject)
    }
    led_by = leaders(inquiry.clause, inquiry.subjects)
    fitting = [
        operation
        for operation in operations
        if operation.id not in left_out and fits_leaders(operation, led_by) and fits(operation, inquiry.filters)
    ]
    return sorted(fitting, key=lambda operation: operation.start.date if operation.start else "9999")


def wanted_subjects(inquiry: Inquiry) -> tuple[Subject, ...]:
    """The subjects that a list is to be about: not those left out, nor a country that only led."""
    return tuple(
        subject
        for subject in inquiry.subjects
        if not _before(inquiry, subject, _LEAVING_OUT) and not only_led(inquiry.clause, subject)
    )


def _before(inquiry: Inquiry, subject: Subject, pattern: re.Pattern[str]) -> bool:
    """Whether these words stand right before the name of a subject."""
    text = inquiry.clause.text.lower()
    return any(
        pattern.search(text[: name.start]) is not None
        for name in inquiry.clause.names
        if (name.kind, name.id) == (subject.kind, subject.id)
    )


def fits(operation: Operation, filters: Filters) -> bool:
    """Whether an operation meets every restriction. What is not on file does not meet a restriction."""
    return (
        (not filters.regions or operation.region in filters.regions)
        and operation.region not in filters.not_regions
        and (not filters.leads or bool(leads_of(operation) & set(filters.leads)))
        and not leads_of(operation) & set(filters.not_leads)
        and _fits_agencies(operation, filters)
        and _fits_state(operation, filters)
        and _fits_years(operation, filters)
        and _fits_size(operation, filters)
        and (not filters.related or operation.category == "related")
        and (not filters.mandated or operation.status.mandate_to is not None)
    )


def _fits_agencies(operation: Operation, filters: Filters) -> bool:
    agencies = set(operation.agencies)
    if agencies & set(filters.not_agencies):
        return False
    if filters.only_agency:
        return agencies == set(filters.agencies)
    return set(filters.agencies) <= agencies


def _fits_state(operation: Operation, filters: Filters) -> bool:
    if filters.mandated:
        return True  # what it asks for is the state of the mandate, which the answer tells
    if filters.state == "current":
        return operation.status.state in _RUNNING
    return filters.state != "ended" or operation.status.state == "ended"


def _fits_years(operation: Operation, filters: Filters) -> bool:
    if filters.since is None and filters.until is None:
        return True
    first = date(filters.since or 1900, 1, 1)
    last = date(filters.until or 2999, 12, 31)
    if filters.mandated:
        return operation.status.mandate_to is not None and dates.overlaps(operation.status.mandate_to, first, last)
    if filters.edge == "start":
        return operation.start is not None and dates.overlaps(operation.start.date, first, last)
    if filters.edge == "end":
        return operation.end is not None and dates.overlaps(operation.end.date, first, last)
    if operation.start is None:
        return False
    begun = dates.earliest(operation.start.date)
    if operation.end is not None:
        ended = dates.latest(operation.end.date)
    elif operation.status.state in _RUNNING:
        ended = date.max
    else:
        ended = dates.latest(operation.start.date)
    return begun <= last and ended >= first


def _fits_size(operation: Operation, filters: Filters) -> bool:
    if filters.fewer is None and filters.more is None:
        return True
    total = total_of(operation)
    most = total if filters.in_all else size_of(operation)
    if most is None and filters.more is None:
        most = total  # there were never more at one time than over all years
    if most is None:
        return False
    return (filters.fewer is None or most < filters.fewer) and (filters.more is None or most > filters.more)


def size_of(operation: Operation) -> int | None:
    """The largest number of people on file for one time; totals over the years are another thing."""
    numbers = [figure.number for figure in operation.personnel if figure.number is not None and figure.kind != "total"]
    return max(numbers, default=None)


def total_of(operation: Operation) -> int | None:
    """The largest number of people on file over all years."""
    numbers = [figure.number for figure in operation.personnel if figure.number is not None and figure.kind == "total"]
    return max(numbers, default=None)


def restrictions(inquiry: Inquiry) -> str:
    """The restrictions in words, to echo what was understood."""
    filters = inquiry.filters
    say, join = inquiry.say, inquiry.wording.join
    led_by = names_of_leaders(inquiry)
    words = [say("filter_led_by", names=join(led_by))] if led_by else []
    if filters.regions:
        words.append(
            say(
                "filter_regions",
                names=join(say(f"region_{name.lower().replace(' ', '_')}") for name in filters.regions),
            )
        )
    if filters.not_regions:
        words.append(
            say(
                "filter_not_regions",
                names=join(say(f"region_{name.lower().replace(' ', '_')}") for name in filters.not_regions),
            )
        )
    for leads, name in ((filters.leads, "filter_leads"), (filters.not_leads, "filter_not_leads")):
        if leads:
            words.append(say(name, names=join(say(f"leading_{lead.lower()}") for lead in leads)))
    for agencies, name in (
        (filters.agencies, "filter_only_agencies" if filters.only_agency else "filter_agencies"),
        (filters.not_agencies, "filter_not_agencies"),
    ):
        if agencies:
            words.append(say(name, names=join(inquiry.kb.agencies[agency].short_name for agency in agencies)))
    if filters.state and not filters.mandated:
        words.append(say(f"filter_{filters.state}"))
    if not filters.mandated:
        words.extend(_years(inquiry))
    words.extend(_size(inquiry))
    if filters.mandated:
        words.append(say("filter_mandated"))
    return join(words)


def _size(inquiry: Inquiry) -> list[str]:
    filters = inquiry.filters
    span = inquiry.say("in_all" if filters.in_all else "at_one_time")
    if filters.fewer == _TWO:
        return [inquiry.say("filter_single", span=span)]
    bounds = (("filter_fewer", filters.fewer), ("filter_more", filters.more))
    return [inquiry.say(name, number=f"{bound:,}", span=span) for name, bound in bounds if bound is not None]


def _years(inquiry: Inquiry) -> list[str]:
    filters = inquiry.filters
    edge = inquiry.say(f"filter_{filters.edge or 'during'}")
    if filters.since is not None and filters.until is not None:
        if filters.since == filters.until:
            return [inquiry.say("filter_year", edge=edge, year=filters.since)]
        return [inquiry.say("filter_span", edge=edge, since=filters.since, until=filters.until)]
    if filters.since is not None:
        return [inquiry.say("filter_since", edge=edge, year=filters.since)]
    if filters.until is not None:
        return [inquiry.say("filter_until", edge=edge, year=filters.until)]
    return []
