"""Whether a question is doubted to have an answer on file, from what the judge of the pipeline makes of it."""

from __future__ import annotations

from assistant.answers.filters import read_filters
from assistant.answers.question import FALLBACK, NOT_ON_FILE, Clause

#: Below this a question about an operation is doubted.
DOUBTED = 0.25
#: Below this one that the classifier takes for one without an answer is not read as another kind.
TAKEN_FOR_IT = 0.35
#: Below this a question of policy is doubted, and it is said outright that there is no answer.
SURELY_NOT = 0.1
#: A fact that is so near together with what was talked about is likely to be asked for.
NEAR_IN_TALK = 0.72
#: From this score and likelihood on, a fact answers even what looks like none of our business.
_SURE_SCORE, _SURELY = 0.85, 0.8
#: From these on, a question about what is named is ours where a kind of ours is nearly as likely.
_NEAR, _MAY_ANSWER = 0.68, 0.5
_NEARER = (0.82, 0.35)
#: From these on, whatever kind of ours comes next.
_NAMED_NEAR, _LIKELY = 0.6, 0.78
_OUTSIDE = ("oos_", "out_of_scope")
#: What a record holds outright is near to no single fact: below this a question is hardly one for a detail.
_A_DETAIL = 0.1
#: What is outside comes before what is not on file if it is this much as likely.
_AS_LIKELY = 0.6
#: A classifier so sure of a policy, with a question on a detail hardly likely, is believed ...
_SURE_OF_POLICY, _HARDLY, _NEVER = 0.55, 0.3, 0.05
#: ... and one that takes it nearly as well for a detail is not.
_NEARLY = 0.75
_OPERATION, _POLICY, _ACROSS = "operation_", "policy_", "operations_"
#: These have answers of their own for what is not on file.
_NOT_FOR = frozenset({"operation_presence", "operation_overview", "operation_successor", "operation_disagreement"})
_SUBJECTS = frozenset({"operation", "place", "un_mission"})


def leans(clause: Clause) -> bool:
    """Whether a clause names no operation or place, so that the conversation must say what it is about."""
    return not any(name.kind in _SUBJECTS for name in clause.names)


def believed(clause: Clause, in_conversation: bool) -> Clause:
    """A question taken for one without an answer, as the kind that comes next where facts or form speak against that.

    A question that leans on the conversation names little to find facts by: it is doubted later.
    """
    if clause.kind == "out_of_scope" and _speaks(clause):
        return clause.as_kind(FALLBACK)
    if clause.kind == "out_of_scope" and (inside := _of_what_is_named(clause)):
        return clause.as_kind(inside)
    if clause.kind != NOT_ON_FILE:
        return clause
    others = [(kind, sure) for kind, sure in clause.ranking if kind != NOT_ON_FILE]
    other, sure = others[0] if others else (None, 0.0)
    if other is not None and other.startswith(_OUTSIDE):
        if sure >= _AS_LIKELY * clause.confidence and not _may_answer(clause):
            return clause.as_kind(other)
        if clause.answerable < _MAY_ANSWER and not _may_answer(clause):
            return clause
        other = next((kind for kind, _ in others if not kind.startswith(_OUTSIDE)), None)
    restricted = other is not None and other.startswith(_ACROSS) and not read_filters(clause.text).empty
    if in_conversation and leans(clause) and clause.near_in_talk(NEAR_IN_TALK):
        return clause.as_kind(FALLBACK)
    doubt = SURELY_NOT if in_conversation and leans(clause) else TAKEN_FOR_IT
    if other is not None and other.startswith(_POLICY) and sure >= _AS_LIKELY * clause.confidence and _is_near(clause):
        doubt = DOUBTED
    return clause.as_kind(other) if other and (clause.answerable >= doubt or restricted) else clause


def _is_near(clause: Clause) -> bool:
    return bool(clause.facts) and clause.facts[0][1] >= _NEAR


def _speaks(clause: Clause) -> bool:
    """Whether a fact is so near that the question is our business after all."""
    return bool(clause.facts) and clause.facts[0][1] >= _SURE_SCORE and clause.answerable >= _SURELY


def _of_what_is_named(clause: Clause) -> str | None:
    """The kind of question about the operation or place named that is nearly as likely, where facts may answer it."""
    nearest = clause.facts[0][1] if clause.facts else 0.0
    likely = nearest >= _NAMED_NEAR and clause.answerable >= _LIKELY and not leans(clause)
    if not likely and not _may_answer(clause):
        return None
    found = (kind for kind, sure in clause.ranking if likely or sure >= _AS_LIKELY * clause.confidence)
    return next((kind for kind in found if kind.startswith((_OPERATION, "un_contributions"))), None)


def _may_answer(clause: Clause) -> bool:
    """Whether it names an operation or place, and a fact is near enough that one may answer."""
    nearest = clause.facts[0][1] if clause.facts else 0.0
    may = any(nearest >= near and clause.answerable >= sure for near, sure in ((_NEAR, _MAY_ANSWER), _NEARER))
    return may and not leans(clause)


def hardly_a_detail(clause: Clause) -> bool:
    """Whether the classifier gives next to nothing for a detail that no page holds."""
    return bool(clause.ranking) and _likely_a_detail(clause) < _A_DETAIL


def _likely_a_detail(clause: Clause) -> float:
    """What the classifier gives for a detail that no page holds."""
    return dict(clause.ranking).get(NOT_ON_FILE, 0.0)


def is_doubted(clause: Clause, in_conversation: bool) -> bool:
    """Whether the facts on file most likely do not answer.

    A question of policy is doubted later: the short answer of its topic is resembled by no single fact.
    """
    if clause.kind == NOT_ON_FILE:
        return True
    if in_conversation and leans(clause):
        return False
    if clause.kind.startswith(_POLICY):
        detail = _likely_a_detail(clause)
        if clause.ranking and clause.confidence >= _SURE_OF_POLICY and detail < _HARDLY * clause.confidence:
            return clause.answerable < _NEVER
        return clause.answerable < (DOUBTED if detail >= _NEARLY * clause.confidence else SURELY_NOT)
    unlike = clause.answerable < DOUBTED and not hardly_a_detail(clause)
    return clause.kind.startswith(_OPERATION) and clause.kind not in _NOT_FOR and unlike
