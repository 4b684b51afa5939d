"""Asking on: more, why, what it means, how two words differ, the next question of a policy."""

from __future__ import annotations

import pytest

from tests.answers.talking import Played, R, said


def _considered() -> Played:
    talk = Played()
    talk.say("policy_what_is_considered", "What does New Zealand consider before joining?")
    return talk


@pytest.mark.parametrize(
    "text", ["What else do they weigh?", "anything else?", "and what else", "go on", "other factors?"]
)
def test_more_of_a_policy(text: str) -> None:
    talk = _considered()
    first = talk.facts()
    talk.say("nlu_fallback", text, confidence=0.3)
    assert talk.facts()
    assert not talk.facts() & first
    assert all(fact.startswith("what_is_considered") for fact in talk.facts())


@pytest.mark.parametrize("text", ["On what basis in New Zealand law?", "under what law?", "is that legal?"])
def test_the_law_after_how_it_is_decided(text: str) -> None:
    talk = _considered()
    talk.say("policy_law_protection", text, confidence=0.5)
    assert "Defence Act" in talk.last.text


@pytest.mark.parametrize("text", ["but why does that matter for us?", "what's in it for nz?", "why do we do all this?"])
def test_why_we_bother(text: str) -> None:
    talk = Played()
    talk.say("policy_pacific_focus", "Why the Pacific?")
    talk.say("nlu_fallback", text, confidence=0.3)
    assert any(fact.startswith("why_take_part") for fact in talk.facts())


def test_a_bare_why_is_answered_from_what_was_told() -> None:
    facts = (("un_history.3", 1.0),)
    talk = Played()
    talk.say("policy_un_history", "Were we in the UN force in Egypt in 1956?", facts=facts)
    talk.say("operation_reason", "why?")
    assert talk.facts() == {"un_history.3"}


def test_what_that_means_explains_the_words_told() -> None:
    talk = Played()
    talk.say("policy_veterans", "Does service in Timor qualify?")
    talk.say("define_term", "what does that mean?", confidence=0.5)
    assert "qualifying_service.201" in talk.facts()


def test_the_last_two_words_told_apart() -> None:
    talk = Played()
    talk.say("define_term", "What is peacebuilding?", {"peacebuilding": "term:peacebuilding"})
    talk.say("nlu_fallback", "and peacemaking?", {"peacemaking": "term:peacemaking"})
    answer = talk.say("operations_compare", "what's the difference between the last two?")
    assert "eacebuilding" in answer.text
    assert "eacemaking" in answer.text


def test_the_policy_for_an_operation() -> None:
    talk = Played()
    talk.say("policy_medals", "Which medals are there?")
    talk.say("follow_up", "and Iraq?", {"Iraq": "place:IQ"})
    assert talk.facts() == {"iraq_training.17"}
    talk = Played()
    talk.say("policy_deaths", "How many have died?")
    assert talk.say("follow_up", "what about RAMSI?", R).parts[0].kind == "operation_casualties"


def test_more_after_a_comparison_a_list_and_an_unknown() -> None:
    talk = Played()
    talk.say("operations_compare", "Compare RAMSI and INTERFET", {**R, "INTERFET": "operation:interfet"})
    assert talk.say("more_detail", "tell me more").outcome == "answered"
    talk = Played()
    talk.say("operations_list", "List the missions in Europe", {"Europe": "region:Europe"})
    assert "UNMOP" in talk.say("more_detail", "tell me more").text
    talk = Played()
    assert talk.say("operation_cost", "What did UNTAES cost?", {"UNTAES": "operation:untaes"}).outcome == "unknown"
    assert talk.say("answer_certainty", "are you sure?").outcome == "clarify"
    talk.say("follow_up", "and RAMSI?", R)
    assert talk.last.parts[0].kind == "operation_cost"


def test_a_question_not_understood_that_the_facts_of_the_subject_answer() -> None:
    talk = Played()
    talk.say("operation_casualties", "How many died in Afghanistan?", {"Afghanistan": "place:AF"})
    talk.say("nlu_fallback", "how many of those in August 2012?", facts=(("afghanistan.101", 0.72),), confidence=0.3)
    assert "afghanistan.101" in talk.facts()


@pytest.mark.parametrize("text", ["and after RAMSI?", "what about after that?", "what came after it?"])
def test_what_came_after(text: str) -> None:
    talk = Played()
    talk.say("operation_end", "When did RAMSI end?", R)
    assert "Assistance Force" in talk.say("follow_up", text, R if "RAMSI" in text else None).text


def test_the_region_of_a_policy_is_there() -> None:
    talk = Played()
    talk.say("policy_pacific_focus", "Why the Pacific?", {"Pacific": "region:Pacific"})
    assert "RAMSI" in talk.say("operation_role", "what have we done there so far?", confidence=0.5).text


def test_a_question_that_only_says_what_is_not_asked() -> None:
    talk = Played()
    talk.say("operation_leader", "Who led RAMSI?", R)
    talk.ask(said("operation_leader", "Not who led it"), said("operation_personnel", "how many"))
    assert talk.context.kind == "operation_personnel"


def test_the_nearest_fact_of_another_does_not_take_over_a_bare_question() -> None:
    talk = Played()
    talk.say("operation_role", "What did we do in UNSMIS?", {"UNSMIS": "operation:syria_unsmis"})
    talk.say("operation_personnel", "Number of New Zealanders?", facts=(("korea_unc.9", 1.0),))
    assert all(fact.startswith("syria_unsmis") for fact in talk.facts())


def test_who_has_it_is_no_question_for_sources() -> None:
    talk = Played()
    talk.say("policy_veto", "What is the veto?")
    assert talk.say("answer_source", "who has it", confidence=0.43).parts[0].kind != "answer_source"
