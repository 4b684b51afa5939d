"""What all actions share: from the tracker to the answers layer and back."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from assistant import clock
from assistant.answers.answer import Answer
from assistant.answers.context import Context
from assistant.answers.engine import Engine
from assistant.answers.question import Question
from assistant.answers.wording import Wording
from assistant.knowledge.loader import load
from assistant.settings import ROOT, from_environment

CONTEXT_SLOT = "context"


@lru_cache(maxsize=1)
def engine() -> Engine:
    """The answers engine of this process; knowledge and wording are read once, at the first use."""
    return Engine(load(from_environment().knowledge), Wording.from_domain(ROOT / "domain.yml"))


class AnsweringAction(Action):
    """Answers the latest message. One subclass a family of questions gives it its name in the domain."""

    ACTION_NAME = ""

    def name(self) -> str:
        """The action's name in the domain."""
        return self.ACTION_NAME

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say the answer as one message and note what the conversation is about."""
        context = Context.from_slot(tracker.get_slot(CONTEXT_SLOT))
        question = Question.from_parse(tracker.latest_message)
        answer, context = engine().answer(question, context, clock.now())
        dispatcher.utter_message(text=answer.text, buttons=buttons(answer), json_message=answer.as_data())
        return [SlotSet(CONTEXT_SLOT, context.as_slot())]


def buttons(answer: Answer) -> list[dict[str, str]]:
    """Choices, else suggestions, as buttons that send a plain question."""
    return [{"title": text, "payload": text} for text in answer.choices or answer.suggestions]
