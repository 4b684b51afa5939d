"""Picking by year, place, words or agency among what was shown, or among the relatives of what is talked about."""

from __future__ import annotations

import pytest

from tests.answers.talking import Played

TIMOR = {"Timor": "place:TL"}
SOLOMONS = {"Solomon Islands": "place:SB"}
IRAQ = {"Iraq": "place:IQ"}


@pytest.mark.parametrize(
    ("kind", "text", "record"),
    [
        ("follow_up", "the one in 2003", "ramsi"),
        ("operations_year", "the one that began in 2003", "ramsi"),
        ("operations_year", "2021", "siaf"),
        ("nlu_fallback", "i mean the 2021 mission", "siaf"),
        ("follow_up", "and the assistance force?", "siaf"),
        ("nlu_fallback", "the Townsville one", "solomons_ipmt"),
        ("nlu_fallback", "the peace monitoring one, what was it watching?", "solomons_ipmt"),
        ("out_of_scope", "the monitors", "solomons_ipmt"),
        ("follow_up", "the one about weapons", "ramsi"),
    ],
)
def test_one_is_picked(kind: str, text: str, record: str) -> None:
    talk = Played()
    talk.say("operation_overview", "What happened in Solomon Islands?", SOLOMONS)
    talk.say(kind, text, confidence=0.5)
    assert {fact.split(".")[0] for fact in talk.facts()} == {record}


def test_all_that_fit_are_told() -> None:
    talk = Played()
    talk.say("operation_overview", "Tell me about Timor", TIMOR)
    answer = talk.say("follow_up", "the 2006 one")
    assert "UNMIT" in answer.text
    assert "Stabilisation" in answer.text
    assert "INTERFET" not in answer.text


def test_the_question_goes_on_for_the_one_picked() -> None:
    talk = Played()
    talk.say("operation_end", "When did the Iraq training end?", {"Iraq training": "operation:iraq_training"})
    talk.say("follow_up", "no, I meant the engineers")
    assert "iraq_engineers.2" in talk.facts()
    talk.say("follow_up", "not the engineers, the training one")
    assert "iraq_training.4" in talk.facts()


def test_what_is_asked_in_the_same_breath() -> None:
    talk = Played()
    talk.say("operation_overview", "Tell me about Timor", TIMOR)
    talk.say("operation_personnel", "the stabilisation force, how many", {"stabilisation force": "operation:bosnia"})
    assert all(fact.startswith("isf_timor") for fact in talk.facts())


def test_a_name_shared_with_another_place_is_that_of_the_place_named() -> None:
    names = {"stabilisation force": "operation:bosnia", "Timor": "place:TL"}
    answer = Played().say("operation_cost", "What did the stabilisation force in Timor cost?", names)
    assert "100 million" in answer.text
    assert "Bosnia" not in answer.text


def test_a_year_after_a_figure_is_the_figure_of_that_year() -> None:
    talk = Played()
    talk.say("operation_personnel", "How many were in Afghanistan?", {"Afghanistan": "place:AF"})
    talk.say("operations_year", "2013", confidence=0.5)
    assert "afghanistan.104" in talk.facts()


@pytest.mark.parametrize("text", ["the weather one", "who won the rugby", "the moon landing"])
def test_nothing_is_picked_by_words_that_fit_nothing(text: str) -> None:
    talk = Played()
    talk.say("operation_overview", "What happened in Solomon Islands?", SOLOMONS)
    assert talk.say("out_of_scope", text).outcome in ("redirect", "fallback")


def test_after_a_start_over_nothing_is_picked() -> None:
    talk = Played()
    talk.say("operation_overview", "What happened in Solomon Islands?", SOLOMONS)
    talk.say("start_over", "start over")
    assert talk.say("follow_up", "the 2003 one").outcome in ("clarify", "fallback")
    assert talk.say("operation_personnel", "how many?").outcome == "clarify"
