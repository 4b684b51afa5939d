"""Slips in ordinary words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.spelling import Speller
from assistant.nlu.spelling_corrector import SpellingCorrector

QUESTIONS = [
    *["how long did the mission last", "how many people did New Zealand send", "which missions were there"] * 30,
    *["where was it", "when did the deployment end", "what were peacekeepers there for", "is it finished"] * 30,
    "hwere was it",
]
FACTS = ["The monitors were unarmed."]
NAMES = ["Bougainville", "UNMISS", "Truce Monitoring Group", "Timor-Leste"]


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller.learn(QUESTIONS, FACTS, NAMES)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("How lnog did the missoin last?", "How long did the mission last?"),
        ("whcih misisons were there", "which missions were there"),
        ("Hwere was it", "Where was it"),
        ("how many peopel did New Zealnd send", "how many people did New Zealand send"),
        ("when did the deplyoment end", "when did the deployment end"),
        ("were the montiors unarmed", "were the monitors unarmed"),
    ],
)
def test_slips_are_corrected(speller: Speller, written: str, meant: str) -> None:
    assert speller.correct(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "How long did the mission last?",
        "UNMIS in 1999 and 2OO5",
        "unmiss",
        "unmis",
        "Bougainvill",  # the linker's
        "https://exmaple.org/misson",
        "a missi0n",
        "whats that",
        "the accountant ate breakfast",
        "Quando comincio la missione militare",
        "新西兰军队什么时候离开",
        "",
    ],
)
def test_what_is_no_slip_stays(speller: Speller, text: str) -> None:
    assert speller.correct(text) == text


def test_a_long_message_of_slips_is_bounded(speller: Speller) -> None:
    text = " ".join(["missoin"] * 100)
    assert speller.correct(text).split().count("mission") == 12


def test_a_speller_survives_json(speller: Speller) -> None:
    again = Speller.from_dict(json.loads(json.dumps(speller.as_dict())))
    assert again.correct("whcih misisons") == speller.correct("whcih misisons") == "which missions"


def test_the_component_is_persisted(tmp_path: Path) -> None:
    storage = LocalModelStorage(tmp_path)
    config: dict[str, Any] = {**SpellingCorrector.get_default_config(), "knowledge": False}
    data = TrainingData([Message(data={"text": text, "intent": "some"}) for text in QUESTIONS])
    resource = SpellingCorrector(config, storage, Resource("speller")).train(data)
    loaded = SpellingCorrector.load(config, storage, resource, None)
    message = loaded.process([Message(data={"text": "whcih  misisons"})])[0]
    assert message.get("text") == "which missions"
