"""First component: corrects slips in ordinary words, before the message is split, linked and featurised."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.component import TrainedComponent
from assistant.nlu.facts import fact_texts
from assistant.nlu.names import knowledge_folder, read_names
from assistant.nlu.spelling import Speller
from assistant.nlu.text import MAX_CHARACTERS, clean

_FILE = "words.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SpellingCorrector(TrainedComponent, IntentClassifier):
    """Registered as a classifier so that Rasa runs it on messages and leaves training questions as they are.

    Untrained it corrects nothing.
    """

    _speller: Speller | None = None

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

    def learn(self, training_data: TrainingData, folder: Path) -> None:
        """Learn and write the words."""
        knowledge = knowledge_folder(self._config["knowledge"])
        questions = [str(message.get(TEXT)) for message in training_data.intent_examples if message.get(TEXT)]
        facts = [fact.text for fact in fact_texts(knowledge)]
        self._speller = Speller.learn(questions, facts, (name.text for name in read_names(knowledge).names))
        (folder / _FILE).write_text(json.dumps(self._speller.as_dict(), ensure_ascii=False), encoding="utf-8")

    def recall(self, folder: Path) -> None:
        """Load the words that the model was trained with."""
        self._speller = Speller.from_dict(json.loads((folder / _FILE).read_text(encoding="utf-8")))

    def process(self, messages: list[Message]) -> list[Message]:
        """Correct every message."""
        for message in messages:
            text = clean(str(message.get(TEXT) or ""), self._config["max_characters"])
            message.set(TEXT, self._speller.correct(text) if self._speller else text)
        return messages
