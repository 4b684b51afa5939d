"""Linker: finds names of the knowledge base in a message, and masks them for the classifier."""

from __future__ import annotations

import json
import logging
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.linking import Linker
from assistant.nlu.masking import mask
from assistant.nlu.names import NameList, knowledge_folder, read_names
from assistant.nlu.properties import MASKED_TEXT

logger = logging.getLogger(__name__)

_FILE = "names.json"


@DefaultV1Recipe.register(
    [DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR],
    is_trainable=True,
)
class KnowledgeLinker(GraphComponent, EntityExtractorMixin):
    """Sets entities (value = record id) and the masked text, with the names that the model was trained with."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, names: NameList | None = None
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self.names = names or NameList()
        self._linker = Linker(self.names.names, typos=config["typos"])

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

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> KnowledgeLinker:
        """Create the component with the names in the knowledge files."""
        cls.validate_config(config)
        return cls(config, model_storage, resource, read_names(knowledge_folder(config["knowledge"])))

    def train(self, training_data: TrainingData) -> Resource:
        """Persist the names; nothing is learnt from the questions."""
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(json.dumps(self.names.as_dict(), ensure_ascii=False), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> KnowledgeLinker:
        """Load the names that the model was trained with."""
        with model_storage.read_from(resource) as folder:
            record = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return cls(config, model_storage, resource, NameList.from_dict(record))

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
