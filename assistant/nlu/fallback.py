"""Fallback: a kind of question we are not sure of becomes nlu_fallback; the ranking keeps the real candidates."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.component import Component
from assistant.nlu.properties import THRESHOLD


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Fallback(Component, IntentClassifier):
    """Uses the threshold that the classifier found in cross-validation, unless the configuration sets one."""

    @classmethod
    def required_components(cls) -> list[type]:
        """There must be an intent to doubt."""
        return [IntentClassifier]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``threshold``: none to use the trained one."""
        return {"threshold": None}

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Refuse a threshold outside 0 to 1."""
        threshold = config["threshold"]
        if threshold is not None and not 0 <= threshold <= 1:
            raise ValueError(f"threshold is a number from 0 to 1, not {threshold!r}")

    def process(self, messages: list[Message]) -> list[Message]:
        """Doubt every message that is below the threshold."""
        configured: float | None = self._config["threshold"]
        for message in messages:
            intent = message.get(INTENT) or {}
            sure = float(intent.get("confidence") or 0.0)
            threshold = message.get(THRESHOLD, 0.0) if configured is None else configured
            if intent.get("name") is None or sure < threshold or sure <= 0.0:
                doubt = {"name": DEFAULT_NLU_FALLBACK_INTENT_NAME, "confidence": round(1.0 - sure, 4)}
                message.set(INTENT, doubt, add_to_output=True)
        return messages
