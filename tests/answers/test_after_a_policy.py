"""Asking on after a policy, a word or a number: by what was told, whatever the question looks like by itself."""

from __future__ import annotations

from tests.answers.asking import ask
from tests.answers.talking import Played, said

RULES, ISSUED, APPROVED = "roe.1", "use_of_force_rules.202", "use_of_force_rules.201"
DEADLINE, OMBUDSMAN, PUBLISHED = "official_information.201", "official_information.202", "who_does_what.6"
APPLY, AGE, VACANCIES = "enlist.2", "enlist.1", "contact.5"


def talk(kind: str, text: str) -> Played:
    played = Played()
    played.say(kind, text, {})
    return played


def test_who_decides_them_is_asked_of_what_was_told_where_that_is_nearer() -> None:
    played = Played()
    played.say("define_term", "what are rules of engagement?", {"rules of engagement": "term:roe"})
    near = ((RULES, 0.58), (ISSUED, 0.57), ("cabinet_decides.1", 0.47))
    ranking = (("policy_cabinet_decides", 0.7), ("policy_use_of_force_rules", 0.3))
    played.say("policy_cabinet_decides", "and who decides them", confidence=0.7, ranking=ranking, in_talk=near)
    assert ISSUED in played.facts()


def test_they_are_those_who_decide_and_not_what_was_told() -> None:
    played = talk("policy_parliament_role", "does parliament vote?")
    near = (("parliament_role.201", 0.6), ("what_is_considered.1", 0.45))
    played.say("policy_what_is_considered", "what do they consider?", confidence=0.6, in_talk=near)
    assert "what_is_considered.1" in played.facts()


def test_a_service_is_not_meant_where_what_was_told_is_much_nearer() -> None:
    played = talk("policy_enlist", "how old must I be?")
    near, alone = ((APPLY, 0.66), (AGE, 0.53)), ((APPLY, 0.73), (VACANCIES, 0.55))
    played.say("careers", "where do I apply", confidence=0.7, in_talk=near, facts=alone)
    assert played.facts() == {APPLY}
    played.say("careers", "any jobs at the ministry?", confidence=0.7, in_talk=near, facts=((VACANCIES, 0.8),))
    assert VACANCIES in played.facts()


def test_a_span_of_time_is_no_fact_with_a_year_that_has_nothing_to_do_with_it() -> None:
    played = talk("policy_official_information", "how do I see the papers?")
    near, alone = ((DEADLINE, 0.66), (PUBLISHED, 0.49)), ((DEADLINE, 0.52),)
    played.say("nlu_fallback", "how long have they got to reply", in_talk=near, facts=alone)
    assert played.facts() == {DEADLINE}


def test_when_that_was_is_told_of_what_was_told_alone() -> None:
    played = talk("policy_veto", "what of the veto?")
    played.say("nlu_fallback", "when was that", in_talk=(("veto.201", 0.5), ("un_history.6", 0.49)))
    assert played.facts() <= {"veto.201", "veto.202"}


def test_the_same_policy_again_is_told_whole_where_nothing_new_of_it_is_near() -> None:
    played = talk("policy_official_information", "how do I see the papers?")
    near, alone = ((OMBUDSMAN, 0.7),), ((OMBUDSMAN, 0.6),)
    kind, text = "policy_official_information", "and papers they keep back?"
    played.say(kind, text, confidence=0.45, in_talk=near, facts=alone)
    assert {DEADLINE, OMBUDSMAN} <= played.facts()


def test_a_place_that_a_fact_of_the_policy_names_is_a_case_of_it() -> None:
    played = talk("policy_veterans", "what support is there?")
    ranking, place = (("operation_agencies", 0.43), ("policy_veterans", 0.37)), {"Timor": "place:TL"}
    played.say("operation_agencies", "does service in Timor count?", place, confidence=0.43, ranking=ranking)
    assert played.facts() == {"veterans.202"}
    played.say("operation_start", "when did we go to Timor?", place, confidence=0.9)
    assert "veterans.202" not in played.facts()


def test_a_gap_of_what_was_told_is_told_where_no_fact_is_as_near() -> None:
    played = talk("policy_oversight", "who watches the Defence Force?")
    gaps, facts = (("gap_inspector_general", 0.66),), (("oversight.201", 0.5),)
    answer = played.say("nlu_fallback", "and who has it now", gaps_in_talk=gaps, in_talk=facts)
    assert answer.outcome == "unknown"
    assert "Inspector-General" in answer.text


def test_a_gap_of_another_policy_is_none_where_what_was_told_holds_the_answer() -> None:
    played = talk("policy_police_deploy", "how do police get sent overseas?")
    clause = said(
        "nlu_fallback",
        "do they get training first",
        facts=(("police_deploy.1", 0.73),),
        in_talk=(("police_deploy.1", 0.62),),
        gaps=(("gap_training_before", 0.99),),
        gaps_in_talk=(("gap_training_before", 0.78),),
        answerable=0.6,
    )
    played.last = played.ask(clause)
    assert "police_deploy.1" in played.facts()


def test_the_number_of_today_and_the_page_for_it_can_be_asked_after_a_number() -> None:
    played = talk("policy_numbers", "how many were overseas in 2011?")
    assert played.say("follow_up", "and right now?").outcome == "unknown"
    answer = played.say("answer_source", "where can I look that up?")
    assert "deployment-map" in answer.text
    played = talk("policy_numbers", "how many were overseas in 2011?")
    assert played.say("answer_source", "who says so?").parts[0].kind == "answer_source"


def test_a_term_beside_a_question_of_policy_is_not_explained() -> None:
    ranking = (("policy_medals", 0.86), ("define_term", 0.02))
    names = {"peacekeepers": "term:peacekeeping"}
    played = Played()
    played.say("policy_medals", "what medals can peacekeepers get?", names, ranking=ranking)
    assert any(fact.startswith("medals.") for fact in played.facts())


def test_a_word_is_explained_by_the_fact_nearest_where_no_name_of_it_is_used() -> None:
    answer = ask("define_term", "what is that response group?", facts=(("prg.201", 0.65),))
    assert answer.outcome == "answered"
    assert "Pacific Response Group" in answer.text
    likely = (("define_term", 0.7), ("policy_veto", 0.2))
    answer = ask("define_term", "what is a veto?", facts=(("veto.201", 0.77),), ranking=likely)
    assert answer.outcome == "answered"
    assert "veto" in answer.text
    assert ask("define_term", "what is a blimp?", facts=(("prg.201", 0.3),)).outcome == "unknown"
