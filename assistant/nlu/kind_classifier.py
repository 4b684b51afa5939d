"""Classifier: which kind of question is it, how sure are we, and which known question is nearest."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.asked import asked_questions
from assistant.nlu.component import TrainedComponent
from assistant.nlu.crossval import ENOUGH, cross_validate
from assistant.nlu.encoder import training_encoder
from assistant.nlu.kind_model import KindModel, KindSettings
from assistant.nlu.names import knowledge_folder
from assistant.nlu.properties import MASKED_ORIGIN, MASKED_TEXT, NEAREST, THRESHOLD
from assistant.nlu.sentence_encoder import SentenceEncoderFeaturizer, vector_of
from assistant.nlu.vector_store import QUESTION_VECTORS, encode_with_store

logger = logging.getLogger(__name__)

_NO_INTENT = {"name": None, "confidence": 0.0}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KindClassifier(TrainedComponent, IntentClassifier):
    """Sets intent, intent_ranking, nearest question and the threshold found by cross-validation."""

    model: KindModel | None = None
    threshold = 0.0

    @classmethod
    def required_components(cls) -> list[type]:
        """The sentence vector must be there."""
        return [SentenceEncoderFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``rejected``: share of rightly classified questions that the threshold turns away in cross-validation.

        ``background``: kinds that hold many subjects, and into how many parts each is split inside the model.
        ``knowledge``: as for the linker; the ways of asking for facts are learnt from too.
        """
        return {
            "knowledge": None,
            "encoder_weight": 3.0,
            "C": 3.0,
            "dimensions": 600,
            "nearness_weight": 1.5,
            "folds": 5,
            "rejected": 0.025,
            "ranking_length": 10,
            "background": {},
        }

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Refuse settings that cannot work."""
        for name in ("encoder_weight", "C", "dimensions", "nearness_weight", "ranking_length"):
            if config[name] <= 0:
                raise ValueError(f"{name} must be greater than 0, not {config[name]!r}")
        if not 0 <= config["rejected"] < 1:
            raise ValueError(f"rejected is a share from 0 to 1, not {config['rejected']!r}")
        for kind, parts in config["background"].items():
            if not isinstance(parts, int) or parts < 1:
                raise ValueError(f"background: {kind} is split into a number of parts from 1 up, not {parts!r}")

    def learn(self, training_data: TrainingData, folder: Path) -> None:
        """Fit the model, find the threshold, write both."""
        examples = _distinct(message for message in training_data.intent_examples if message.get(TEXT))
        if not examples:
            logger.warning("No questions to learn from: every message will be unsure.")
            return
        texts = [_masked(message) for message in examples]
        kinds = [str(message.get(INTENT)) for message in examples]
        vectors = np.stack([vector_of(message, MASKED_ORIGIN) for message in examples])
        known = set(zip((text.casefold() for text in texts), kinds, strict=True))
        asked = [
            (text, kind)
            for text, kind in asked_questions(knowledge_folder(self._config["knowledge"]))
            if kind in set(kinds) and (text.casefold(), kind) not in known
        ]
        if asked:
            found = encode_with_store([text for text, _ in asked], training_encoder(), QUESTION_VECTORS)
            vectors = np.vstack([vectors, found])
            texts += [text for text, _ in asked]
            kinds += [kind for _, kind in asked]
        settings = self._settings()
        self.model, questions = KindModel.fit(texts, vectors, kinds, settings)
        result = cross_validate(questions, settings, self._config["folds"], ENOUGH)
        self.threshold = round(result.threshold(self._config["rejected"]), 4)
        logger.info(
            "%d questions, %d kinds: %.1f %% right in cross-validation, threshold %.3f",
            len(texts),
            len(self.model.kinds),
            result.accuracy * 100,
            self.threshold,
        )
        self.model.save(folder)
        record = {"threshold": self.threshold, "cross_validation": round(result.accuracy, 4)}
        (folder / "threshold.json").write_text(json.dumps(record), encoding="utf-8")

    def recall(self, folder: Path) -> None:
        """Load model and threshold."""
        try:
            threshold = json.loads((folder / "threshold.json").read_text(encoding="utf-8"))["threshold"]
            self.model, self.threshold = KindModel.load(folder), threshold
        except (ValueError, FileNotFoundError):
            logger.warning("The model holds no trained classifier: every message will be unsure.")

    def _settings(self) -> KindSettings:
        config = self._config
        return KindSettings(
            config["encoder_weight"],
            config["C"],
            config["dimensions"],
            config["nearness_weight"],
            dict(config["background"]),
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Classify the messages, all at once."""
        if self.model is None:
            for message in messages:
                message.set(INTENT, dict(_NO_INTENT), add_to_output=True)
            return messages
        texts = [_masked(message) for message in messages]
        vectors = np.stack([vector_of(message, MASKED_ORIGIN) for message in messages])
        for message, judgement in zip(messages, self.model.judge(texts, vectors), strict=True):
            best = np.argsort(-judgement.confidences)[: self._config["ranking_length"]]
            ranking = [
                {"name": self.model.kinds[kind], "confidence": round(float(judgement.confidences[kind]), 4)}
                for kind in best
            ]
            nearest = {
                "score": round(judgement.nearest_score, 4),
                "intent": self.model.kinds[self.model.labels[judgement.nearest_row]],
                "text": self.model.texts[judgement.nearest_row],
            }
            message.set(INTENT, dict(ranking[0]), add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
            message.set(NEAREST, nearest, add_to_output=True)
            message.set(THRESHOLD, self.threshold)
        return messages


def _masked(message: Message) -> str:
    return str(message.get(MASKED_TEXT) or message.get(TEXT) or "")


def _distinct(messages: Iterable[Message]) -> list[Message]:
    """Questions that are the same once masked count once, else both halves of a fold would hold them."""
    found: dict[tuple[str, str], Message] = {}
    for message in messages:
        found.setdefault((_masked(message).casefold(), str(message.get(INTENT))), message)
    return list(found.values())
