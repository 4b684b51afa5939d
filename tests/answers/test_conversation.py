"""Conversation as people lead it: ellipsis, corrections, lists narrowed, years on, what was just told."""

from __future__ import annotations

import pytest

from tests.answers.asking import ask, name
from tests.answers.talking import CMF, I, Played, R


@pytest.mark.parametrize(
    ("kind", "text", "fact"),
    [
        ("operation_end", "and when did it end?", "ramsi.4"),
        ("follow_up", "and the end?", "ramsi.4"),
        ("follow_up", "no, not the start, the end", "ramsi.4"),
        ("how_are_you", "doing what?", "ramsi.13"),
        ("start_over", "start?", "ramsi.3"),
        ("contact_phone", "numbers?", "ramsi.7"),
    ],
)
def test_a_few_words_ask_on_about_the_subject(kind: str, text: str, fact: str) -> None:
    talk = Played()
    talk.say("operation_start", "When did RAMSI start?", R)
    talk.say(kind, text, confidence=0.55)
    assert fact in talk.facts()


def test_another_subject_takes_the_last_question() -> None:
    talk = Played()
    talk.say("operation_end", "When did RAMSI end?", R)
    talk.say("operation_overview", "wat about INTERFET", I, confidence=0.8)
    assert "interfet.102" in talk.facts()
    talk.say("follow_up", "back to RAMSI", R)
    assert "ramsi.4" in talk.facts()


def test_another_subject_takes_the_year_and_the_count() -> None:
    talk = Played()
    talk.say("operation_personnel", "How many were in UNTSO in 2015?", {"UNTSO": "operation:untso"})
    assert "27 " in talk.say("follow_up", "and the MFO?", {"MFO": "operation:mfo_sinai"}).text.replace(
        "Twenty-seven", "27"
    )
    talk.say("operation_personnel", "the peak number in Bosnia?", {"Bosnia": "place:BA"})
    assert "189" in talk.say("follow_up", "And Afghanistan?", {"Afghanistan": "place:AF"}).text


def test_nothing_of_the_kind_on_file_tells_what_it_was() -> None:
    talk = Played()
    talk.say("operation_outcome", "What came of RAMSI?", R)
    assert talk.say("follow_up", "What about Laos?", {"Laos": "place:LA"}).outcome == "answered"


def test_a_correction_leaves_out_what_was_not_meant() -> None:
    talk = Played()
    talk.say("operation_start", "When did Kosovo start?", {"Kosovo": "place:XK"})
    answer = talk.say("follow_up", "not Kosovo, Somalia", {"Kosovo": "place:XK", "Somalia": "place:SO"})
    assert "Somalia" in answer.text
    assert "UNMIK" not in answer.text


def test_a_list_is_narrowed_and_narrowed_again() -> None:
    talk = Played()
    talk.say("operations_list", "List all operations in the Middle East")
    answer = talk.say("follow_up", "only the UN ones", {"UN": "agency:un"})
    assert "UNIIMOG" in answer.text
    assert "MFO" not in answer.text
    answer = talk.say("follow_up", "which of those are still running?", confidence=0.7)
    assert "UNTSO" in answer.text
    assert "UNIIMOG" not in answer.text
    assert "1954" in talk.say("answer_age", "since when is that one?", confidence=0.5).text


def test_what_is_excluded_is_left_out() -> None:
    talk = Played()
    talk.say("operations_list", "List the operations in the Pacific")
    answer = talk.say("follow_up", "excluding Tonga", {"Tonga": "place:TO"})
    assert "RAMSI" in answer.text
    assert "Tonga" not in answer.text


def test_them_are_the_ones_of_the_list() -> None:
    talk = Played()
    talk.say("operations_list", "List the operations in the Pacific")
    assert talk.say("operation_leader", "who led them?").outcome == "answered"


def test_after_a_list_it_is_nothing_in_particular() -> None:
    talk = Played()
    talk.say("operation_start", "When did RAMSI start?", R)
    talk.say("operations_list", "List the operations in Africa")
    answer = talk.say("operation_end", "when did it end?")
    assert answer.outcome == "clarify"
    assert not any("RAMSI" in choice for choice in answer.choices)


def test_the_extreme_of_what_was_listed() -> None:
    talk = Played()
    talk.say("operations_count", "how many in Africa?")
    assert "MINUSMA" in talk.say("follow_up", "and the newest of them?", confidence=0.5).text
    talk.say("operations_extreme", "What was the largest operation?")
    assert "UNMOGIP" in talk.say("follow_up", "and the first one ever?").text


def test_which_of_those_compared() -> None:
    talk = Played()
    talk.say("operations_compare", "compare RAMSI and INTERFET", {**R, **I})
    answer = talk.say("operations_extreme", "which one started first?", confidence=0.6)
    assert answer.text.startswith("INTERFET")
    talk.say("operation_leader", "who led the first?")
    assert "Australia" in talk.last.text


def test_a_year_on_and_years_on() -> None:
    talk = Played()
    talk.say("operations_year", "What happened in 1994?")
    assert "1993" in talk.say("follow_up", "and the year before?").text
    assert "1995" in talk.say("follow_up", "two years later?").text


def test_another_year_asks_how_many() -> None:
    talk = Played()
    talk.say("operation_leader", "Who leads UNTSO?", {"UNTSO": "operation:untso"})
    talk.say("follow_up", "and in 2024?")
    assert "untso.4" in talk.facts()


def test_asking_on_about_a_word_or_a_policy() -> None:
    talk = Played()
    biketawa = {"Biketawa Declaration": "term:biketawa"}
    talk.say("define_term", "What is the Biketawa Declaration?", biketawa)
    assert "2000" in talk.say("operation_duration", "when was it made?", confidence=0.4).text
    assert "RAMSI" in talk.say("operations_list", "which operations used it?").text
    talk.say("policy_r2p", "Explain the Responsibility to Protect")
    talk.say("answer_source", "is that law?", confidence=0.37)
    assert "r2p.201" in talk.facts()


def test_a_policy_question_again_for_an_agency() -> None:
    talk = Played()
    talk.say("policy_tour_length", "How long is a tour?")
    talk.say("follow_up", "and police?", {"police": "agency:police"})
    assert talk.facts() == {"tour_length.202"}


def test_what_came_before_and_after() -> None:
    talk = Played()
    assert "INTERFET" in talk.say("operation_outcome", "What came after UNAMET?", {"UNAMET": "operation:unamet"}).text
    talk.say("nlu_fallback", "what came before that?", confidence=0.3)
    assert any(fact.startswith("unamet.") for fact in talk.facts())


def test_clarified_by_place_number_and_description() -> None:
    for kind, reply in (("follow_up", "the second one"), ("nlu_fallback", "2"), ("follow_up", "the earlier one")):
        talk = Played()
        assert talk.say("operation_personnel", "How many in the CMF?", CMF).outcome == "clarify"
        talk.say(kind, reply)
        assert "rhodesia_cmf.3" in talk.facts()


def test_an_offered_question_is_chosen_and_no_fallback_is_said_twice() -> None:
    talk = Played()
    ranking = (("operation_end", 0.3), ("policy_veto", 0.25))
    first = talk.say("nlu_fallback", "blorp the wibble", ranking=ranking, confidence=0.3)
    second = Played(context=talk.context).say("nlu_fallback", "fizzy gorp", ranking=ranking, confidence=0.3)
    assert first.outcome == second.outcome == "fallback"
    assert first.text != second.text
    talk.say("follow_up", "the first one")
    assert talk.facts() & {"veto.201", "veto.202"}


def test_small_talk_in_between_keeps_the_subject_and_restart_drops_it() -> None:
    talk = Played()
    talk.say("operation_start", "When did RAMSI start?", R)
    talk.say("thanks", "cheers")
    talk.say("operation_end", "when did it end?")
    assert "ramsi.4" in talk.facts()
    talk.say("start_over", "start over")
    assert talk.say("operation_end", "when did it end?").outcome == "clarify"


def test_whether_it_counts_as_peacekeeping() -> None:
    talk = Played()
    talk.say("operation_end", "When did the Korean War end?", {"Korean War": "operation:korean_war"})
    assert "not counted as peace support" in talk.say("policy_law_un_charter", "does that count as peacekeeping?").text


def test_a_country_that_only_came_along_is_not_asked_about() -> None:
    text = "Did we go to Iraq with the Americans in 2003?"
    answer = ask("operation_presence", text, name("place", "IQ", "Iraq"), name("place", "US", "Americans"))
    assert "UNAMI" in answer.body
    assert "United States" not in answer.body


def test_what_a_kind_of_people_does_is_what_their_word_means() -> None:
    assert "ceasefire" in ask("operation_role", "what do unmos do", name("term", "military_observer", "unmos")).body
