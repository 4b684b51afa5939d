"""Facts found by the words together with what was talked about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.answers.answer import Subject
from assistant.answers.aspect import ASPECT, answer_aspect, aspect_facts
from assistant.answers.context import Context
from assistant.answers.inquiry import Inquiry
from assistant.answers.leaning import speaks_in_talk, with_facts_of
from assistant.answers.pointed import ADDS
from assistant.answers.question import Question
from tests.answers.asking import NOW, engine
from tests.answers.talking import Played, R, said

KB = engine().kb
ON_RAMSI = (Subject("operation", "ramsi"),)
RID_OF_IT = "would wellington rather be rid of vetoing altogether?"
HELICOPTERS, AGREEMENT, UNTSO = "ramsi.19", "ramsi.14", "untso.4"
ON_IT = ((AGREEMENT, 0.75),)


def faintly(in_talk: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """The same facts as the words find them by themselves, a little."""
    return tuple((id_, 0.3) for id_, _ in in_talk)


def test_they_come_with_the_parse_without_gaps() -> None:
    found = [{"id": "gap_x", "score": 0.9}, {"id": HELICOPTERS, "score": 0.8}]
    (clause,) = Question.from_parse({"text": "x", "clauses": [{"text": "x", "facts_in_talk": found}]}).clauses
    assert clause.in_talk == ((HELICOPTERS, 0.8),)
    assert clause.answerable == 1.0
    (clause,) = Question.from_parse({"text": "x", "clauses": [{"text": "x", "answerable": 0.1}]}).clauses
    assert (clause.in_talk, clause.answerable) == ((), 0.1)


@pytest.mark.parametrize(
    ("in_talk", "speaks"),
    [
        (((HELICOPTERS, ADDS),), True),
        (((HELICOPTERS, ADDS - 0.01),), False),
        (((UNTSO, 0.9), (HELICOPTERS, 0.8)), False),
        ((), False),
    ],
)
def test_only_the_nearest_one_of_the_subject_speaks(in_talk: tuple[tuple[str, float], ...], speaks: bool) -> None:
    asked = said("nlu_fallback", "what flew?", facts=faintly(in_talk), in_talk=in_talk)
    assert speaks_in_talk(asked, ON_RAMSI, KB) is speaks
    assert not speaks_in_talk(asked, (Subject("operation", "untso"),), KB) or in_talk[0][0] == UNTSO


def test_facts_of_the_subject_are_added_for_less_than_their_score() -> None:
    asked = said(
        "operation_role", "what did they do?", facts=((UNTSO, 0.5),), in_talk=((HELICOPTERS, 0.8), (UNTSO, 0.9))
    )
    found = dict(with_facts_of(asked, ON_RAMSI, KB).facts)
    assert found[HELICOPTERS] == pytest.approx(0.7)
    assert found[UNTSO] == 0.5


def test_nothing_is_added_where_the_question_names_the_subject() -> None:
    asked = said("operation_role", "what did RAMSI do?", R, in_talk=((HELICOPTERS, 0.8),))
    assert with_facts_of(asked, ON_RAMSI, KB) == asked
    assert with_facts_of(asked, (), KB) == asked


def ramsi() -> Played:
    talk = Played()
    talk.say("operation_overview", "What was RAMSI?", R)
    return talk


def test_a_leaning_question_is_answered_by_what_its_words_mean_there() -> None:
    talk = ramsi()
    talk.say(
        "nlu_fallback",
        "what legal cover was there?",
        confidence=0.2,
        facts=((AGREEMENT, 0.3),),
        in_talk=((AGREEMENT, 0.75),),
    )
    assert talk.last.outcome == "answered"
    assert talk.facts() == {AGREEMENT}


def test_a_distant_fact_or_one_of_another_subject_does_not_answer_it() -> None:
    for in_talk in (((AGREEMENT, 0.5),), ((UNTSO, 0.9),)):
        talk = ramsi()
        talk.say("nlu_fallback", "what about the whatsit?", confidence=0.2, in_talk=in_talk)
        assert talk.last.outcome == "fallback"


def test_after_two_hours_they_mean_nothing() -> None:
    talk = ramsi()
    talk.now += timedelta(hours=3)
    talk.say(
        "nlu_fallback",
        "what legal cover was there?",
        confidence=0.2,
        facts=((AGREEMENT, 0.3),),
        in_talk=((AGREEMENT, 0.75),),
    )
    assert talk.last.outcome == "fallback"


@pytest.mark.parametrize(
    ("kind", "confidence", "score", "answered"),
    [("nlu_fallback", 0.2, 0.7, True), ("not_on_file", 0.9, 0.7, True), ("not_on_file", 0.9, 0.6, False)],
)
def test_a_question_not_understood_may_be_on_the_policy_told(
    kind: str, confidence: float, score: float, answered: bool
) -> None:
    talk = Played()
    talk.say("policy_veto", "What is the veto?")
    near = (("veto.201", score),)
    talk.say(kind, RID_OF_IT, confidence=confidence, answerable=0.0, facts=faintly(near), in_talk=near)
    assert (talk.last.outcome == "answered") is answered
    assert not answered or talk.facts() == {"veto.201"}


def test_a_question_understood_is_not() -> None:
    context = Context(kind="policy_veto", facts=("veto.201",))
    near = (("veto.201", 0.9),)
    assert not aspect_facts(said("policy_wps", RID_OF_IT, in_talk=near), context, KB)
    assert aspect_facts(said("nlu_fallback", RID_OF_IT, facts=faintly(near), in_talk=near), context, KB)


def test_a_fact_found_for_the_sake_of_the_name_alone_says_nothing() -> None:
    talk = Played()
    talk.say("policy_veto", "What is the veto?")
    talk.say("nlu_fallback", "mumble wumble grumble", confidence=0.2, facts=(), in_talk=(("veto.201", 0.8),))
    assert talk.last.outcome == "fallback"


def test_an_aspect_without_a_fact_is_asked_back() -> None:
    inquiry = Inquiry(
        kb=KB,
        wording=engine().wording,
        today=NOW.date(),
        clause=said(ASPECT, RID_OF_IT),
        context=Context(kind="policy_veto", facts=("veto.201",)),
    )
    part = answer_aspect(inquiry)
    assert part.outcome == "fallback"
    assert part.keeps_context
    assert not part.facts
