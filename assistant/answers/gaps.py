"""Questions whose answer is known not to be on file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.answer import Part, Subject
from assistant.answers.around import told_facts, topics_of
from assistant.answers.aspect import ASPECT
from assistant.answers.filters import asks_for_today, counts_people, read_years
from assistant.answers.inquiry import Inquiry
from assistant.answers.pointed import ADDS
from assistant.answers.question import FALLBACK, NOT_ON_FILE, Clause
from assistant.answers.telling import telling_words
from assistant.knowledge.records import Fact, Gap, Topic

#: A question that scores so high for a gap, and so much higher than for any fact, is that question.
_NEAR_ENOUGH = ((0.74, 0.2), (0.8, 0.15), (0.92, 0.1))
#: Gaps are about policy: these kinds have answers of their own, or are not our business.
_NOT_FOR = (
    "oos_",
    "contact_",
    "answer_",
    "operations_",
    "operation_presence",
    "follow_up",
    "distress",
    "false_premise",
)
#: A classifier this sure of another topic is believed.
_SURE, _SURE_OF_AN_OPERATION = 0.85, 0.65
#: What looks like none of our business is a gap from this score on.
_SURELY, _FAR_NEARER = 0.92, 0.3
#: A question this likely to have an answer on file is no gap.
_ANSWERED = 0.82
_TOLD_AT_MOST = 2
#: A fact so much nearer than the gap answers.
_MUCH_NEARER = 0.12
#: A fact so little behind the gap, together with what was talked about, answers.
_AS_NEAR = 0.05
#: A gap of what was told is that near to a question together with the one before it.
_NEAR_IN_TALK = 0.6
#: One of any topic is asked for if it is this near, and much nearer than any fact.
_SURELY_IN_TALK = 0.75
_OF_POLICY = ("policy_", ASPECT)
_ASKS = re.compile(r"\W*(?:(?:and|so|but|ok|okay)\W+)*(where|when|why|who|how many|how much)\b")
_EVERYWHERE_WORDS = (
    "new zealand zealanders kiwi kiwis peace peacekeeping peacekeeper peacekeepers support mission missions operation"
    " operations troops soldiers people the and for what how many does did has have had are was were who which with our"
    " that this they there their from about when where why can could would will any some not you your tell page file"
    " send sends sent sending deploy deployed deployment deployments overseas abroad police"
)
_EVERYWHERE = frozenset(_EVERYWHERE_WORDS.split())


def answer_gap(inquiry: Inquiry) -> Part | None:
    """Say that it is not on file and who would know, with the dated facts nearest to it; none if it is no gap."""
    clause = inquiry.clause
    if clause.kind == "policy_numbers" and counts_people(clause.text) and asks_for_today(clause.text):
        police = "police" in inquiry.filters.agencies
        today = inquiry.kb.gaps["gap_police_now" if police else "gap_deployed_today"]
        if not _counts_another(inquiry, today):
            return _told(inquiry, today, inquiry.kb.topics["numbers"].lead)
    if gap := _gap_in_talk(inquiry):
        return _told(inquiry, gap)
    if not clause.gaps or clause.kind.startswith(_NOT_FOR) or _names_a_case(inquiry):
        return None
    gap_id, score = clause.gaps[0]
    nearest = clause.facts[0][1] if clause.facts else 0.0
    if clause.answerable >= _ANSWERED and (score < _SURELY or score - nearest < _FAR_NEARER):
        return None
    gap = inquiry.kb.gaps.get(gap_id)
    ours = any(name.kind == "term" for name in clause.names)
    if clause.kind == "out_of_scope" and (score < _SURELY or (clause.confidence >= _SURE_OF_AN_OPERATION and not ours)):
        return None
    if gap is None or not any(score >= near and score - nearest >= margin for near, margin in _NEAR_ENOUGH):
        return None
    if not _shares_a_word(clause.text, gap) or not _asks_likewise(clause.text, gap) or _answered_in_talk(clause, score):
        return None
    topic = next(topic for topic in inquiry.kb.topics.values() if gap in topic.gaps)
    sure = _SURE_OF_AN_OPERATION if clause.kind.startswith("operation_") else _SURE
    if clause.confidence >= sure and clause.kind != f"policy_{topic.id}":
        return None
    if topic.id not in (told := _topics_told(inquiry)) and _holds_it(inquiry, told):
        return None
    if score < _SURELY and clause.kind == f"policy_{topic.id}" and not _of_the_gap_alone(clause.text, gap, topic):
        return None
    return _told(inquiry, gap)


def _counts_another(inquiry: Inquiry, gap: Gap) -> bool:
    """Whether a fact of something else is much nearer: "how many members has the Forum now?"."""
    fact_id, score = inquiry.clause.facts[0] if inquiry.clause.facts else ("", 0.0)
    known = score >= ADDS and inquiry.kb.owner_of(fact_id).id in inquiry.kb.terms
    return known and score - dict(inquiry.clause.gaps).get(gap.id, 0.0) >= _MUCH_NEARER


def _told(inquiry: Inquiry, gap: Gap, always: Sequence[str] = ()) -> Part:
    """That it is not on file, who would know, and the facts of its topic nearest to the question, or those given."""
    clause = inquiry.clause
    topic = next(topic for topic in inquiry.kb.topics.values() if gap in topic.gaps)
    held = [inquiry.kb.fact(fact_id) for fact_id in topic.lead] + list(topic.facts)
    facts: list[Fact] = [fact for fact in inquiry.rank(dict.fromkeys(held)) if clause.relevance(fact.id) >= ADDS]
    told = (facts or [inquiry.kb.fact(fact_id) for fact_id in always])[:_TOLD_AT_MOST]
    return Part(
        kind=clause.kind,
        outcome="unknown",
        sentences=(
            gap.statement,
            inquiry.say("who_knows_police" if "police" in gap.id else "who_knows_gap"),
            *([inquiry.say("gap_on_file")] if told else []),
        ),
        items=tuple(fact.statement for fact in told),
        facts=tuple(told),
        subjects=(Subject("topic", topic.id),),
    )


def _answered_in_talk(clause: Clause, score: float) -> bool:
    """Whether a fact is as near together with what was talked about: "how long will it take" after a request."""
    return bool(clause.in_talk) and clause.in_talk[0][1] >= score - _AS_NEAR


def _topics_told(inquiry: Inquiry) -> set[str]:
    """The topics of the last answer, where that was of a policy."""
    if not (inquiry.context.kind or "").startswith(_OF_POLICY):
        return set()
    return topics_of(told_facts(inquiry.context, inquiry.kb), inquiry.kb)


def _holds_it(inquiry: Inquiry, topics: set[str]) -> bool:
    """Whether one of the topics told holds a near fact: what the police learn first, after who of them goes."""
    facts = (fact for id_ in topics for fact in inquiry.kb.topics[id_].facts)
    return any(inquiry.clause.relevance(fact.id) >= ADDS for fact in facts)


def _gap_in_talk(inquiry: Inquiry) -> Gap | None:
    """The gap of a topic told that is nearer than any fact to a question not understood: "and who has it now?"."""
    clause = inquiry.clause
    if clause.kind not in (FALLBACK, NOT_ON_FILE, ASPECT, "follow_up") or not clause.gaps_in_talk or not clause.in_talk:
        return None
    gap_id, score = clause.gaps_in_talk[0]
    ahead = score - clause.in_talk[0][1]
    told = _topics_told(inquiry)
    if told and score >= _SURELY_IN_TALK and ahead >= _MUCH_NEARER and not _holds_it(inquiry, told):
        return inquiry.kb.gaps.get(gap_id)
    near = score >= _NEAR_IN_TALK and ahead >= (_MUCH_NEARER if clause.kind == ASPECT else _AS_NEAR)
    topics = (inquiry.kb.topics[id_] for id_ in told) if near else ()
    gap = next((gap for topic in topics for gap in topic.gaps if gap.id == gap_id), None)
    return gap if gap and (not telling_words(clause.text) or _shares_a_word(clause.text, gap)) else None


def _shares_a_word(text: str, gap: Gap) -> bool:
    """Whether the question and the ways of asking for the gap share a word that is not in every such question."""
    asked = set(re.findall(r"[a-z]{3,}", text.lower())) - _EVERYWHERE
    return bool(asked & set(re.findall(r"[a-z]{3,}", " ".join([gap.statement, *gap.asked]).lower())))


def _of_the_gap_alone(text: str, gap: Gap, topic: Topic) -> bool:
    """Whether the question has a word of the gap that is in no fact of its topic: "law", where the topic has none."""
    known = " ".join(" ".join([fact.statement, *fact.asked]) for fact in topic.facts)
    words = set(re.findall(r"[a-z]{3,}", known.lower())) | _EVERYWHERE
    asked = set(re.findall(r"[a-z]{3,}", text.lower())) - words
    return bool(asked & set(re.findall(r"[a-z]{3,}", " ".join([gap.statement, *gap.asked]).lower())))


def _asks_likewise(text: str, gap: Gap) -> bool:
    """Whether the question word is one that the gap is asked with: "where" is no "how many"."""
    asked = _ASKS.match(text.lower())
    return asked is None or any(asked[1] in way.lower() for way in gap.asked)


def _names_a_case(inquiry: Inquiry) -> bool:
    """A question about one operation or place, or about a past year, is not the general one."""
    if any(subject.kind in ("operation", "place", "un_mission") for subject in inquiry.subjects):
        return True
    first, _ = read_years(inquiry.clause.text.lower())
    gap = inquiry.kb.gaps.get(inquiry.clause.gaps[0][0])
    named = gap is not None and str(first) in " ".join([gap.statement, *gap.asked])
    return first is not None and first < inquiry.today.year - 2 and not named
