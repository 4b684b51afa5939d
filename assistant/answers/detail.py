"""A question whose answer is one particular fact of what is talked about: "where had they been lent from?".

Such questions are of no kind, or are taken for one that has nothing to do with them, and name nothing to search by. So
the facts of what is talked about are compared with their words, alone and with the name before them, and with the kinds
that they may be of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import next_questions
from assistant.answers.context import Context
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.answers.pointed import FIELDS
from assistant.answers.question import FALLBACK, NOT_ON_FILE, Clause
from assistant.answers.ranks import RANK
from assistant.answers.settled import Settled
from assistant.answers.subjects import Found
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.records import Fact, Operation, Topic

#: No kind of its own in training, since only the conversation makes it a question.
DETAIL = "operation_detail"
#: What the words by themselves, and a kind of question that the fact answers, count beside the words with the name.
#: On 278 follow-ups of dialogues and 66 fresh ones the fact asked for came first in 83 % and 88 %, by the words with
#: the name alone in 56 % and 79 %.
_ALONE, _OF_ITS_KIND = 0.7, 0.3
_FAR = 0.1
#: "Who ...?" asks for a fact that names somebody.
_PERSON_ASKED_FOR = 0.1
_WHO = re.compile(r"\bwho(?:se|m)?\b")
_PERSON = re.compile(rf"\b{RANK} [A-ZĀĒĪŌŪ]\w+ [A-ZĀĒĪŌŪ]")
#: A question not understood is answered from here on, where its own words are at least so near.
_NEAR, _SAYS_ITSELF = 1.05, 0.28
#: One that was taken for another kind is read again if its own words are as near as this, and what is talked about is
#: so much nearer than what is not; more for a question across operations.
_NEAR_ALONE, _NEARER, _NEARER_ACROSS = 0.4, 0.05, 0.3
#: A question across operations is one on what is talked about, however sure, where the words alone are so near.
_SAYS_IT_ALL = 0.6
_UNSURE, _UNSURE_OF_OPERATION = 0.65, 0.6
#: One about an operation is if that fact is so much nearer than those of its kind, and than others.
_AHEAD = 0.15
_LIKELY = 0.3
#: "When did he die?" may be taken for none of our business: a kind this much as likely that the fact answers is meant.
_OUTSIDE, _NEARLY = ("oos_", "out_of_scope"), 0.75
#: A second fact is told where it is hardly further off.
_AS_NEAR = 0.08
#: How far down the facts nearest to the words alone another one is looked for.
_LOOKED_AT = 5
#: Fields that answer a kind of question where its own is empty: why New Zealand went, by what it was asked to do.
_ALSO = {"operation_reason": frozenset({"mandate"})}
_NOT_UNDERSTOOD = (FALLBACK, NOT_ON_FILE)
_POLICY = "policy_"
_ACROSS = "operations_"
_TAKEN_FOR = (_POLICY, _ACROSS, "oos_", "out_of_scope", "help", "un_contributions", "define_term")


class Nearness:
    """How near facts are to a question that names nothing."""

    def __init__(self, clause: Clause, kb: KnowledgeBase) -> None:
        self._with_name, self._alone, self._kinds = dict(clause.in_talk), dict(clause.facts), dict(clause.ranking)
        self._kb = kb
        self._asks_who = bool(_WHO.search(clause.text.lower()))

    def __call__(self, fact: Fact) -> float:
        """By the words with the name before them, by the words alone, by the kind, and by whether it names who did."""
        of_its_kind = max((self._kinds.get(kind, 0.0) for kind in _kinds_of(fact, self._kb)), default=0.0)
        person = _PERSON_ASKED_FOR if self._asks_who and _PERSON.search(fact.statement) else 0.0
        return self.with_name(fact) + _ALONE * max(self.alone(fact), _FAR) + _OF_ITS_KIND * of_its_kind + person

    def with_name(self, fact: Fact) -> float:
        """By the words with the name of what is talked about before them."""
        return self._with_name.get(fact.id, 0.0)

    def alone(self, fact: Fact) -> float:
        """By the words alone."""
        return self._alone.get(fact.id, 0.0)


def facts_in_talk(clause: Clause, subjects: tuple[Subject, ...], kb: KnowledgeBase) -> list[tuple[Fact, float]]:
    """The facts of the subjects with how near they are to a question that names nothing, nearest first."""
    nearness = Nearness(clause, kb)
    owned = [fact for operation in _operations(subjects, kb) for fact in operation.facts]
    return sorted(((fact, nearness(fact)) for fact in owned), key=lambda pair: -pair[1])


@dataclass(frozen=True)
class _Nearest:
    """The nearest fact of what is talked about: how near by its words alone and in all, and by how much nearer than the
    facts of its kind of question, and than ``other``, the nearest one of what is not talked about."""

    fact: Fact
    alone: float
    near: float
    before_its_kind: float
    before_others: float
    other: Fact | None

    @classmethod
    def of(cls, clause: Clause, subjects: tuple[Subject, ...], kb: KnowledgeBase) -> _Nearest | None:
        ranked = facts_in_talk(clause, subjects, kb)
        if not ranked:
            return None
        nearness, own = Nearness(clause, kb), {item.id for item, _ in ranked}
        others = [kb.fact(id_) for id_, _ in (*clause.in_talk, *clause.facts[:_LOOKED_AT]) if id_ not in own]
        other = max(others, key=nearness, default=None)
        fields = FIELDS.get(clause.kind, frozenset()) | _ALSO.get(clause.kind, frozenset())
        of_its_kind = (near for item, near in ranked if item.field in fields)
        fact, near = ranked[0]
        return cls(
            fact=fact,
            alone=nearness.alone(fact),
            near=nearness.with_name(fact) + _ALONE * nearness.alone(fact),
            before_its_kind=near - max(of_its_kind, default=0.0),
            before_others=near - (nearness(other) if other else 0.0),
            other=other,
        )


def asked_for_a_detail(settled: Settled, found: Found, context: Context, kb: KnowledgeBase) -> Settled | None:
    """The question as one for a fact of what is talked about; none where it is clear enough what else it asks."""
    clause, known = settled.clause, context.subjects
    if found.subjects or found.doubtful or found.terms or not known or not clause.in_talk:
        return None
    nearest = _Nearest.of(clause, known, kb)
    if nearest is None:
        return None
    if clause.kind in _NOT_UNDERSTOOD and nearest.other and nearest.before_others < 0:
        return _of_another_record(settled, nearest.other, kb)
    if not _is_asked_for(nearest, settled, found, kb):
        return None
    likely = [kind for kind, sure in clause.ranking if sure >= _LIKELY and kind in _kinds_of(nearest.fact, kb)]
    if clause.kind.startswith(_TAKEN_FOR) and likely:
        return settled.asked_as(likely[0], *known)
    return settled.asked_as(DETAIL, Subject("operation", kb.owner_of(nearest.fact.id).id))


def leads_in_talk(clause: Clause, known: tuple[Subject, ...], kb: KnowledgeBase) -> bool:
    """Whether a fact of what is talked about is nearer than any other, with its name before the words and without."""
    nearest = _Nearest.of(clause, known, kb) if clause.in_talk else None
    return nearest is not None and nearest.before_others >= 0


def _nearly_of_its_kind(clause: Clause, fact: Fact, kb: KnowledgeBase) -> bool:
    """Whether the kind that the fact answers is nearly as likely as the one the question was taken for."""
    kinds = _kinds_of(fact, kb)
    return any(kind in kinds and sure >= _NEARLY * clause.confidence for kind, sure in clause.ranking)


def _is_asked_for(nearest: _Nearest, settled: Settled, found: Found, kb: KnowledgeBase) -> bool:
    """Whether the fact is near enough, for how sure it is what else the question asks."""
    clause = settled.clause
    if clause.kind in _NOT_UNDERSTOOD:
        return nearest.near >= _NEAR and nearest.alone >= _SAYS_ITSELF
    if clause.kind in FIELDS:
        ahead = min(nearest.before_its_kind, nearest.before_others) >= _AHEAD and nearest.alone >= _SAYS_ITSELF
        return ahead and clause.confidence < _UNSURE_OF_OPERATION and not found.agencies
    across = clause.kind.startswith(_ACROSS)
    if not clause.kind.startswith(_TAKEN_FOR) or (across and not settled.filters.empty):
        return False
    if across and nearest.before_others >= _NEARER_ACROSS and nearest.alone >= _SAYS_IT_ALL:
        return True
    ahead = nearest.before_others >= (_NEARER_ACROSS if across else _NEARER)
    alone = (
        _SAYS_ITSELF
        if clause.kind.startswith(_OUTSIDE) and _nearly_of_its_kind(clause, nearest.fact, kb)
        else _NEAR_ALONE
    )
    return ahead and nearest.alone >= alone and clause.confidence < _UNSURE


def _of_another_record(settled: Settled, nearest: Fact, kb: KnowledgeBase) -> Settled | None:
    """A question taken for one without an answer, as the policy that comes next where the nearest fact is of that."""
    first, *others = settled.clause.ranking or ((FALLBACK, 0.0),)
    kind = others[0][0] if others else FALLBACK
    doubted = first[0] == NOT_ON_FILE and kind.startswith(_POLICY) and kind in _kinds_of(nearest, kb)
    return settled.asked_as(kind) if doubted else None


def _kinds_of(fact: Fact, kb: KnowledgeBase) -> list[str]:
    """The kinds of question that a fact answers."""
    owner = kb.owner_of(fact.id)
    if isinstance(owner, Topic):
        return [f"{_POLICY}{owner.id}"]
    return [kind for kind, fields in FIELDS.items() if fact.field in fields]


def answer_detail(inquiry: Inquiry) -> Part:
    """Tell that fact, and the next where it is as near."""
    ranked = facts_in_talk(inquiry.clause, inquiry.subjects, inquiry.kb)
    best = ranked[0][1]
    facts = [fact for fact, near in ranked[:2] if near >= best - _AS_NEAR]
    operation = next(iter(_operations(inquiry.subjects, inquiry.kb)))
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=tuple(fact.statement for fact in facts),
        facts=tuple(facts),
        suggestions=next_questions(inquiry, operation),
        subjects=inquiry.subjects,
        more=tuple(fact.id for fact in operation.facts if fact not in facts),
    )


def _operations(subjects: tuple[Subject, ...], kb: KnowledgeBase) -> list[Operation]:
    """What the subjects stand for, umbrellas as well as their parts."""
    named = [kb.operations[subject.id] for subject in subjects if subject.kind == "operation"]
    parts = [operation for subject in subjects for operation in real_operations(kb, subject)]
    return list({operation.id: operation for operation in (*named, *parts)}.values())
