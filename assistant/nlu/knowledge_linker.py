"""Linker: finds names of the knowledge base in a message, and masks them for the classifier."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.component import TrainedComponent
from assistant.nlu.linking import Linker
from assistant.nlu.masking import mask
from assistant.nlu.names import NameList, knowledge_folder, read_names
from assistant.nlu.properties import MASKED_TEXT

_FILE = "names.json"


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class KnowledgeLinker(TrainedComponent, EntityExtractorMixin):
    """Sets entities (value = record id) and the masked text, with the names that the model was trained with."""

    names = NameList()
    _linker = Linker(())

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``knowledge``: folder of the knowledge base (none: the assistant's own, false: no names); ``typos``."""
        return {"knowledge": None, "typos": True}

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Refuse a folder that is not there."""
        folder = knowledge_folder(config["knowledge"])
        if folder is not None and not folder.is_dir():
            raise ValueError(f"knowledge: there is no folder {folder}")

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str:
        """Other names, another model."""
        return read_names(knowledge_folder(config.get("knowledge"))).hash

    def learn(self, training_data: TrainingData, folder: Path) -> None:
        """Take the names in the knowledge files; nothing is learnt from the questions."""
        self._take(read_names(knowledge_folder(self._config["knowledge"])))
        (folder / _FILE).write_text(json.dumps(self.names.as_dict(), ensure_ascii=False), encoding="utf-8")

    def recall(self, folder: Path) -> None:
        """Load the names that the model was trained with."""
        self._take(NameList.from_dict(json.loads((folder / _FILE).read_text(encoding="utf-8"))))

    def _take(self, names: NameList) -> None:
        self.names = names
        self._linker = Linker(names.names, typos=self._config["typos"])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Mask the training questions; their entities are not kept, so that no policy or warning sees them."""
        for message in training_data.training_examples:
            text = str(message.get(TEXT) or "")
            if text:
                message.set(MASKED_TEXT, mask(text, self._linker.entities(text)))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Link and mask every message."""
        for message in messages:
            text = str(message.get(TEXT) or "")
            entities = self._linker.entities(text)
            message.set(ENTITIES, entities, add_to_output=True)
            message.set(MASKED_TEXT, mask(text, entities))
        return messages
