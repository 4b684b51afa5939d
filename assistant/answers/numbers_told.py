"""A number that was told and is asked on about: "which years does the 7,000 figure cover?"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answers.around import told_facts
from assistant.answers.context import Context
from assistant.knowledge.answer_types import numbers_in
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Fact

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TOLD_AT_MOST = 2


def holding_the_number(text: str, told: Iterable[Fact]) -> tuple[Fact, ...]:
    """The facts told that hold a number, other than a year, that the question repeats."""
    said = {number for number in numbers_in(text.lower()) if number.isdigit()} - set(_YEAR.findall(text))
    return tuple(fact for fact in told if said & numbers_in(fact.statement))[:_TOLD_AT_MOST] if said else ()


def repeats_a_number(text: str, context: Context, kb: KnowledgeBase) -> bool:
    """Whether a question repeats a number that was told, and so asks on about it."""
    return bool(holding_the_number(text, told_facts(context, kb)))
