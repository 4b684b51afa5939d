"""Lists narrowed by a few words, named, counted, or led by another."""

from __future__ import annotations

import pytest

from assistant.answers.restricting import only_restricts
from tests.answers.talking import Played, said


def _of_the_nineties() -> Played:
    talk = Played()
    talk.say("operations_list", "Which missions began in the 1990s?")
    return talk


@pytest.mark.parametrize(
    ("kind", "text", "has", "not_has"),
    [
        ("follow_up", "leave out Africa", "INTERFET", "Somalia"),
        ("follow_up", "without Africa", "INTERFET", "Somalia"),
        ("operation_agencies", "any with police?", "UNAMET", "Haiti"),
        ("operation_agencies", "and with police?", "UNAMET", "Haiti"),
        ("oos_police_job", "what about police ones", "UNAMET", "Haiti"),
        ("nlu_fallback", "just the UN-led ones", "Haiti", "INTERFET"),
        ("operation_location", "in Asia?", "INTERFET", "Haiti"),
        ("follow_up", "before 1993?", "Somalia", "INTERFET"),
    ],
)
def test_narrowed_by_a_few_words(kind: str, text: str, has: str, not_has: str) -> None:
    answer = _of_the_nineties().say(kind, text, confidence=0.55)
    assert has in answer.text
    assert not_has not in answer.text


@pytest.mark.parametrize("text", ["name them", "list those please", "which ones are they?", "what are their names?"])
def test_named(text: str) -> None:
    talk = Played()
    talk.say("operations_count", "How many missions in Europe?", {"Europe": "region:Europe"})
    answer = talk.say("follow_up", text, confidence=0.4)
    assert "UNMOP" in answer.text
    assert "RAMSI" not in answer.text


def test_counted() -> None:
    talk = Played()
    talk.say("operations_list", "List the missions in Europe", {"Europe": "region:Europe"})
    assert talk.say("operation_personnel", "how many is that?").text.startswith("5 ")


def test_led_by_another_country_is_not_a_place_to_be_in() -> None:
    talk = Played()
    talk.say("operations_list", "Which missions did NATO lead?", {"NATO": "agency:nato"})
    answer = talk.say("follow_up", "and the United States?", {"United States": "place:US"})
    assert answer.outcome == "answered"
    assert "Korea" in answer.text


def test_what_was_told_a_line_each() -> None:
    talk = Played()
    talk.say("operation_end", "When did the Iraq missions end?", {"Iraq": "place:IQ"})
    answer = talk.say("operations_list", "which of those had police?", {"police": "agency:police"})
    assert "UNSCOM" in answer.text
    assert "UNAMI, Iraq" not in answer.text


@pytest.mark.parametrize(
    "text", ["any with police?", "led by the UN?", "ones in Africa please", "before 2000", "2003?"]
)
def test_only_a_restriction(text: str) -> None:
    assert only_restricts(said("follow_up", text))


@pytest.mark.parametrize("text", ["who paid the police?", "what is the UN Charter", "is it safe in Asia now"])
def test_more_than_a_restriction(text: str) -> None:
    assert not only_restricts(said("follow_up", text))


def test_what_was_left_out_may_be_asked_for() -> None:
    talk = Played()
    talk.say("operations_list", "List the missions in Africa", {"Africa": "region:Africa"})
    assert "UNTAG" not in talk.say("follow_up", "not the UN ones", {"UN": "agency:un"}).text
    answer = talk.say("follow_up", "and with the UN?", {"UN": "agency:un"})
    assert "UNTAG" in answer.text
    assert "Rhodesia" not in answer.text


def test_only_those_with_police_may_have_others_too() -> None:
    talk = Played()
    talk.say("operations_list", "List the UN missions", {"UN": "agency:un"})
    assert "UNTAG" in talk.say("follow_up", "just those with police", {"police": "agency:police"}).text
