"""Questions of policy: one topic, its short answer, and the fact in it that the question points to."""

from __future__ import annotations

from assistant.answers.answer import Part, Subject
from assistant.answers.asking import question
from assistant.answers.inquiry import Inquiry, real_operations, without_repeats
from assistant.answers.operations.attributes import TELLERS
from assistant.answers.operations.facts import disputed
from assistant.answers.operations.one import answer_operation
from assistant.answers.pointed import ADDS, LEADS, MARGIN, SURE, best
from assistant.knowledge.records import Fact, Topic

_TOLD_AT_MOST = 4
#: A fact of the topic from this score on is what the question points to.
_POINTED = 0.6
_POINTED_IN_DOUBT = 0.45
#: A kind of question with this share of the best one's confidence is nearly as likely.
_AS_LIKELY = 0.75
#: Of what goes on now, no fact of what is over tells anything.
_CURRENT = "current_operations"
#: A fact of another record from this score on may be what was meant.
_ELSEWHERE = 0.78
#: A question of policy that names an operation is one about that operation.
OF_AN_OPERATION = {
    "policy_why_take_part": "operation_reason",
    "policy_why_missions_needed": "operation_reason",
    "policy_who_leads": "operation_leader",
    "policy_who_does_what": "operation_agencies",
    "policy_law_un_charter": "operation_mandate",
    "policy_law_defence_act": "operation_mandate",
    "policy_numbers": "operation_personnel",
    "policy_money": "operation_cost",
    "policy_deaths": "operation_casualties",
    "policy_current_operations": "operation_presence",
    "policy_recently_completed": "operation_end",
    "policy_regional_record": "operation_overview",
    "policy_command": "operation_leader",
    "policy_un_history": "operation_overview",
}


def answer_policy(inquiry: Inquiry) -> Part:
    """Answer from the topic of the question."""
    topic = inquiry.kb.topics.get(inquiry.clause.kind.removeprefix("policy_"))
    subjects = tuple(subject for subject in inquiry.subjects if subject.kind in ("operation", "place", "un_mission"))
    if subjects and (kind := OF_AN_OPERATION.get(inquiry.clause.kind)) and not _points_into(inquiry, topic):
        return answer_operation(inquiry.about(*subjects).asked_as(_as_likely(inquiry, kind)))
    if topic is not None and (pair := best(inquiry, _operations(inquiry, subjects))) and _nearer(inquiry, pair, topic):
        return _with_operation(inquiry, topic, pair[0], subjects)
    if topic is None:
        return Part(inquiry.clause.kind, "unknown", (inquiry.say("no_topic"), inquiry.say("who_knows_ministry")))
    facts = _chosen(inquiry, topic)
    statements = tuple(fact.statement for fact in facts)
    listed = len(statements) > 2
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=(inquiry.say("topic", title=topic.title),) if listed else statements,
        items=statements if listed else (),
        facts=facts,
        caveats=tuple(disputed(inquiry, item.text) for item in topic.disagreements[:1]),
        suggestions=tuple(filter(None, (question(inquiry, f"policy_{related}") for related in topic.related))),
        subjects=(Subject("topic", topic.id),),
        more=tuple(fact.id for fact in topic.facts if fact not in facts),
    )


def _as_likely(inquiry: Inquiry, kind: str) -> str:
    """That kind of question about an operation, or one that alone the classifier holds for nearly as likely."""
    floor = _AS_LIKELY * inquiry.clause.confidence
    found = [other for other, sure in inquiry.clause.ranking if sure >= floor and other in TELLERS]
    return kind if kind in found or not found else found[0]


def _operations(inquiry: Inquiry, subjects: tuple[Subject, ...]) -> list[str]:
    return [operation.id for subject in subjects for operation in real_operations(inquiry.kb, subject)]


def _nearer(inquiry: Inquiry, pair: tuple[Fact, float], topic: Topic) -> bool:
    """Whether the operation's fact is near, and nearer than what the topic holds."""
    return pair[1] >= max(ADDS, *(inquiry.clause.relevance(fact.id) for fact in topic.facts))


def _with_operation(inquiry: Inquiry, topic: Topic, fact: Fact, subjects: tuple[Subject, ...]) -> Part:
    """A topic asked for one operation ("medals for Laos"): its own fact, then the topic's first."""
    facts = (fact, *without_repeats([fact.statement], [inquiry.kb.fact(id_) for id_ in topic.lead], 1))
    return Part(
        kind=inquiry.clause.kind,
        outcome="answered",
        sentences=tuple(item.statement for item in facts),
        facts=facts,
        subjects=subjects,
        more=tuple(item.id for item in topic.facts if item not in facts),
    )


def _chosen(inquiry: Inquiry, topic: Topic) -> tuple[Fact, ...]:
    """The facts to tell: the work of the agencies asked about, else the short answer with what the words point to."""
    if roles := _roles(inquiry, topic):
        return tuple(roles[:_TOLD_AT_MOST])
    lead = [inquiry.kb.fact(fact_id) for fact_id in topic.lead]
    sure = inquiry.clause.confidence >= SURE
    floor = _POINTED if sure else _POINTED_IN_DOUBT
    elsewhere = _elsewhere(inquiry, topic)
    ahead = _ahead(inquiry, topic)
    if elsewhere is not None and ahead >= 2 * MARGIN and inquiry.clause.relevance(elsewhere.id) >= LEADS:
        return (elsewhere, *without_repeats([elsewhere.statement], lead, 2))
    held = dict.fromkeys([*lead, *topic.facts])
    pointed = [fact for fact in inquiry.rank(held) if inquiry.clause.relevance(fact.id) >= floor][:2]
    new = [fact for fact in pointed if fact not in lead]
    further = [elsewhere] if elsewhere is not None else []
    if new and (pointed[0] in new or inquiry.clause.relevance(new[0].id) >= LEADS):
        return (*pointed, *(fact for fact in lead if fact not in pointed), *further)
    return (*_led_by_pointed(inquiry, lead[:_TOLD_AT_MOST]), *new, *further)


def _led_by_pointed(inquiry: Inquiry, lead: list[Fact]) -> list[Fact]:
    """The short answer whole, with the fact first that the question points to well before the others."""
    ranked = inquiry.rank(lead)
    scores = [inquiry.clause.relevance(fact.id) for fact in ranked[:2]]
    if len(scores) > 1 and scores[0] >= _POINTED and scores[0] - scores[1] >= MARGIN:
        return [ranked[0], *(fact for fact in lead if fact != ranked[0])]
    return lead


def _roles(inquiry: Inquiry, topic: Topic) -> list[Fact]:
    """What the agencies asked about do, where the question is who does what."""
    if topic.id != "who_does_what":
        return []
    agencies = [inquiry.kb.agencies[subject.id] for subject in inquiry.subjects if subject.kind == "agency"]
    share = 2 if len(agencies) > 1 else _TOLD_AT_MOST
    roles = [inquiry.kb.fact(id_) for id_ in dict.fromkeys(id_ for item in agencies for id_ in item.roles[:share])]
    pointed = max((inquiry.clause.relevance(fact.id) for fact in topic.facts if fact not in roles), default=0.0)
    return roles if pointed < ADDS else []


def _points_into(inquiry: Inquiry, topic: Topic | None) -> bool:
    """Whether the fact nearest to the question is one of the topic, although it names an operation."""
    if topic is None or not inquiry.clause.facts:
        return False
    fact_id, score = inquiry.clause.facts[0]
    return score >= ADDS and any(fact.id == fact_id for fact in topic.facts)


def _ahead(inquiry: Inquiry, topic: Topic) -> float:
    """By how much the nearest fact of all is nearer to the question than those of the topic."""
    held = {fact.id for fact in topic.facts} | set(topic.lead)
    nearest = max((inquiry.clause.relevance(id_) for id_ in held), default=0.0)
    return inquiry.clause.facts[0][1] - nearest if inquiry.clause.facts else 0.0


def _is_over(inquiry: Inquiry, fact_id: str) -> bool:
    owner = inquiry.kb.operations.get(inquiry.kb.owner_of(fact_id).id)
    return owner is not None and owner.status.state == "ended"


def _elsewhere(inquiry: Inquiry, topic: Topic) -> Fact | None:
    """A fact of another record that is so much nearer to the question that the topic was probably mistaken."""
    if not inquiry.clause.facts:
        return None
    fact_id, score = inquiry.clause.facts[0]
    held = {fact.id for fact in topic.facts} | set(topic.lead)
    ahead = _ahead(inquiry, topic)
    sure = inquiry.clause.confidence >= SURE
    if topic.id == _CURRENT and _is_over(inquiry, fact_id):
        return None
    if fact_id in held or score < (_ELSEWHERE if sure else _POINTED) or ahead < (2 * MARGIN if sure else 0):
        return None
    return inquiry.kb.fact(fact_id)
