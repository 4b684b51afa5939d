"""After a number of people with its date: "and right now?", "where can I look that up?", "any official list?"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.context import Context
from assistant.answers.filters import asks_for_today, read_filters
from assistant.answers.settled import Settled

_NUMBERS = "policy_numbers"
#: Answers of how many are or were deployed, or where; the list of those deployed now is on a page of its own.
_OF_DEPLOYMENTS = (_NUMBERS, "un_contributions", "policy_current_operations")
_LOOKS_UP = re.compile(
    r"\blook (?:(?:that|it|this|them) )?up\b|\bweb ?(?:page|site)s?\b|\bwho(?:'d| would) know\b"
    r"|\b(?:official|latest|current|up[- ]to[- ]date|live) (?:lists?|figures?|numbers?|pages?|maps?)\b"
    r"|\bfind (?:that|it|this) out\b"
)
_FEW_WORDS, _SHORT = 5, 12


def of_today(settled: Settled, context: Context) -> Settled | None:
    """The question for the number of today, or for the page that gives it."""
    text = settled.clause.text.lower()
    words = len(text.split())
    if settled.named or context.kind not in _OF_DEPLOYMENTS or words > _SHORT:
        return None
    if _LOOKS_UP.search(text):
        return settled.asked_as("deployment_map")
    if context.kind != _NUMBERS or words > _FEW_WORDS or not asks_for_today(text):
        return None
    whom = "police" if "police" in (context.filters.get("agencies") or ()) else "people"
    clause = replace(settled.clause, text=f"how many {whom} are deployed now", kind=_NUMBERS)
    return replace(settled, clause=clause, filters=read_filters(clause.text))
