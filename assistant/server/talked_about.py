"""What was talked about goes with a message into the NLU pipeline, where Rasa leaves the conversation out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.nlu.properties import TALKED_ABOUT
from assistant.settings import Settings

_SLOT = "context"


def with_what_was_talked_about(settings: Settings, original: Callable[..., Any]) -> Any:
    """Rasa's ``_parse_message_with_graph``, with the slot among the metadata while the pipeline reads the message."""

    def parse(
        self: MessageProcessor, message: UserMessage, tracker: DialogueStateTracker, *args: Any, **kwargs: Any
    ) -> dict[str, Any]:
        metadata = message.metadata
        message.metadata = {**(metadata or {}), TALKED_ABOUT: tracker.get_slot(_SLOT)}
        try:
            found: dict[str, Any] = original(self, message, tracker, *args, **kwargs)
        finally:
            message.metadata = metadata
        return found

    return parse
