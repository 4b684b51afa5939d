"""Choosing from a list: by place, by description, by a word; the other of two; what was offered."""

from __future__ import annotations

import pytest

from assistant.answers.answer import Subject
from assistant.answers.choosing import by_description, by_place, by_word, from_offer, the_other
from assistant.answers.context import Context
from tests.answers.asking import engine
from tests.answers.talking import said

ISLANDS = tuple(Subject("operation", id_) for id_ in ("solomons_ipmt", "ramsi", "siaf"))
IRAQ = tuple(Subject("operation", id_) for id_ in ("unscom", "iraq_engineers", "unami", "iraq_training"))
KB = engine().kb


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("the second one", "ramsi"),
        ("3", "siaf"),
        ("number 2", "ramsi"),
        ("option three please", "siaf"),
        ("no, the first", "solomons_ipmt"),
        ("who led the last?", "siaf"),
        ("tell me about the 3rd one", "siaf"),
        ("the top one", "solomons_ipmt"),
        ("the seventh one", None),
        ("who went first to the airport", None),
        ("and in 2006?", None),
    ],
)
def test_by_place(text: str, chosen: str | None) -> None:
    found = by_place(said("follow_up", text), Context(listed=ISLANDS))
    assert (found.id if found else None) == chosen


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("the later one", "siaf"),
        ("the earliest mission", "solomons_ipmt"),
        ("the biggest one", "ramsi"),
        ("the one from 2021", "siaf"),
        ("the police one", None),
        ("which is nice", None),
    ],
)
def test_by_description(text: str, chosen: str | None) -> None:
    found = by_description(said("follow_up", text), (), Context(listed=ISLANDS), KB)
    assert (found.id if found else None) == chosen


def test_by_the_place_it_names() -> None:
    listed = (Subject("operation", "isf_timor"), Subject("operation", "gaza_cmcc"))
    found = by_description(said("follow_up", "the Timor one"), (Subject("place", "TL"),), Context(listed=listed), KB)
    assert found == listed[0]


def test_by_a_word_but_not_by_a_common_one() -> None:
    context = Context(listed=IRAQ)
    assert by_word(said("follow_up", "the engineers, please"), context, KB) == IRAQ[1]
    assert by_word(said("follow_up", "the ones after that, please"), context, KB) is None


def test_the_other_of_two() -> None:
    two = ISLANDS[:2]
    assert the_other(Context(listed=two, subjects=two[:1])) == two[1]
    assert the_other(Context(listed=ISLANDS, subjects=two[:1])) is None


def test_from_an_offer() -> None:
    offered: tuple[tuple[str, Subject | None], ...] = (("policy_veto", None), ("operation_end", ISLANDS[1]))
    assert from_offer(said("follow_up", "the second"), Context(offered=offered)) == offered[1]
    assert from_offer(said("affirm", "yes please"), Context(offered=offered)) is None
    assert from_offer(said("affirm", "yes please"), Context(offered=offered[:1])) == offered[0]
    assert from_offer(said("follow_up", "the second"), Context()) is None
