"""Judge: how likely the facts on file answer a clause at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.answerability import Answerability, Asked, read_weights, words_of_kinds
from assistant.nlu.component import TrainedComponent
from assistant.nlu.facts import fact_texts
from assistant.nlu.names import knowledge_folder, read_names
from assistant.nlu.properties import ANSWERABLE

_FILE = "words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class AnswerabilityJudge(TrainedComponent, IntentClassifier):
    """Registered as a classifier so that Rasa runs it on messages; it leaves the intent alone.

    Untrained, or without facts, it doubts nothing.
    """

    _judge: Answerability | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``knowledge``: as for the linker."""
        return {"knowledge": None}

    def learn(self, training_data: TrainingData, folder: Path) -> None:
        """Write down which words belong to which kind of question."""
        asked = ((str(item.get(INTENT)), str(item.get(TEXT))) for item in training_data.intent_examples)
        (folder / _FILE).write_text(json.dumps(words_of_kinds(asked), ensure_ascii=False), encoding="utf-8")

    def recall(self, folder: Path) -> None:
        """Load the words of the kinds, and read today's facts."""
        kinds = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        knowledge = knowledge_folder(self._config["knowledge"])
        facts = [fact for fact in fact_texts(knowledge) if fact.kind]
        names = [name.text for name in read_names(knowledge).names]
        self._judge = Answerability(facts, kinds, read_weights(), names) if facts else None

    def process(self, messages: list[Message]) -> list[Message]:
        """Judge every message."""
        for message in messages:
            if self._judge is not None:
                message.set(ANSWERABLE, round(self._judge.probability(Asked.read(message)), 4))
        return messages
