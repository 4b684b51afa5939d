"""What was told of a policy, where it is nearer to a question than the kind that the classifier took it for.

"And who signs them off?" after the rules of engagement looks like a question on who decides to send troops, "where do I
sign up?" after the age to enlist like one on jobs at the ministry: only the conversation says otherwise.
"""

from __future__ import annotations

import re

from assistant.answers.around import facts_around, facts_naming_its_places
from assistant.answers.context import Context
from assistant.answers.question import FALLBACK, NOT_ON_FILE, Clause
from assistant.knowledge.base import KnowledgeBase

_POLICY = "policy_"
#: Services that a question asks for in words which what was told may hold as well.
_SERVICES = ("careers", "privacy", "police_deployments", "past_contributions")
_FEW_WORDS = 8
#: By so much a fact around what was told is nearer than any of the policy, or than any contact.
_AHEAD = 0.1
#: So near to the words alone it must be where a service was understood.
_OWN = 0.5
#: The same where the words point to what was told; where they don't, a classifier this sure is believed.
_AHEAD_IF_POINTING, _HALF_SURE = 0.03, 0.5
#: "They" are mostly those who decide, whatever was told.
_POINTS_AT = re.compile(r"\b(?:it|its|that|this|them|those|these)\b")
#: A classifier this sure of another policy is believed whatever is near.
_SURE = 0.85
#: Kinds that a question of few words about a place is taken for, whatever it asks.
_UNCLEAR = (FALLBACK, NOT_ON_FILE, "follow_up", "out_of_scope")
_UNSURE = 0.55
#: The policy told last is meant where it is this much as likely as the kind that was understood.
_AS_LIKELY = 0.7


def nearer_than_its_kind(clause: Clause, context: Context, kb: KnowledgeBase) -> bool:
    """Whether a short question of another policy, or of a service, is rather one for a fact around what was told."""
    if not clause.in_talk or len(clause.text.split()) > _FEW_WORDS or clause.confidence >= _SURE:
        return False
    fact_id, near = clause.in_talk[0]
    if fact_id not in {fact.id for fact in facts_around(context, kb)}:
        return False
    if clause.kind.startswith(_SERVICES):
        contacts = (item.fact for item in kb.contacts.values() if item.fact and item.fact != fact_id)
        of_service = max((clause.relevance(id_) for id_ in contacts), default=0.0)
        return clause.relevance(fact_id) >= max(_OWN, of_service + _AHEAD)
    topic = kb.topics.get(clause.kind.removeprefix(_POLICY)) if clause.kind.startswith(_POLICY) else None
    if topic is None or clause.kind == context.kind:
        return False
    scores, own = dict(clause.in_talk), {*topic.lead, *(fact.id for fact in topic.facts)}
    pointing = _POINTS_AT.search(clause.text.lower())
    if not pointing and clause.confidence >= _HALF_SURE:
        return False
    ahead = _AHEAD_IF_POINTING if pointing else _AHEAD
    return fact_id not in own and near >= ahead + max((scores.get(id_, 0.0) for id_ in own), default=0.0)


def names_a_case_of_it(clause: Clause, context: Context, kb: KnowledgeBase) -> bool:
    """ "With Fiji, for instance?", "does service in Timor count?": a fact of the policy told last names the place, and
    that policy is as likely as what was understood, or that is in doubt."""
    kinds, kind = dict(clause.ranking), context.kind or ""
    likely = kinds.get(kind, 0.0) >= _AS_LIKELY * clause.confidence
    in_doubt = clause.kind in _UNCLEAR or (clause.kind.startswith("operation_") and clause.confidence < _UNSURE)
    if not (likely or in_doubt) or clause.kind.startswith(_POLICY) or len(clause.text.split()) > _FEW_WORDS:
        return False
    naming = facts_naming_its_places(clause, context, kb)
    return bool(naming) and (likely or not {fact.id for fact in naming} <= set(context.facts))
