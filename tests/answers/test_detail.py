"""Questions whose answer is one particular fact of what is talked about."""

from __future__ import annotations

import pytest

from assistant.answers.answer import Subject
from assistant.answers.detail import DETAIL, facts_in_talk
from tests.answers.asking import engine
from tests.answers.talking import Played, R, said

KB = engine().kb
ON_RAMSI = (Subject("operation", "ramsi"),)
HELICOPTERS, AGREEMENT, POLICE_LED, UNTSO, VETO = "ramsi.19", "ramsi.14", "ramsi.20", "untso.4", "veto.201"
Scores = tuple[tuple[str, float], ...]


def ask(kind: str, confidence: float, alone: Scores, in_talk: Scores, *others: tuple[str, float]) -> Played:
    talk = Played()
    talk.say("operation_overview", "What was RAMSI?", R)
    ranking = ((kind, confidence), *others)
    talk.say(kind, "who put a name to it?", confidence=confidence, ranking=ranking, facts=alone, in_talk=in_talk)
    return talk


def test_words_alone_and_the_kind_of_question_count_beside_the_words_with_the_name() -> None:
    in_talk = ((HELICOPTERS, 0.8), (AGREEMENT, 0.8), (POLICE_LED, 0.8))
    asked = said("nlu_fallback", "what then?", ranking=(), facts=((AGREEMENT, 0.5),), in_talk=in_talk)
    assert facts_in_talk(asked, ON_RAMSI, KB)[0][0].id == AGREEMENT
    ranking = (("nlu_fallback", 0.5), ("operation_status", 0.4))
    asked = said("nlu_fallback", "what then?", ranking=ranking, facts=(), in_talk=in_talk)
    assert facts_in_talk(asked, ON_RAMSI, KB)[0][0].id == POLICE_LED


@pytest.mark.parametrize("kind", ["nlu_fallback", "not_on_file"])
def test_one_that_was_not_understood_is_answered_by_a_fact_that_is_near_by_its_own_words_too(kind: str) -> None:
    talk = ask(kind, 0.4, ((AGREEMENT, 0.4),), ((AGREEMENT, 0.8),))
    assert (talk.last.outcome, talk.facts()) == ("answered", {AGREEMENT})
    assert ask(kind, 0.4, ((AGREEMENT, 0.2),), ((AGREEMENT, 0.9),)).facts() == set()


def test_hardly_further_off_a_second_fact_is_told() -> None:
    near = ((AGREEMENT, 0.8), (HELICOPTERS, 0.78))
    assert ask("nlu_fallback", 0.4, ((AGREEMENT, 0.4), (HELICOPTERS, 0.4)), near).facts() == {AGREEMENT, HELICOPTERS}


def test_what_is_taken_for_a_policy_is_asked_of_the_operation_where_its_facts_are_nearer() -> None:
    alone, in_talk = ((AGREEMENT, 0.5), (VETO, 0.5)), ((AGREEMENT, 0.9), (VETO, 0.5))
    assert ask("policy_command", 0.5, alone, in_talk).facts() == {AGREEMENT}
    assert AGREEMENT not in ask("policy_command", 0.9, alone, in_talk).facts()
    nearer_elsewhere = ((AGREEMENT, 0.9), (VETO, 0.95))
    assert AGREEMENT not in ask("policy_command", 0.5, alone, nearer_elsewhere).facts()


def test_what_is_likely_of_a_kind_about_the_operation_is_asked_as_that() -> None:
    alone, in_talk = ((POLICE_LED, 0.5),), ((POLICE_LED, 0.9),)
    talk = ask("policy_command", 0.5, alone, in_talk, ("operation_end", 0.4))
    assert talk.last.parts[0].kind == "operation_end"


def test_a_kind_that_is_not_sure_gives_way_to_a_fact_far_nearer_than_those_of_the_kind() -> None:
    alone, in_talk = ((AGREEMENT, 0.5),), ((AGREEMENT, 0.9),)
    assert ask("operation_leader", 0.5, alone, in_talk).last.parts[0].kind == DETAIL
    assert ask("operation_leader", 0.7, alone, in_talk).last.parts[0].kind == "operation_leader"


def test_one_taken_for_a_question_without_an_answer_is_the_policy_whose_fact_is_nearest() -> None:
    alone, in_talk = ((VETO, 0.6), (AGREEMENT, 0.5)), ((AGREEMENT, 0.75), (VETO, 0.75))
    talk = ask("not_on_file", 0.4, alone, in_talk, ("policy_veto", 0.3))
    assert talk.last.parts[0].kind == "policy_veto"


def test_since_when_asks_for_the_start_and_not_for_the_age_of_the_answer() -> None:
    talk = Played()
    talk.say("operation_status", "Is RAMSI over?", R)
    assert talk.say("answer_age", "since when?", confidence=0.6).parts[0].kind == "operation_start"


def test_after_a_number_of_people_all_the_years_ask_for_the_total() -> None:
    talk = Played()
    talk.say("operation_personnel", "How many were in RAMSI?", R)
    talk.say("follow_up", "no, in all those years together", confidence=0.5)
    assert talk.last.parts[0].kind == "operation_personnel"
    assert "ramsi.7" in talk.facts()


def test_who_asks_for_a_fact_that_names_somebody() -> None:
    post, named = "mali_minusma.1", "mali_minusma.4"
    in_talk = ((post, 0.75), (named, 0.7))
    on_mali = (Subject("operation", "mali_minusma"),)
    asked = {words: said("operation_leader", words, in_talk=in_talk) for words in ("who held it?", "what was it?")}
    assert [facts_in_talk(clause, on_mali, KB)[0][0].id for clause in asked.values()] == [named, post]


def test_a_fact_of_another_operation_is_not_told_while_one_is_talked_about() -> None:
    alone, in_talk = ((UNTSO, 0.9), (AGREEMENT, 0.2)), ((AGREEMENT, 0.5), (UNTSO, 0.6))
    assert UNTSO not in ask("nlu_fallback", 0.4, alone, in_talk).facts()
