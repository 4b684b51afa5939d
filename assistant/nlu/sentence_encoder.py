"""Featurizer: puts a sentence vector on every message. The weights come from an installed package."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.component import Component
from assistant.nlu.encoder import DIMENSIONS, Vectors, encoder_version, shared_encoder, training_encoder
from assistant.nlu.properties import MASKED_ORIGIN, MASKED_TEXT, PLAIN_ORIGIN
from assistant.nlu.vector_store import QUESTION_VECTORS, encode_with_store


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoderFeaturizer(Component):
    """Encodes the masked text, which the classifier learns from; at run time also the plain one, to search facts."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``threads``: for one question (training uses every core); ``store``: keep training vectors for next time."""
        return {"threads": 1, "store": True}

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Refuse a number of threads that is none."""
        if not isinstance(config["threads"], int) or config["threads"] < 1:
            raise ValueError(f"threads must be a number from 1 up, not {config['threads']!r}")

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Other weights, other vectors."""
        return encoder_version()

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add a vector of the masked text to every training question."""
        messages = [message for message in training_data.training_examples if message.get(TEXT)]
        texts = [_masked(message) for message in messages]
        vectors = encode_with_store(texts, training_encoder(), QUESTION_VECTORS if self._config["store"] else None)
        _add(messages, vectors, MASKED_ORIGIN)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add a vector of the masked and one of the plain text to every message, all encoded at once."""
        masked = [_masked(message) for message in messages]
        plain = [str(message.get(TEXT) or "") for message in messages]
        vectors = shared_encoder(self._config["threads"]).encode(masked + plain)
        _add(messages, vectors[: len(messages)], MASKED_ORIGIN)
        _add(messages, vectors[len(messages) :], PLAIN_ORIGIN)
        return messages


def vector_of(message: Message, origin: str) -> Vectors:
    """The vector that the featurizer put on a message; zeros where there was no text."""
    for features in message.features:
        if features.origin == origin:
            vector: Vectors = features.features[0]
            return vector
    return np.zeros(DIMENSIONS, dtype=np.float32)


def _masked(message: Message) -> str:
    return str(message.get(MASKED_TEXT) or message.get(TEXT) or "")


def _add(messages: Sequence[Message], vectors: Vectors, origin: str) -> None:
    for message, vector in zip(messages, vectors, strict=True):
        message.add_features(Features(np.atleast_2d(vector), FEATURE_TYPE_SENTENCE, TEXT, origin))
