"""One of the people that an answer named, by their order in time."""

from __future__ import annotations

import pytest

from assistant.answers.persons import PERSON
from tests.answers.talking import Played

MFO = {"MFO": "operation:mfo_sinai"}
TIMOR = {"Timor-Leste": "operation:timor_leste"}


def commanders() -> Played:
    talk = Played()
    talk.say("operation_leader", "Which New Zealanders commanded the MFO?", MFO)
    return talk


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("who was the first of them?", "Don McIver"),
        ("no, the most recent one", "Evan Williams"),
        ("and the second?", "Warren Whiting"),
        ("and who was the last?", "Evan Williams"),
    ],
)
@pytest.mark.parametrize("kind", ["follow_up", "operations_extreme", "nlu_fallback"])
def test_people_on_file_with_their_years_are_told_apart(kind: str, words: str, name: str) -> None:
    talk = commanders()
    talk.say(kind, words, confidence=0.6)
    assert talk.last.parts[0].kind == PERSON
    assert f"that was {name}." in talk.last.body
    assert "mfo_sinai.101" in talk.facts()


def test_one_after_the_other_may_be_picked() -> None:
    talk = commanders()
    talk.say("follow_up", "and the first?", confidence=0.6)
    talk.say("follow_up", "no, the last", confidence=0.6)
    assert "that was Evan Williams." in talk.last.body


def test_without_years_nobody_is_called_the_first() -> None:
    talk = Played()
    talk.say("operation_casualties", "Who died in Timor-Leste?", TIMOR)
    talk.say("operations_extreme", "who was the first?", confidence=0.7)
    assert talk.last.parts[0].kind == PERSON
    assert "that was" not in talk.last.body
    assert talk.last.parts[0].facts[0].id == "timor_leste.105"


@pytest.mark.parametrize("words", ["which was the first mission?", "who was first to arrive?", "the fourth?"])
def test_the_first_of_something_else_is_no_person(words: str) -> None:
    talk = commanders()
    talk.say("follow_up", words, confidence=0.6)
    assert talk.last.parts[0].kind != PERSON


def test_nor_is_anything_where_nobody_was_named() -> None:
    talk = Played()
    talk.say("operation_start", "When did the MFO begin?", MFO)
    talk.say("follow_up", "and the first?", confidence=0.6)
    assert talk.last.parts[0].kind != PERSON
