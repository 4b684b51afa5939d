"""Elliptical questions by their words."""

from __future__ import annotations

import pytest

from assistant.answers.ellipsis import (
    asks_for_instances,
    asks_since_when,
    asks_when_that_was,
    asks_who_says_so,
    asks_who_someone_is,
    attribute_misspelt,
    attribute_named,
    excludes_what_it_names,
    picks_from_the_list,
    swaps_the_subject,
)
from tests.answers.talking import R, said


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("and the start?", "operation_start"),
        ("not the start, the end", "operation_end"),
        ("I meant the number, not the date", "operation_personnel"),
        ("where, not when", "operation_location"),
        ("the cost I meant", "operation_cost"),
        ("hang on, which year?", "operation_start"),
        ("how long?", "operation_duration"),
        ("thanks a lot", None),
        ("what's your name", None),
        ("when did the police leave Cyprus", None),
    ],
)
def test_the_attribute_named(text: str, kind: str | None) -> None:
    assert attribute_named(text) == kind


@pytest.mark.parametrize(
    ("text", "swaps"),
    [
        ("wat about RAMSI", True),
        ("same for RAMSI please", True),
        ("and RAMSI?", True),
        ("ok back to RAMSI", True),
        ("RAMSI", False),
        ("what is RAMSI", False),
        ("and who led RAMSI?", False),
    ],
)
def test_only_another_subject(text: str, swaps: bool) -> None:
    assert swaps_the_subject(said("follow_up", text, R)) is swaps


@pytest.mark.parametrize("text", ["which ones?", "cool. which ones?", "such as?", "for example?"])
def test_instances(text: str) -> None:
    assert asks_for_instances(text)
    assert not asks_for_instances(f"{text} tell me about the veto")


@pytest.mark.parametrize(
    ("text", "picks"),
    [
        ("which of those had police?", True),
        ("only the UN ones", True),
        ("and which were led by NATO?", True),
        ("which operations were led by NATO?", False),
        ("how many people were there?", False),
    ],
)
def test_picking_from_a_list(text: str, picks: bool) -> None:
    assert picks_from_the_list(text) is picks


def test_a_misspelt_attribute() -> None:
    assert attribute_misspelt("Whne did it begn?") == "operation_start"
    assert attribute_misspelt("who was the comander") == "operation_leader"
    assert attribute_misspelt("when did it begin") is None
    assert attribute_misspelt("how many soldiers") is None


def test_who_says_so_and_who_someone_is() -> None:
    assert asks_who_says_so("who says 16?")
    assert not asks_who_says_so("who led it?")
    assert asks_who_someone_is(
        said("operation_leader", "who was Len Manning?", {"Len Manning": "operation:timor_leste"})
    )
    assert not asks_who_someone_is(said("operation_leader", "who led RAMSI?", R))


def test_when_that_was() -> None:
    assert asks_when_that_was("and when did that happen?")
    assert not asks_when_that_was("when did that mission end?")


def test_what_is_left_out() -> None:
    assert excludes_what_it_names(said("follow_up", "excluding RAMSI", R))
    assert not excludes_what_it_names(said("follow_up", "and RAMSI?", R))


def test_since_when_something_goes_on_is_told_from_since_when_a_figure_holds() -> None:
    assert asks_since_when("and since when, then?")
    assert asks_since_when("since which year have we been in it")
    assert not asks_since_when("since when has that been the limit?")
    assert not asks_since_when("when was that?")
