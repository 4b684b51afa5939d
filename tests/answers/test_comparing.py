"""Comparatives and superlatives stay with what was listed or compared."""

from __future__ import annotations

import pytest

from assistant.answers.measures import read_measure
from tests.answers.talking import I, Played, R

BOTH = {**R, **I}


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("and longer?", "longest"),
        ("which is older?", "first"),
        ("which ended first", "ended_first"),
        ("which one had the most people?", "largest"),
        ("the most recent one", "latest"),
        ("before 1990?", None),
        ("tell me more", None),
        ("which cost more?", None),
        ("who was the first New Zealander in it?", None),
    ],
)
def test_the_measure(text: str, measure: str | None) -> None:
    assert read_measure(text) == measure


@pytest.mark.parametrize(
    ("kind", "text", "verdict"),
    [
        ("more_detail", "and longer?", "RAMSI went on longer"),
        ("answer_age", "which is older?", "INTERFET came first"),
        ("operations_extreme", "which ended first?", "INTERFET ended first"),
        ("follow_up", "smaller?", "RAMSI was the smaller"),
        ("operations_compare", "and which was shorter", "INTERFET was the shorter"),
    ],
)
def test_the_same_two_by_another_measure(kind: str, text: str, verdict: str) -> None:
    talk = Played()
    talk.say("operations_compare", "Was RAMSI bigger than INTERFET?", BOTH)
    assert talk.say(kind, text, confidence=0.5).text.startswith(verdict)


@pytest.mark.parametrize(
    "text", ["was it bigger than Cambodia?", "bigger than Cambodia?", "is that more than Cambodia?"]
)
def test_with_another_than_what_is_talked_about(text: str) -> None:
    talk = Played()
    talk.say("operation_personnel", "How many went to Somalia?", {"Somalia": "place:SO"})
    answer = talk.say("operations_compare", text, {"Cambodia": "place:KH"})
    assert answer.text.removeprefix("No. ").startswith("The Cambodia missions were the larger")
    assert "Somalia" in answer.text
    answer = talk.say("follow_up", "and Bosnia?", {"Bosnia": "place:BA"})
    assert answer.text.startswith("The Bosnia deployments were the larger")


def test_the_one_that_came_out_and_both() -> None:
    talk = Played()
    talk.say("operations_compare", "Which is older, RAMSI or INTERFET?", BOTH)
    talk.say("more_detail", "tell me more about that one")
    assert all(fact.startswith(("interfet", "timor")) for fact in talk.facts())
    talk = Played()
    talk.say("operations_compare", "Which is older, RAMSI or INTERFET?", BOTH)
    talk.say("operation_end", "when did they end?")
    assert {"ramsi.4", "interfet.102"} <= talk.facts()


def test_one_extreme_after_the_other_of_the_same_list() -> None:
    talk = Played()
    talk.say("operations_list", "Which missions in Africa?", {"Africa": "region:Africa"})
    assert "Somalia" in talk.say("operations_extreme", "which of those was biggest?").text
    assert "UNMISS" in talk.say("operations_extreme", "and the longest?").text
    assert "Rhodesia" in talk.say("follow_up", "the shortest").text
    talk.say("operation_personnel", "how many people did that one have?")
    assert any(fact.startswith("rhodesia_cmf") for fact in talk.facts())
    assert "UNTSO" in talk.say("operations_extreme", "and the longest ever?").text


def test_the_extreme_of_all_is_no_list() -> None:
    talk = Played()
    talk.say("operations_extreme", "What was the largest operation?")
    assert "UNTSO" in talk.say("operations_extreme", "and the longest?").text


def test_the_parts_of_an_umbrella() -> None:
    talk = Played()
    talk.say("operation_role", "What did we do in Solomon Islands?", {"Solomon Islands": "place:SB"})
    assert "RAMSI" in talk.say("operations_extreme", "which was biggest?").text


def test_of_those_when_nothing_was_listed_asks_back() -> None:
    assert Played().say("operations_extreme", "which of those was the biggest?").outcome == "clarify"


def test_which_cost_more_asks_for_the_cost_of_both() -> None:
    talk = Played()
    talk.say("operations_compare", "Compare RAMSI and INTERFET", BOTH)
    assert talk.say("operations_compare", "which cost more?").parts[0].kind == "operation_cost"


def test_umbrellas_by_their_largest_parts() -> None:
    names = {"Timor": "place:TL", "Solomons": "place:SB"}
    answer = Played().say("operations_compare", "Which was bigger, Timor or Solomons?", names)
    assert answer.text.startswith("The Timor-Leste deployments were the larger")


def test_the_other_of_two() -> None:
    talk = Played()
    talk.say("operations_compare", "Compare RAMSI and INTERFET", BOTH)
    talk.say("operation_leader", "who led RAMSI?", R)
    talk.say("operation_personnel", "and how many in the other?")
    assert all(fact.startswith("interfet") for fact in talk.facts())
