"""What is told must hold what was asked for, unless an answer is likely to be on file."""

from __future__ import annotations

import pytest

from assistant.answers.told_check import LIKELY
from tests.answers.asking import INTERFET, RAMSI, ask
from tests.answers.talking import Played, R

DOUBTFUL = LIKELY - 0.01
LED = "Name of the colonel who led RAMSI?"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("operation_leader", LED),
        ("operation_start", "Which airline flew the police to RAMSI?"),
        ("operation_start", "How many mules came when RAMSI began?"),
        ("operation_start", "What share of RAMSI came first?"),
    ],
)
def test_an_answer_without_what_was_asked_for_is_not_given(kind: str, text: str) -> None:
    assert ask(kind, text, RAMSI, answerable=DOUBTFUL).outcome == "unknown"
    assert ask(kind, text, RAMSI, answerable=LIKELY).outcome == "answered"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("operation_start", "When did RAMSI begin?"),
        ("operation_leader", "Who led RAMSI?"),
        ("operation_personnel", "How many New Zealanders were in RAMSI?"),
    ],
)
def test_an_answer_that_holds_it_is_given(kind: str, text: str) -> None:
    assert ask(kind, text, RAMSI, answerable=DOUBTFUL).outcome == "answered"


def test_a_question_that_leans_on_the_conversation_is_answered() -> None:
    talk = Played()
    talk.say("operation_overview", "What was RAMSI?", R)
    talk.say("operation_leader", "name of the colonel who led it?", answerable=DOUBTFUL)
    assert talk.last.outcome == "answered"


def test_a_near_fact_that_holds_what_was_asked_for_is_told_in_its_place() -> None:
    text = "How many firearms were handed in when RAMSI began?"
    near = (("ramsi.13", 0.8), ("ramsi.2", 0.5))
    answer = ask("operation_start", text, RAMSI, answerable=DOUBTFUL, facts=near)
    assert answer.outcome == "answered"
    assert "3,700 firearms" in answer.body
    assert ask("operation_start", text, RAMSI, answerable=DOUBTFUL, facts=near[1:]).outcome == "unknown"


def test_a_policy_with_no_word_of_the_question_is_not_told() -> None:
    text = "can families visit soldiers on deployment"
    assert ask("policy_tour_length", text, answerable=DOUBTFUL).outcome == "unknown"
    assert ask("policy_tour_length", "how long is a tour of duty", answerable=DOUBTFUL).outcome == "answered"


def test_a_policy_that_speaks_of_no_operation_is_not_told_of_the_one_named() -> None:
    text = "What percentage of the New Zealanders in INTERFET were women?"
    assert ask("policy_wps", text, INTERFET, answerable=0.7).outcome == "unknown"
    assert ask("policy_wps", "What percentage of peacekeepers are women?", answerable=0.7).outcome == "answered"
