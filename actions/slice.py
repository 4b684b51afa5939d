"""A first slice of the actions: fixed answers, until the answers package carries them."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher


def _say(dispatcher: CollectingDispatcher, text: str, outcome: str) -> None:
    dispatcher.utter_message(text=text, json_message={"outcome": outcome, "text": text, "sources": [], "suggestions": []})


class AnswerOperation(Action):
    """Answers about one operation."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_operation"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Tells when RAMSI began."""
        _say(dispatcher, "RAMSI began on 24 July 2003.", "answered")
        return [SlotSet("context", {"subject": "ramsi"})]


class AnswerSmallTalk(Action):
    """Answers greetings."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_small_talk"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Greets."""
        _say(dispatcher, "Kia ora. Ask me about a peace support operation.", "small_talk")
        return []


class AnswerUnsure(Action):
    """Says that the question was not understood."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer_unsure"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Asks for other words."""
        _say(dispatcher, "I did not understand that. Try naming an operation.", "fallback")
        return []
