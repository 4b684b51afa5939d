"""What type of answer a question asks for, and what a statement holds."""

from __future__ import annotations

import pytest

from assistant.knowledge.answer_types import (
    names_in,
    numbers_in,
    ordinary_words,
    relations_in,
    thing_counted,
    thing_picked,
    types_asked,
    types_held,
)

STATEMENTS = (
    "Colonel Ann Ropata of New Zealand led the force from May 1999.",
    "Officers of New Zealand and an army from Sierra Leone met in the new hall.",
)
ORDINARY = ordinary_words(STATEMENTS, ["Sierra Leone", "Zealand"])


@pytest.mark.parametrize(
    ("question", "main"),
    [
        ("name of the commanding officer", "name_of_person"),
        ("which colonel led it", "name_of_person"),
        ("who led it", "person"),
        ("what percentage were women", "share"),
        ("how much money went on it", "money"),
        ("when was it over", "date"),
        ("in what year did it close", "date"),
        ("what town was it in", "place"),
        ("how come we went", "reason"),
        ("number of nurses there", "count"),
        ("height of the tower", "measure"),
        ("what was the ship called", "name"),
    ],
)
def test_the_main_type_comes_first(question: str, main: str) -> None:
    assert types_asked(question)[0] == main


def test_when_inside_a_sentence_asks_for_no_date() -> None:
    assert types_asked("what do they weigh when they decide") == []


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("how many tonnes of rice did they fly", "tonnes"),
        ("how many letters did the post carry", "letters"),
        ("how many New Zealanders were there", None),
        ("how many were there", None),
    ],
)
def test_the_thing_counted(question: str, thing: str | None) -> None:
    assert thing_counted(question) == thing


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("which rifle did they carry", "rifle"),
        ("which airline flew the police there", "airline"),
        ("we join what suits us this year", None),
        ("in which year was it", None),
    ],
)
def test_the_thing_picked(question: str, thing: str | None) -> None:
    assert thing_picked(question) == thing


def test_what_a_statement_holds() -> None:
    assert types_held(STATEMENTS[0], ORDINARY) == {"person", "date"}
    assert types_held(STATEMENTS[1], ORDINARY) == frozenset()
    assert types_held("It cost $3 million, a third of the whole.", ORDINARY) == {"number", "money", "share"}
    assert types_held("Thirteen went.", ORDINARY) == {"number"}


def test_numbers_relations_and_names() -> None:
    assert numbers_in("1,200 men in two teams") == {"1200", "two"}
    assert relations_in("Who was next after her?") == {"next", "after"}
    assert names_in("Did Warner see New Zealand troops in Fiji") == {"warner", "fiji"}
