"""What people say about themselves beside their question is told from the question."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.clause_collector import ClauseCollector
from assistant.nlu.clause_splitter import ClauseSplitter
from assistant.nlu.properties import CLAUSES
from assistant.nlu.scene import without_scene
from tests.nlu.conftest import Make


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("I keep goats near Levin. Why do we send people abroad?", "Why do we send people abroad?"),
        ("Hello! My mum is from Durban. Which missions were in Africa?", "Which missions were in Africa?"),
        ("Which missions were in Africa? I am writing an essay.", "Which missions were in Africa?"),
        ("Proud Bluff man here. Who decides whether troops go?", "Who decides whether troops go?"),
        ("I teach in Gore, why do we send people abroad?", "why do we send people abroad?"),
        ("As a Taupō local I wonder: who led the Kiwis in Timor?", "who led the Kiwis in Timor?"),
        ("Our club had a speaker. Kiwis lifted mines in Laos. Is that so?", "Kiwis lifted mines in Laos."),
        ("My neighbour claims that we sent helicopters to Timor. True or false?", "we sent helicopters to Timor."),
    ],
)
def test_the_question_alone(message: str, question: str) -> None:
    asked = without_scene(message)
    assert asked is not None
    assert asked.question == question
    assert not asked.leans


@pytest.mark.parametrize(
    "message",
    [
        "When did RAMSI start? Who led it?",
        "Hello there",
        "I live in Gore.",
        "My kids ask how a war so far away could touch us. What is the official answer?",
        "Tell me about the mission",
        "",
    ],
)
def test_nothing_to_leave_out(message: str) -> None:
    assert without_scene(message) is None


@pytest.mark.parametrize(
    "message", ["I want to be a soldier. How can I do it here?", "I am 17. Am I too young to go with the UN?"]
)
def test_a_question_that_leans_on_the_scene(message: str) -> None:
    asked = without_scene(message)
    assert asked is not None
    assert asked.leans


def _clauses(make: Make, text: str, *named: tuple[str, str]) -> list[dict[str, Any]]:
    """The clauses of a message; ``named`` are words with the kind of record that they name."""
    messages = make(ClauseSplitter).process([Message({"text": text})])
    for message in messages:
        said = str(message.get("text"))
        found = [{"entity": kind, "value": word, "start": said.find(word)} for word, kind in named if word in said]
        message.set("entities", found)
        message.set("intent", {"name": "kind", "confidence": 0.9})
    whole = make(ClauseCollector).process(messages)
    assert len(whole) == 1
    clauses: list[dict[str, Any]] = whole[0].get(CLAUSES)
    return clauses


def test_the_question_is_judged_without_the_place_its_sender_is_from(make: Make) -> None:
    text = "I was born in Fiji. Which missions were in Africa?"
    clauses = _clauses(make, text, ("Fiji", "place"))
    assert [clause["text"] for clause in clauses] == ["Which missions were in Africa?"]


def test_a_scene_that_names_the_operation_stays(make: Make) -> None:
    text = "I was with RAMSI for a year. When did the mission end?"
    assert [clause["text"] for clause in _clauses(make, text, ("RAMSI", "operation"))] == [text]
