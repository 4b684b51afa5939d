"""The way through: question and context in, answer and new context out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from assistant.answers import about_answer, across, compare, extremes, figures, in_a_year, service, terms
from assistant.answers.answer import Answer, Part, Subject
from assistant.answers.around import facts_around
from assistant.answers.asking import which
from assistant.answers.aspect import ASPECT, answer_aspect
from assistant.answers.beyond import answer_beyond
from assistant.answers.compose import compose
from assistant.answers.context import Context
from assistant.answers.conversation import settle
from assistant.answers.corrections import meant
from assistant.answers.cues import points_back, points_to_what_was_told
from assistant.answers.detail import DETAIL, answer_detail
from assistant.answers.doubt import DOUBTED, is_doubted, leans
from assistant.answers.gaps import answer_gap
from assistant.answers.inquiry import Inquiry, real_operations
from assistant.answers.leaning import with_facts_of
from assistant.answers.not_on_file import answer_not_on_file
from assistant.answers.operations import medals
from assistant.answers.operations.one import answer_operation, ask_which
from assistant.answers.persons import PERSON, answer_person, lacks_the_names
from assistant.answers.plain import plain_kind
from assistant.answers.pointed import ADDS, MARGIN, STANDS_IN, stands_out
from assistant.answers.policy import answer_policy
from assistant.answers.question import FALLBACK, Clause, Question
from assistant.answers.remembering import about, next_context
from assistant.answers.settled import Settled
from assistant.answers.small_talk import answer_small_talk
from assistant.answers.subjects import name_of
from assistant.answers.told_check import ToldCheck
from assistant.answers.unsafe import answer_unsafe
from assistant.answers.unsure import answer_unsure
from assistant.answers.wording import Wording
from assistant.knowledge.base import KnowledgeBase

Answerer = Callable[[Inquiry], Part]

#: A fact so near, where the question is so likely to have an answer on file, answers what was not understood.
FACT_SPEAKS = ((0.82, 0.3), (0.75, 0.4), (0.5, 0.55))
#: From this score on, a fact of policy answers what was asked like a question on an operation that nobody named.
_POLICY_SPEAKS = 0.8
MAX_CLAUSES = 4
#: A question of no more words says nothing of what it asks for.
_BARE = 3

_EXACT: Mapping[str, Answerer] = {
    "operations_list": across.answer_list,
    "operations_count": across.answer_list,
    "operations_extreme": extremes.answer_extreme,
    "operations_year": in_a_year.answer_year,
    "operations_compare": compare.answer_compare,
    "un_contributions": figures.answer_figures,
    "define_term": terms.answer_define,
    "term_difference": terms.answer_difference,
    "answer_source": about_answer.answer_source,
    "answer_age": about_answer.answer_age,
    "answer_certainty": about_answer.answer_certainty,
    "more_detail": about_answer.answer_more,
    ASPECT: answer_aspect,
    DETAIL: answer_detail,
    PERSON: answer_person,
    "false_premise": service.answer_false_premise,
    "out_of_scope": service.answer_elsewhere,
    "policy_medals": medals.answer_medal,
    "follow_up": answer_unsure,
    FALLBACK: answer_unsure,
}
_BY_PREFIX: Mapping[str, Answerer] = {
    "operation_": answer_operation,
    "policy_": answer_policy,
    "contact_": service.answer_service,
    "oos_": service.answer_elsewhere,
}
_SERVICE = frozenset({"careers", "privacy", "deployment_map", "police_deployments", "past_contributions"})


class Engine:
    """Answers questions from one knowledge base in one wording."""

    def __init__(self, kb: KnowledgeBase, wording: Wording) -> None:
        """Both stay as they are while the engine lives."""
        self.kb = kb
        self.wording = wording
        self._told_check = ToldCheck(kb)

    def answer(self, question: Question, context: Context, now: datetime) -> tuple[Answer, Context]:
        """Answer every clause of a question and say what the conversation is about now."""
        if not context.fresh(now):
            context = context.forgotten()
        parts: list[Part] = []
        earlier: tuple[Subject, ...] = ()
        settled: list[Settled] = []
        for clause in meant(question.clauses)[:MAX_CLAUSES]:
            if parts and _hangs_on(clause, parts[-1], context):
                continue
            item = settle(clause, context, self.kb, earlier)
            part = self._part(item, context, now)
            settled.append(item)
            parts.append(part)
            earlier = about(part.subjects) or earlier
        answer = compose(parts, self.kb, self.wording, now.date())
        return answer, next_context(context, parts, settled, answer, now)

    def _part(self, settled: Settled, context: Context, now: datetime) -> Part:
        echo = self.wording.say("echo", name=name_of(settled.echo[0], self.kb)) if settled.echo else None
        inquiry = Inquiry(
            kb=self.kb,
            wording=self.wording,
            today=now.date(),
            clause=with_facts_of(settled.clause, settled.subjects, self.kb),
            context=context,
            subjects=settled.subjects,
            filters=settled.filters,
            echo=echo,
        )
        if settled.doubtful and settled.clause.kind.startswith("operation"):
            return self._ask_meaning(inquiry, settled.doubtful)
        if part := answer_beyond(inquiry) or answer_unsafe(inquiry) or answer_gap(inquiry):
            return part
        leaning_on = context.kind or not leans(settled.clause)
        plain = bool(leaning_on) and plain_kind(settled.clause) == settled.clause.kind
        if not plain and is_doubted(settled.clause, bool(context.kind)):
            return answer_not_on_file(inquiry)
        part = _nearest_fact(inquiry) if settled.clause.kind == FALLBACK else None
        part = part or answerer_for(settled.clause.kind)(inquiry)
        if part.outcome == "clarify":
            part = _policy_that_answers(inquiry) or part
        if part.kind in (DETAIL, ASPECT) and lacks_the_names(settled.clause.text, part.sentences):
            return answer_not_on_file(inquiry)
        by_itself = not plain and not (context.kind and leans(settled.clause))
        if not (by_itself and self._told_check.misses(inquiry.clause, part)):
            return part
        # What the kind tells lacks what was asked for; the fact that the words point to may hold it.
        near = _nearest_fact(inquiry)
        holds = near is not None and not self._told_check.misses(inquiry.clause, near)
        return near if near is not None and holds else answer_not_on_file(inquiry)

    def _ask_meaning(self, inquiry: Inquiry, doubtful: tuple[Subject, ...]) -> Part:
        """A name with several meanings: ask which, offering each."""
        names = self.wording.join(name_of(subject, self.kb) for subject in doubtful)
        return replace(
            ask_which(inquiry),
            sentences=(inquiry.say("which_meaning", names=names),),
            choices=which(inquiry, doubtful),
            listed=doubtful,
        )


def _hangs_on(clause: Clause, before: Part, context: Context) -> bool:
    """Whether a later question is the same matter as the one before it, to which there is no answer here.

    "When was the Treaty signed, and by whom?"; "did any of them get a medal, and how many?".
    """
    if not clause.inherits or (context.kind and points_back(clause.text)):
        return False
    outside = before.kind.startswith(("oos_", "out_of_scope"))
    bare = len(clause.text.split()) <= _BARE
    return outside or (bare and (before.outcome == "unknown" or before.kind == "operations_list"))


def answerer_for(kind: str) -> Answerer:
    """Who answers a kind of question."""
    if kind in _EXACT:
        return _EXACT[kind]
    for prefix, answerer in _BY_PREFIX.items():
        if kind.startswith(prefix):
            return answerer
    return service.answer_service if kind in _SERVICE else _talk


def _talk(inquiry: Inquiry) -> Part:
    """Small talk; a bare "yes" asks for more where the last answer held something back."""
    if inquiry.clause.kind == "affirm" and inquiry.context.more:
        return about_answer.answer_more(inquiry.asked_as("more_detail"))
    if not inquiry.wording.has(f"utter_{inquiry.clause.kind}"):
        return answer_unsure(inquiry)
    return answer_small_talk(inquiry)


def _points_at_a_policy(inquiry: Inquiry) -> bool:
    """ "Who issues it?" after a policy or a word: a fact of something else that shares a word answers nothing."""
    of_policy = (inquiry.context.kind or "").startswith(("policy_", "define_term", ASPECT))
    if not of_policy or not points_to_what_was_told(inquiry.clause.text):
        return False
    return inquiry.clause.facts[0][0] not in {fact.id for fact in facts_around(inquiry.context, inquiry.kb)}


def _names(inquiry: Inquiry, fact_id: str) -> bool:
    """Whether a fact that is fairly near names a place that the question names."""
    places = [inquiry.kb.places[subject.id] for subject in inquiry.subjects if subject.kind == "place"]
    statement = inquiry.kb.fact(fact_id).statement
    return inquiry.clause.relevance(fact_id) >= STANDS_IN + MARGIN and any(place.name in statement for place in places)


def _of_another_operation(inquiry: Inquiry, fact_id: str) -> bool:
    """Whether a question that names nothing, while one operation is talked about, is near to a fact of another one."""
    talked = {op.id for subject in inquiry.context.subjects for op in real_operations(inquiry.kb, subject)}
    owner = inquiry.kb.owner_of(fact_id).id
    leaning = bool(inquiry.clause.in_talk) and (inquiry.context.kind or "").startswith("operation_")
    return leaning and len(talked) == 1 and owner in inquiry.kb.operations and owner not in talked


def _policy_that_answers(inquiry: Inquiry) -> Part | None:
    """ "Does a mission have to be lawful?": of no operation, though asked like one, where a fact of policy is near."""
    if inquiry.subjects or inquiry.context.kind or not inquiry.clause.facts:
        return None
    fact_id, score = inquiry.clause.facts[0]
    owner = inquiry.kb.owner_of(fact_id)
    if score < _POLICY_SPEAKS:
        return None
    return _nearest_fact(inquiry) if owner.id in inquiry.kb.topics or owner.id in inquiry.kb.terms else None


def _nearest_fact(inquiry: Inquiry) -> Part | None:
    """The nearest fact where it is near enough; one of an operation that the question names may be less near."""
    if not inquiry.clause.facts:
        return None
    fact_id, score = inquiry.clause.facts[0]
    likeliest = inquiry.clause.ranking[0][0] if inquiry.clause.ranking else FALLBACK
    if _of_another_operation(inquiry, fact_id) or likeliest in service.UNSAFE:
        return None
    answerable = inquiry.clause.answerable
    named = {op.id for subject in inquiry.subjects for op in real_operations(inquiry.kb, subject)}
    told_of = inquiry.kb.owner_of(fact_id).id in named and score >= ADDS
    of_the_named = (told_of or _names(inquiry, fact_id)) and answerable >= DOUBTED
    tiers = FACT_SPEAKS[:2] if _points_at_a_policy(inquiry) else FACT_SPEAKS
    near = of_the_named or any(score >= far and answerable >= likely for far, likely in tiers)
    doubted = likeliest.startswith(("oos_", "out_of_scope"))
    if not near and (doubted or answerable < DOUBTED or tiers != FACT_SPEAKS or not stands_out(inquiry)):
        return None
    owner = inquiry.kb.owner_of(fact_id)
    fact = inquiry.kb.fact(fact_id)
    kind = "operation" if owner.id in inquiry.kb.operations else "topic"
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(fact.statement,),
        facts=(fact,),
        subjects=about(inquiry.subjects) or (Subject(kind, owner.id),),
        more=tuple(other.id for other in owner.facts if other != fact),
    )
