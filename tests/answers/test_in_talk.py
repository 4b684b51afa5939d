"""Facts found by the words together with what was talked about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.answers.answer import Subject
from assistant.answers.around import facts_around
from assistant.answers.aspect import ASPECT, answer_aspect, aspect_facts
from assistant.answers.bodies import contact_named
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


def test_facts_of_the_subject_are_added_by_how_near_they_are_with_its_name_and_without() -> None:
    in_talk = ((HELICOPTERS, 0.8), (AGREEMENT, 0.8), (UNTSO, 0.9))
    asked = said("operation_role", "what did they do?", facts=((UNTSO, 0.5), (AGREEMENT, 0.4)), in_talk=in_talk)
    found = dict(with_facts_of(asked, ON_RAMSI, KB).facts)
    assert 0.4 < found[HELICOPTERS] < found[AGREEMENT] < 0.8
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


NOT_UNDERSTOOD = "nlu_fallback"


@pytest.mark.parametrize(
    ("question", "score", "own", "answered"),
    [
        ("what led to it?", 0.5, 0.0, True),
        ("what led to it?", 0.28, 0.0, False),
        ("is it still so?", 0.4, 0.0, False),
        ("what did the lawyers charge for it?", 0.5, 0.0, False),
        ("what did the lawyers charge for it?", 0.5, 0.45, True),
        ("and the Afghanistan one?", 0.5, 0.0, True),
    ],
)
def test_a_question_speaks_for_a_fact_as_far_as_it_says_anything(
    question: str, score: float, own: float, answered: bool
) -> None:
    context = Context(kind="policy_what_is_considered", facts=("what_is_considered.5",))
    review = "what_is_considered.6"
    asked = said(NOT_UNDERSTOOD, question, facts=((UNTSO, 0.5), (review, own)), in_talk=((review, score),))
    assert [fact.id for fact in aspect_facts(asked, context, KB)] == [review] * answered


def test_what_is_much_nearer_to_something_else_is_no_question_of_what_was_told() -> None:
    context = Context(kind="policy_what_is_considered", facts=("what_is_considered.5",))
    near = (("timor_leste.2", 0.7), ("what_is_considered.4", 0.5))
    assert not aspect_facts(said("operations_extreme", "the biggest we had?", in_talk=near), context, KB)


def test_a_word_or_an_agency_named_in_what_was_told_lies_around_it() -> None:
    around = {fact.id for fact in facts_around(Context(kind="policy_veto", facts=("veto.201",)), KB)}
    assert {"veto.202", "security_council.1", "law_un_charter.1"} <= around
    around = {fact.id for fact in facts_around(Context(kind="policy_who_does_what", facts=("who_does_what.1",)), KB)}
    assert "contact.3" in around


def test_a_policy_has_no_operation_to_ask_back_for() -> None:
    talk = Played()
    talk.say("policy_veto", "What is the veto?")
    talk.say("operation_outcome", "what did it replace?", answerable=0.5)
    assert talk.last.outcome == "unknown"


def test_the_words_of_a_question_stay_while_it_is_leant_on() -> None:
    talk = Played()
    talk.say("policy_veto", "What is the veto?")
    talk.say("policy_veto", "since when?")
    assert talk.context.said == "What is the veto? since when?"
    talk.say("policy_money", "How much does New Zealand pay towards peacekeeping?")
    assert talk.context.said == "How much does New Zealand pay towards peacekeeping?"


@pytest.mark.parametrize(
    ("policy", "asked", "told"),
    [
        ("policy_veterans", "What help is there for veterans?", "0800 483 8372"),
        ("policy_enlist", "How do I join the Defence Force?", "0800 1 FORCE"),
        ("policy_official_information", "How do I ask for papers?", "ombudsman"),
        ("policy_what_is_considered", "What is considered?", "439 8000"),
    ],
)
def test_how_to_reach_them_means_the_body_told_of(policy: str, asked: str, told: str) -> None:
    talk = Played()
    talk.say(policy, asked)
    talk.say("contact_phone", "whats their phone number")
    assert told in talk.last.text
    talk.say("contact_phone", "what is the phone number of the ministry?")
    assert "439 8000" in talk.last.text


def test_a_website_asked_for_in_other_words_is_found_too() -> None:
    talk = Played()
    talk.say("policy_veterans", "What help is there for veterans?")
    talk.say(NOT_UNDERSTOOD, "and their website", confidence=0.3)
    assert "veteransaffairs.mil.nz" in talk.last.text


def test_the_highest_number_told_is_that_of_people_not_of_an_operation() -> None:
    talk = Played()
    talk.say("policy_numbers", "How many New Zealanders are on missions?")
    talk.say("operations_extreme", "and the highest ever?", facts=(("numbers.8", 0.6), ("numbers.10", 0.5)))
    assert talk.facts() == {"numbers.10"}
    assert "738" in talk.last.text
    talk.say("policy_numbers", "How many New Zealanders are on missions?")
    talk.say("operations_extreme", "and the biggest mission?")
    assert talk.context.kind == "operations_extreme"


def test_a_year_asked_for_is_that_of_the_facts_told() -> None:
    context = Context(kind="policy_numbers", facts=("numbers.1",))
    near = (("numbers.10", 0.6), ("numbers.8", 0.55), ("numbers.9", 0.5))
    asked = said("follow_up", "and at the end of 2017?", in_talk=near)
    assert aspect_facts(asked, context, KB)[0].id == "numbers.8"


def test_how_many_is_answered_by_a_number_alone() -> None:
    context = Context(kind="policy_tour_length", facts=("tour_length.201",))
    near = (("police_deploy.4", 0.6), ("tour_length.202", 0.55))
    assert [fact.id for fact in aspect_facts(said(NOT_UNDERSTOOD, "how many?", in_talk=near), context, KB)] == [
        "tour_length.202"
    ]


def test_after_what_is_not_on_file_the_policy_is_still_talked_about() -> None:
    talk = Played()
    talk.say("policy_enlist", "How do I join the Defence Force?")
    talk.say("not_on_file", "and what do they pay?", answerable=0.0)
    assert talk.context.kind == "policy_enlist"
    talk.say(NOT_UNDERSTOOD, "ok, the phone number to apply", confidence=0.3)
    assert "0800 1 FORCE" in talk.last.text


@pytest.mark.parametrize(("score", "answered"), [(0.6, True), (0.5, False)])
def test_a_fact_that_names_the_place_asked_about_answers_what_was_not_understood(score: float, answered: bool) -> None:
    talk = Played()
    asked = "could the chief have pulled the officer out of Mali?"
    mali = {"Mali": "place:ML"}
    talk.say(NOT_UNDERSTOOD, asked, mali, confidence=0.2, answerable=0.5, facts=(("cabinet_decides.5", score),))
    assert (talk.facts() == {"cabinet_decides.5"}) is answered
    assert not answered or talk.context.subjects == (Subject("place", "ML"),)


def test_why_is_answered_by_what_tells_a_reason_although_other_words_are_used() -> None:
    context = Context(kind="policy_oversight", facts=("oversight.201",))
    near = (("oversight.201", 0.6), ("oversight.2", 0.4))
    asked = said("operation_reason", "why was that job created", in_talk=near)
    assert [fact.id for fact in aspect_facts(asked, context, KB)] == ["oversight.2"]


@pytest.mark.parametrize(("own", "told"), [(0.7, True), (0.3, False)])
def test_what_looks_like_a_complaint_may_ask_on(own: float, told: bool) -> None:
    talk = Played()
    talk.say("policy_official_information", "How do I ask for papers?")
    on_it = "official_information.202"
    asked = "who do I complain to if nothing comes back"
    talk.say("complaint", asked, confidence=0.8, facts=((on_it, own),), in_talk=((on_it, 0.7),))
    assert (talk.last.outcome == "answered") is told


def test_a_way_to_reach_somebody_may_be_all_that_is_said() -> None:
    assert contact_named("and phone?") == "contact_phone"
    assert contact_named("their address please") == "contact_address"
    assert contact_named("what is the phone number of the pope") is None
    talk = Played()
    talk.say("contact_address", "what is your address?")
    talk.say(NOT_UNDERSTOOD, "and the phone?", confidence=0.2)
    assert "439 8000" in talk.last.text


def test_a_word_shared_with_something_else_does_not_answer_what_points_to_the_last_word() -> None:
    talk = Played()
    talk.say("define_term", "what is a mandate", {"mandate": "term:mandate"})
    talk.say(NOT_UNDERSTOOD, "who issues it", confidence=0.3, answerable=0.6, facts=(("use_of_force_rules.202", 0.54),))
    assert talk.last.outcome == "fallback"
