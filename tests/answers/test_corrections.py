"""What is said not to be meant is left out of the question."""

from __future__ import annotations

import pytest

from assistant.answers.corrections import without_denied
from tests.answers.talking import Played, R, said


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("not 2006, 1999", "1999"),
        ("no, not 2006 but 1999", "1999"),
        ("not the engineers, the training one", "the training one"),
        ("I said not RAMSI, the peace monitors", "the peace monitors"),
        ("i mean soldiers not police", "i mean soldiers"),
        ("sorry, the second one, not the first", "the second one"),
        ("the police one", "the police one"),
        ("not the Pacific ones, please", "not the Pacific ones, please"),
        ("why is it not a UN force?", "why is it not a UN force?"),
        ("how many, not counting police?", "how many, not counting police?"),
    ],
)
def test_what_is_meant(text: str, meant: str) -> None:
    assert without_denied(said("follow_up", text)).text == meant


def test_the_names_move_with_the_words() -> None:
    clause = without_denied(said("follow_up", "not Kosovo, RAMSI please", {"Kosovo": "place:XK", **R}))
    assert [(name.id, clause.text[name.start : name.end]) for name in clause.names] == [("ramsi", "RAMSI")]


def test_another_year_is_meant() -> None:
    talk = Played()
    talk.say("operations_year", "What happened in 2006?")
    assert "Tonga" in talk.last.text
    talk.say("operations_year", "not 2006, 1999")
    assert "INTERFET" in talk.last.text
    assert "Tonga" not in talk.last.text
    talk.say("follow_up", "sorry 2000 i mean")
    assert "in 2000" in talk.last.text
