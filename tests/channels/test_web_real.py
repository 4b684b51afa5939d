"""The web channel with the real assistant: the same answers as on REST, many people at once, a quick reply."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Iterator

import pytest

from tests.channels.load import QUESTIONS, run
from tests.channels.web_server import Visitor
from tests.e2e.conftest import say
from tests.e2e.running import Assistant, running

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
__all__ = ["say"]

SUBJECTS = ("RAMSI", "UNTSO", "Bougainville", "INTERFET", "the MFO", "UNMISS", "ISAF", "UNTAC", "Cyprus")
FRAMES = (
    "When did {} start?",
    "When did {} end?",
    "How many New Zealanders served in {}?",
    "Who led {}?",
    "What was {}?",
    "What did New Zealand do in {}?",
    "Is New Zealand still in {}?",
    "Under what mandate was {}?",
    "Where was {}?",
    "How old is that?",
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, say: Callable[[str], None]) -> Iterator[Assistant]:
    """A real assistant whose limits do not get in the way."""
    with running(tmp_path_factory.mktemp("web"), say, WEB_SESSION_RATE="1000/minute") as started:
        yield started


def test_a_hundred_questions_have_the_same_words_sources_and_choices_as_on_rest(real: Assistant) -> None:
    questions = [frame.format(subject) for subject in SUBJECTS for frame in FRAMES] + list(QUESTIONS)
    assert len(questions) == 100
    visitor, sender = Visitor(real.address, {}), uuid.uuid4().hex
    visitor.start()
    for question in questions:
        on_rest, on_web = real.ask(question, sender), visitor.ask(question)["answer"]
        assert on_web["text"] == on_rest.text, question
        assert on_web["sources"] == on_rest.custom["sources"], question
        assert on_web["buttons"] == on_rest.raw.get("buttons", []), question
        assert on_web["choices"] == on_rest.custom["choices"], question
        assert on_web["outcome"] == on_rest.outcome, question


def test_many_people_at_once_get_their_own_answers(real: Assistant) -> None:
    result = asyncio.run(run(real.address, sessions=20, questions=4, every=4))
    assert result.faults == []
    assert sorted(result.seconds)[int(len(result.seconds) * 0.95)] < 2.0
