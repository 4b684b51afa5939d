"""The actions are thin: tracker in, one message and the context slot out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.answer_operation import AnswerOperation
from actions.answering import AnsweringAction
from assistant.settings import ROOT


def tracker(message: dict[str, Any], context: Any = None) -> Tracker:
    return Tracker("someone", {"context": context}, message, [], False, None, {}, "action_listen")


def run(message: dict[str, Any], context: Any = None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    dispatcher = CollectingDispatcher()
    events = AnswerOperation().run(dispatcher, tracker(message, context), {})
    return dispatcher.messages, list(events)


MESSAGE = {
    "text": "When did RAMSI start?",
    "intent": {"name": "operation_start", "confidence": 0.9},
    "entities": [{"entity": "operation", "value": "ramsi", "start": 9, "end": 14, "confidence": 1.0}],
}


def test_one_message_a_turn_with_text_data_and_buttons() -> None:
    messages, _ = run(MESSAGE)
    assert len(messages) == 1
    assert "July 2003" in messages[0]["text"]
    assert messages[0]["custom"]["facts"]
    assert messages[0]["custom"]["text"] == messages[0]["text"]
    assert all(button["payload"] == button["title"] for button in messages[0]["buttons"])


def test_the_slot_carries_the_conversation() -> None:
    _, events = run(MESSAGE)
    slot = events[0]["value"]
    messages, _ = run({"text": "and when did it end?", "intent": {"name": "operation_end", "confidence": 0.9}}, slot)
    assert "June 2017" in messages[0]["text"]


@pytest.mark.parametrize("context", [None, 7, "nonsense", {"subjects": 3}, {"at": "yesterday"}])
def test_a_broken_slot_is_a_new_conversation(context: Any) -> None:
    messages, _ = run(MESSAGE, context)
    assert "July 2003" in messages[0]["text"]


def test_the_domain_lists_just_the_actions_there_are() -> None:
    import importlib

    files = sorted(Path(ROOT / "actions").glob("answer_*.py"))
    for file in files:
        importlib.import_module(f"actions.{file.stem}")
    names = {cls.ACTION_NAME for cls in AnsweringAction.__subclasses__()}
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    assert names == set(domain["actions"])
    assert names == {f"action_{file.stem}" for file in files}


def test_every_intent_has_a_rule_and_questions() -> None:
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    intents = {next(iter(item)) for item in domain["intents"]}
    ruled = set()
    for file in (ROOT / "data" / "rules").glob("*.yml"):
        for rule in yaml.safe_load(file.read_text(encoding="utf-8"))["rules"]:
            ruled.add(rule["steps"][0]["intent"])
    assert ruled == intents
    asked: dict[str, int] = {}
    for file in (ROOT / "data" / "nlu").glob("*.yml"):
        for item in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            asked[item["intent"]] = asked.get(item["intent"], 0) + item["examples"].count("\n")
    assert {intent: count for intent, count in asked.items() if count < 25} == {}
    assert set(asked) == intents - {"nlu_fallback"}
