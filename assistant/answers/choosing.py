"""Choosing from what was last listed: by place ("the second one"), or by a word of it ("the engineers, please")."""

from __future__ import annotations

import re

from assistant.answers.answer import Subject
from assistant.answers.context import Context
from assistant.answers.filters import read_ordinal
from assistant.answers.question import Clause
from assistant.knowledge.base import KnowledgeBase

_BY_PLACE = re.compile(
    r"\b(?:(?:first|second|third|fourth|fifth|sixth|last|next|latter|former|\d(?:st|nd|rd|th))"
    r" (?:one|mission|operation)"
    r"|(?:number|option|no\.?) ?(?:\d|one|two|three))\b"
)
_SHORT = 4


def by_place(clause: Clause, context: Context) -> Subject | None:
    """The listed subject whose place in the list the clause names."""
    lowered = clause.text.lower()
    if not context.listed or not (_BY_PLACE.search(lowered) or len(lowered.split()) <= _SHORT):
        return None
    index = read_ordinal(clause.text)
    return context.listed[index] if index is not None and -1 <= index < len(context.listed) else None


def by_word(clause: Clause, context: Context, kb: KnowledgeBase) -> Subject | None:
    """The one listed operation that a word of the clause names, where no other listed one has that word."""
    words = {word.rstrip("s") for word in re.findall(r"[a-zāēīōū]{5,}", clause.text.lower())}
    fitting = []
    for subject in context.listed:
        if subject.kind == "operation" and subject.id in kb.operations:
            operation = kb.operations[subject.id]
            named = " ".join([operation.name, operation.short_name, *operation.aliases]).lower()
            own = {word.rstrip("s") for word in re.findall(r"[a-zāēīōū]{5,}", named)}
            if words & own:
                fitting.append(subject)
    return fitting[0] if len(fitting) == 1 else None
