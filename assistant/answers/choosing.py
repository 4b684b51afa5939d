"""Choosing from what was last listed or offered: by place ("the second one"), description ("the UN one"), word."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answers.answer import Subject
from assistant.answers.context import Context
from assistant.answers.filters import Filters, read_filters
from assistant.answers.question import Clause
from assistant.answers.select_operations import fits, size_of
from assistant.answers.steps import read_ordinal
from assistant.knowledge import dates
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Operation

_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|last|next|latter|former|top|bottom|\d(?:st|nd|rd|th))"
)
_NUMBERED = r"(?:(?:number|option|choice|nr|no)\b\.? ?|#)(?:\d|one|two|three)\b"
_BY_PLACE = re.compile(rf"\b{_ORDINAL} (?:one|mission|operation|option|choice)\b|{_NUMBERED}")
#: The place alone, at the end or with hardly a word beside it.
_JUST_PLACE = re.compile(
    rf"(?:.*\bthe {_ORDINAL}"
    rf"|(?:(?:and|no|ok|okay|sorry|then|yes|yep|the|please|i mean|i meant)[ ,]+)*(?:{_ORDINAL}|one|two|three|\d))"
    r"(?:[ ,]+(?:please|pls|then|of (?:these|those|them|all)|listed|thanks))*\W*"
)
_ONE = re.compile(r"\b(?:one|mission|operation|deployment|force)\b")
_YES = re.compile(r"(?:yes|yep|yeah|yup|sure|ok|okay|āe|ae|correct|right|please|that one|exactly)\b[\w ,'!.]{0,20}")
#: Words that do not tell one operation from another.
_COMMON_WORDS = (
    "about after again alone before between could during first force forces group international later mission"
    " missions national nation nations operation operations other others people please second should since still"
    " support team their there these third those under united until were what when where which while would zealand"
    " deployment deployments peace period australian police soldiers"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_BY_MEASURE: tuple[tuple[str, Callable[[Operation], int | None], bool], ...] = (
    (r"bigger|larger|biggest|largest", lambda operation: size_of(operation), True),
    (r"smaller|smallest", lambda operation: size_of(operation), False),
    (r"earlier|earliest|older|oldest", lambda operation: _begun(operation), False),
    (r"later|latest|newer|newest|most recent|recent", lambda operation: _begun(operation), True),
)


def by_place(clause: Clause, context: Context) -> Subject | None:
    """The listed subject whose place in the list the clause names."""
    index = _place(clause) if context.listed else None
    return context.listed[index] if index is not None and -1 <= index < len(context.listed) else None


def from_offer(clause: Clause, context: Context) -> tuple[str, Subject | None] | None:
    """The question that was offered when the last one was not understood, chosen by its place, or by a bare yes."""
    if not context.offered:
        return None
    index = _place(clause)
    if index is None and len(context.offered) == 1 and _YES.fullmatch(clause.text.lower().strip()):
        index = 0
    return context.offered[index] if index is not None and -1 <= index < len(context.offered) else None


def by_description(clause: Clause, named: tuple[Subject, ...], context: Context, kb: KnowledgeBase) -> Subject | None:
    """The one listed operation that a description fits: "the Timor one", "the police one", "the later one"."""
    lowered = clause.text.lower()
    if len(context.listed) < 2 or not _ONE.search(lowered):
        return None
    listed = [kb.operations[item.id] for item in context.listed if item.id in kb.operations]
    ids = {subject.id for subject in named}
    if ids:
        concerned = [item for item in listed if _concerns(item, ids)]
        alone = [item for item in concerned if set(item.countries) <= ids]
        return _only(concerned) or _only(alone) or _only([item for item in listed if _led_by(item, ids, kb)])
    for words, measure, highest in _BY_MEASURE:
        if re.search(rf"\b(?:{words})\b", lowered):
            known = [(value, item) for item in listed if (value := measure(item)) is not None]
            ranked = sorted(known, key=lambda pair: pair[0], reverse=highest)
            return Subject("operation", ranked[0][1].id) if ranked else None
    filters = read_filters(clause.text)
    return None if filters.empty else _only(_fitting(listed, filters))


def the_other(context: Context) -> Subject | None:
    """Of two that were listed, the one that was not told about."""
    others = [item for item in context.listed if item not in context.subjects]
    return others[0] if len(context.listed) == 2 and len(others) == 1 else None


def by_word(clause: Clause, context: Context, kb: KnowledgeBase) -> Subject | None:
    """The one listed operation that a word of the clause names, where no other listed one has that word."""
    words = {word.rstrip("s") for word in re.findall(r"[a-zāēīōū]{5,}", clause.text.lower()) if word not in _COMMON}
    fitting = []
    for subject in context.listed:
        if subject.kind == "operation" and subject.id in kb.operations:
            operation = kb.operations[subject.id]
            named = " ".join([operation.name, operation.short_name, *operation.aliases]).lower()
            own = {word.rstrip("s") for word in re.findall(r"[a-zāēīōū]{5,}", named)}
            if words & own:
                fitting.append(subject)
    return fitting[0] if len(fitting) == 1 else None


def _place(clause: Clause) -> int | None:
    lowered = clause.text.lower().strip()
    if not (_BY_PLACE.search(lowered) or _JUST_PLACE.fullmatch(lowered)):
        return None
    return read_ordinal(lowered)


def _fitting(listed: list[Operation], filters: Filters) -> list[Operation]:
    found = [operation for operation in listed if fits(operation, filters)]
    alone = [operation for operation in found if set(operation.agencies) == set(filters.agencies)]
    return alone if filters.agencies and alone else found


def _concerns(operation: Operation, ids: set[str]) -> bool:
    return bool({operation.id, operation.part_of or "", *operation.countries, *operation.about_countries} & ids)


def _led_by(operation: Operation, ids: set[str], kb: KnowledgeBase) -> bool:
    names = [kb.places[id_].name for id_ in ids if id_ in kb.places]
    return any(name in (operation.lead_detail or "") for name in names)


def _only(operations: list[Operation]) -> Subject | None:
    return Subject("operation", operations[0].id) if len(operations) == 1 else None


def _begun(operation: Operation) -> int | None:
    return dates.earliest(operation.start.date).toordinal() if operation.start else None
