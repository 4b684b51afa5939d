"""The examples in the documentation are what the assistant really says."""

from __future__ import annotations

import re

import pytest

from tests.docs import reading
from tests.e2e.running import Assistant

pytestmark = pytest.mark.e2e

#: Understood by what was said before, and so never the kind of an answer.
_LEANS = {"follow_up"}
_ABOUT_AN_ANSWER = "action_answer_about_answer"


def dialogue() -> list[tuple[str, list[str]]]:
    """Questions of the dialogue in the README, each with what was answered: paragraphs, up to where one is cut."""
    block = re.search(r"^```\n(you> .+?)^```", reading.text("README.md"), re.MULTILINE | re.DOTALL)
    assert block is not None
    turns = []
    for turn in re.split(r"^you> ", block.group(1), flags=re.MULTILINE)[1:]:
        question, _, answer = turn.partition("\n")
        paragraphs = [" ".join(part.split()).removesuffix("...") for part in answer.split("\n\n") if part.strip()]
        turns.append((question, paragraphs))
    return turns


def test_the_dialogue_in_the_readme_is_real(assistant: Assistant) -> None:
    turns = dialogue()
    assert len(turns) >= 4
    replies = assistant.talk(*(question for question, _ in turns))
    for (question, paragraphs), reply in zip(turns, replies, strict=True):
        said = " ".join(reply.text.split())
        for paragraph in paragraphs:
            assert paragraph in said, f"{question}: {said}"


def test_the_examples_of_the_intents_are_understood(assistant: Assistant) -> None:
    wrong = []
    for intent, example, action in (row for row in reading.rows("docs/conversation.md") if len(row) == 3):
        if intent not in reading.intents() or intent in _LEANS:
            continue
        before = ["When did INTERFET begin?"] if action == _ABOUT_AN_ANSWER else []
        kind = assistant.talk(*before, example)[-1].custom["kind"]
        if kind != intent:
            wrong.append(f"{intent}: {example} -> {kind}")
    assert wrong == []
