"""Judge: how likely the facts on file answer a clause at all."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.answerability import Answerability, Asked, read_weights, words_of_kinds
from assistant.nlu.facts import fact_texts
from assistant.nlu.names import knowledge_folder
from assistant.nlu.properties import ANSWERABLE

_FILE = "words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerabilityJudge(GraphComponent, IntentClassifier):
    """Registered as a classifier so that Rasa runs it on messages; it leaves the intent alone."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        judge: Answerability | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._judge = judge

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``knowledge``: as for the linker."""
        return {"knowledge": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> AnswerabilityJudge:
        """Create an untrained component, which doubts nothing."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Write down which words belong to which kind of question."""
        asked = ((str(item.get(INTENT)), str(item.get(TEXT))) for item in training_data.intent_examples)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(words_of_kinds(asked), ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> AnswerabilityJudge:
        """Load the words of the kinds, and read today's facts."""
        with model_storage.read_from(resource) as folder:
            kinds = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        facts = [fact for fact in fact_texts(knowledge_folder(config["knowledge"])) if fact.kind]
        judge = Answerability(facts, kinds, read_weights()) if facts else None
        return cls(config, model_storage, resource, judge)

    def process(self, messages: list[Message]) -> list[Message]:
        """Judge every message."""
        for message in messages:
            if self._judge is not None:
                message.set(ANSWERABLE, round(self._judge.probability(Asked.read(message)), 4))
        return messages
