"""What the components of the pipeline share: how Rasa creates, trains and loads them."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData


class Component(GraphComponent):
    """A component with nothing to train: Rasa loads it by creating it.

    Rasa compares the annotations and names of parameters here with its own before it trains (its engine/validation).
    """

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource

    @staticmethod
    def validate_config(config: dict[str, Any]) -> None:
        """Refuse settings that cannot work; here none are.

        Raises:
            ValueError: names the setting, and what it has to be.
        """

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Component:
        """Create the component, untrained; ``config`` has the defaults in it."""
        cls.validate_config(config)
        return cls(config, model_storage, resource)


class TrainedComponent(Component):
    """A component that keeps what it has learnt in a folder of the model."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the training questions."""
        with self._model_storage.write_to(self._resource) as folder:
            self.learn(training_data, folder)
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Component:
        """Create the component as it was trained."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            component.recall(folder)
        return component

    @abstractmethod
    def learn(self, training_data: TrainingData, folder: Path) -> None:
        """Learn, and write what has to be kept."""

    @abstractmethod
    def recall(self, folder: Path) -> None:
        """Read what ``learn`` wrote."""
