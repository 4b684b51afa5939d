"""Follow-ups that leave the operation talked about: all of them together, the UN's or not, one agency, a name."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers.answer import Subject
from assistant.answers.context import Context
from assistant.answers.ellipsis import unnamed
from assistant.answers.question import FALLBACK
from assistant.answers.settled import Settled

_OF_ALL = re.compile(
    r"\b(?:on|in|of|for|across|over|with) (?:all|every)(?: of)?(?: the| our| its| nz| kiwi| other| un| peace\w*)*"
    r" (?:operations?|missions?|deployments?)\b|\ball (?:of them|operations|missions|deployments) (?:put )?together\b"
)
#: The policy that tells of all operations what was asked of one.
_IN_ALL = {
    "operation_casualties": "policy_deaths",
    "operation_personnel": "policy_numbers",
    "operation_cost": "policy_money",
}
_UN = r"(?:an? |the )?(?:un|u\.n\.|united nations)\b"
_IS_IT_OF_THE_UN = re.compile(
    rf"\b(?:is|was|were|are) (?:it|that|this|they|those|these|there)(?: \w+)? {_UN}(?: \w+)?(?: or not)?\W*$"
    rf"|\b(?:is|was|were|are) (?:it|that|this|they) (?:run|led|under|part of|with) (?:by )?{_UN}"
)
_ONLY_OPERATIONS = re.compile(
    r"\W*(?:the |our |all |nz |new zealand |kiwi |any )*it (?:missions|operations|deployments)(?: of (?:nz|ours))?\W*"
)
#: Asked of one agency after all of them: "police only?".
_OF_AN_AGENCY = ("operation_personnel", "operation_role", "operation_start", "operation_end")
_AGENCY_ALONE = re.compile(
    r"\W*(?:(?:and|just|only|so|ok|the|what about|for|our|nz|kiwi)\W+)*it(?: (?:only|alone|then|too|part))?\W*"
)
_NAME_ALONE = re.compile(r"\W*(?:the |our |all )*it\W*")
_ENDS_IN_SEVERAL = re.compile(r"\b(?:missions|operations|deployments)\W*$")
_SURE = 0.7
_LEADER = "operation_leader"


def about_several(settled: Settled, known: tuple[Subject, ...], context: Context) -> Settled | None:
    """The question as what such words ask; none without them."""
    clause = settled.clause
    text = clause.text.lower().strip()
    sure = clause.confidence >= _SURE and clause.kind != FALLBACK
    if not settled.named and _OF_ALL.search(text) and context.kind in _IN_ALL and not sure:
        return replace(settled.asked_as(_IN_ALL[context.kind]), subjects=())
    if (settled.named or known) and not sure and _IS_IT_OF_THE_UN.search(text):
        return settled.asked_as(_LEADER, *(settled.subjects or known))
    bare = unnamed(clause)
    # The name may hold the word itself: "Solomon Islands missions?".
    lists = _ONLY_OPERATIONS.fullmatch(bare) or (_NAME_ALONE.fullmatch(bare) and _ENDS_IN_SEVERAL.search(text))
    again = context.kind in _OF_AN_AGENCY and bool(settled.filters.agencies)
    if again and known and not settled.named and _AGENCY_ALONE.fullmatch(unnamed(clause, "agency")):
        return settled.asked_as(context.kind or "", *known)
    if settled.named and clause.kind.startswith("operation_") and lists:
        return settled.asked_as("operations_list")
    return None
