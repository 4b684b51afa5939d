"""Who was in charge of New Zealand's own people in an operation, which is another matter than who led the whole."""

from __future__ import annotations

import re

from assistant.answers.inquiry import Inquiry
from assistant.answers.ranks import RANK
from assistant.knowledge.records import Fact, Operation

_OURS = r"(?:nz|n\.z\.|new zealand(?:er)?s?(?:['’]s?)?|kiwis?|our|aotearoa(?:['’]s)?)"
_PEOPLE = (
    r"(?:police\w*|cops?|coppers?|constables?|contingent|troops|soldiers|sailors|team|unit|company|battalion|platoon|detachment"
    r"|group|lot|people|officers?|engineers?|sappers?|navy|army|monitors|observers|medics|party|squad|crew|gunners|drivers|ones)"
)
_IN_CHARGE = (
    r"(?:led|leads?|leading|leader|head(?:ed|s)?|boss(?:ed)?|command(?:ed|er|ing|s)?|in charge|ran|run|runs|chief|top"
    r"|senior|most senior|highest[- ]ranking|skipper|oc|co|took)"
)
_WHO = r"\b(?:who|whose|which (?:officer|man|woman|person|major|colonel|general|inspector)|name (?:of|the))\b"
_ASKS = re.compile(
    rf"{_WHO}.*\b{_IN_CHARGE}\b.*\b{_OURS} (?:[\w-]+ ){{0,2}}?{_PEOPLE}\b"
    rf"|{_WHO}.*\b{_OURS} (?:[\w-]+ ){{0,2}}?{_PEOPLE}\b.*\b(?:led|headed|commanded|run|answer(?:ed)?|report(?:ed)?)\b"
    rf"|{_WHO}.*\b{_OURS} (?:\w+ )?(?:commander|commanding|boss|officer[- ]in[- ]charge|senior|top|leader|head|chief)\b"
    rf"|{_WHO}.*\b{_IN_CHARGE}\b.*\b(?:new zealanders|kiwis)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"\b(?:{RANK}|Commander|Superintendent) [A-ZĀĒĪŌŪ][\wāēīōū]+ [A-ZĀĒĪŌŪ]")
_POLICE = re.compile(r"\b(?:police\w*|cops?|coppers?|constables?)\b", re.IGNORECASE)
#: Facts with names of people who were in charge of nobody.
_OF_OTHERS = ("casualties", "medal")


def asks_who_led_ours(inquiry: Inquiry) -> bool:
    """Whether it asks who was in charge of New Zealand's people, not of the operation."""
    return inquiry.clause.kind == "operation_leader" and _ASKS.search(inquiry.clause.text) is not None


def commanders(inquiry: Inquiry, operation: Operation) -> list[Fact]:
    """The facts that name them or tell under whom New Zealanders served, those with a name first; police for police."""
    of_police = _POLICE.search(inquiry.clause.text) is not None
    facts = [fact for fact in inquiry.rank(operation.facts) if fact.field not in _OF_OTHERS]
    named = [fact for fact in facts if _PERSON.search(fact.statement)]
    told = [fact for fact in facts if fact.field == "leader" and "New Zealand" in fact.statement and fact not in named]
    found = [*named, *told]
    return [fact for fact in found if _POLICE.search(fact.statement)] if of_police else found
