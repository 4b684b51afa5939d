"""First component: cleans the message and proposes the clauses of a compound question as further messages."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.component import Component
from assistant.nlu.properties import CLAUSE_GROUP, SCENE
from assistant.nlu.scene import without_scene
from assistant.nlu.splitting import split
from assistant.nlu.text import MAX_CHARACTERS, clean


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ClauseSplitter(Component, IntentClassifier):
    """Registered as a classifier so that Rasa runs it on messages and not on training questions."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``max_characters``: what is longer is cut; ``split``: false to take every message as one question."""
        return {"max_characters": MAX_CHARACTERS, "split": True}

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Refuse a length that leaves no question."""
        if config["max_characters"] < 20:
            raise ValueError(f"max_characters must be 20 or more, not {config['max_characters']!r}")

    def process(self, messages: list[Message]) -> list[Message]:
        """Append the proposed clauses of each message, marked with the place of their message in the list.

        What people say of themselves beside the question is appended too, marked as that, with the question alone first
        of the clauses.
        """
        clauses: list[Message] = []
        for place, message in enumerate(messages):
            text = clean(str(message.get(TEXT) or ""), self._config["max_characters"])
            message.set(TEXT, text)
            known = {CLAUSE_GROUP: place, METADATA: message.get(METADATA)}
            asked = without_scene(text) if self._config["split"] else None
            if asked and not asked.leans:
                clauses += [Message(data={TEXT: asked.scene, SCENE: True, **known})] if asked.scene else []
                clauses += [Message(data={TEXT: asked.question, SCENE: False, **known})]
                text = asked.question
            parts = split(text) if self._config["split"] else [text]
            if len(parts) > 1:
                clauses += [Message(data={TEXT: part, **known}) for part in parts]
        return [*messages, *clauses]
