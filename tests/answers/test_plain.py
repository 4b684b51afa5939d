"""Questions so plain that any operation can be asked them."""

from __future__ import annotations

import pytest

from assistant.answers.answer import Subject
from assistant.answers.plain import counts_plainly, plain_kind, plainly
from assistant.answers.question import Clause

_KNOWN = (Subject("operation", "ramsi"),)


@pytest.mark.parametrize(
    "text",
    [
        "how many are there?",
        "and how many soldiers went",
        "how many kiwis did we send over",
        "She was there in 1979. How many went?",
    ],
)
def test_a_question_that_only_counts_people_is_plain(text: str) -> None:
    assert counts_plainly(Clause(text=text, kind="out_of_scope"))


@pytest.mark.parametrize("text", ["how many of them were women?", "how many trucks went", "how many went in 2006"])
def test_a_question_that_counts_something_of_its_own_is_not(text: str) -> None:
    assert not counts_plainly(Clause(text=text, kind="operation_personnel"))


def test_what_was_taken_for_none_of_our_business_is_about_what_is_talked_about() -> None:
    assert plainly(Clause(text="who was boss", kind="out_of_scope"), _KNOWN).kind == "operation_leader"
    assert plainly(Clause(text="how many soldier", kind="out_of_scope"), _KNOWN).kind == "operation_personnel"


def test_without_anything_talked_about_it_stays_what_it_was() -> None:
    assert plainly(Clause(text="who was boss", kind="out_of_scope"), ()).kind == "out_of_scope"


def test_how_many_after_another_question_of_the_message_does_not_count_those_who_went() -> None:
    assert plainly(Clause(text="how many?", kind="not_on_file", inherits=True), _KNOWN).kind == "not_on_file"


def test_it_is_of_its_last_sentence() -> None:
    assert plain_kind(Clause(text="My son may go. What for?", kind="not_on_file")) == "operation_reason"
