"""The context survives the slot, and nothing that is none does harm."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from assistant.answers.answer import Subject
from assistant.answers.context import FORGET_AFTER, Context
from assistant.answers.steps import read_years_on
from tests.answers.asking import NOW
from tests.answers.talking import Played, R


def test_there_and_back() -> None:
    talk = Played()
    talk.say("operation_personnel", "How many at the peak of RAMSI in 2003?", R)
    assert talk.context.count == "peak"
    assert Context.from_slot(json.loads(json.dumps(talk.context.as_slot()))) == talk.context
    offered = Context(offered=(("policy_veto", None), ("operation_end", Subject("operation", "ramsi"))))
    assert Context.from_slot(json.loads(json.dumps(offered.as_slot()))) == offered


@pytest.mark.parametrize("value", [None, "text", 7, [], {"offered": 3}, {"subjects": [["a"]]}, {"filters": "x"}])
def test_what_is_no_context_counts_as_none(value: object) -> None:
    assert Context.from_slot(value) == Context()


def test_after_two_hours_it_is_asked_what_it_is() -> None:
    talk = Played()
    talk.say("operation_start", "When did RAMSI start?", R)
    talk.now = NOW + FORGET_AFTER + timedelta(minutes=1)
    assert talk.say("operation_end", "when did it end?").outcome == "clarify"


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("and the year after?", 1),
        ("two years before", -2),
        ("10 years later", 10),
        ("the next year", 1),
        ("in 2005", None),
    ],
)
def test_years_on(text: str, steps: int | None) -> None:
    assert read_years_on(text) == steps
