"""What Rasa's training does instead of its own: the methods that ``rasa_patches`` puts in their place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.engine.training.hooks import TrainingHook
from rasa.shared.nlu.constants import INTENT, RESPONSE
from rasa.shared.nlu.training_data.message import Message

from assistant.settings import Settings


def no_fingerprint(settings: Settings, original: Callable[..., Any]) -> Any:
    """Hashes nothing before a component runs."""

    def on_before_node(self: TrainingHook, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {}

    return on_before_node


def no_caching(settings: Settings, original: Callable[..., Any]) -> Any:
    """Stores nothing after a component ran."""

    def on_after_node(self: TrainingHook, *args: Any, **kwargs: Any) -> None:
        return None

    return on_after_node


def told_apart_by_text(settings: Settings, original: Callable[..., Any]) -> Any:
    """Drops double examples by their data where that is text."""

    def sanitize_examples(examples: list[Message]) -> list[Message]:
        unlike: dict[Any, Message] = {}
        for example in examples:
            for attribute in (INTENT, RESPONSE):
                if example.get(attribute):
                    example.set(attribute, example.get(attribute).strip())
            unlike.setdefault(_key(example), example)
        return list(unlike.values())

    return staticmethod(sanitize_examples)


def _key(example: Message) -> Any:
    """What tells an example apart: its data if that is only text, else the message, which hashes everything."""
    if example.features or not all(isinstance(value, str) for value in example.data.values()):
        return example
    return tuple(sorted(example.data.items()))
