"""First component: corrects slips in ordinary words, before the message is split, linked and featurised."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.facts import fact_texts
from assistant.nlu.names import knowledge_folder, read_names
from assistant.nlu.spelling import Speller
from assistant.nlu.text import MAX_CHARACTERS, clean

_FILE = "words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SpellingCorrector(GraphComponent, IntentClassifier):
    """Registered as a classifier so that Rasa runs it on messages and leaves training questions as they are."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, speller: Speller | None = None
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._speller = speller

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``knowledge``: as for the linker; ``max_characters``: what is longer is cut."""
        return {"knowledge": None, "max_characters": MAX_CHARACTERS}

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        """Other facts and names, other words."""
        folder = knowledge_folder(config.get("knowledge"))
        if folder is None:
            return None
        from assistant.knowledge.loader import version_of

        return version_of(folder)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpellingCorrector:
        """Create an untrained component, which corrects nothing."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn and write the words."""
        folder = knowledge_folder(self._config["knowledge"])
        questions = [str(message.get(TEXT)) for message in training_data.intent_examples if message.get(TEXT)]
        facts = [fact.text for fact in fact_texts(folder)]
        self._speller = Speller.learn(questions, facts, (name.text for name in read_names(folder).names))
        with self._model_storage.write_to(self._resource) as place:
            (place / _FILE).write_text(json.dumps(self._speller.as_dict(), ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SpellingCorrector:
        """Load the words that the model was trained with."""
        with model_storage.read_from(resource) as place:
            speller = Speller.from_dict(json.loads((place / _FILE).read_text(encoding="utf-8")))
        return cls(config, model_storage, resource, speller)

    def process(self, messages: list[Message]) -> list[Message]:
        """Correct every message."""
        for message in messages:
            text = clean(str(message.get(TEXT) or ""), self._config["max_characters"])
            message.set(TEXT, self._speller.correct(text) if self._speller else text)
        return messages
