"""What was talked about goes with the message into the pipeline, and is not kept with it."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.graph_components.converters.nlu_message_converter import NLUMessageConverter
from rasa.shared.core.events import SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.properties import TALKED_ABOUT
from assistant.server import rasa_patches
from assistant.server.talked_about import with_what_was_talked_about
from assistant.settings import Settings

CONTEXT = {"kind": "operation_overview", "subjects": [["operation", "ramsi"]]}


def tracker(*events: Any) -> DialogueStateTracker:
    slots = [AnySlot("context", mappings=[{"type": "custom"}], influence_conversation=False)]
    return DialogueStateTracker.from_events("me", list(events), slots=slots)


class Pipeline:
    """Stands in for the NLU graph: makes Rasa's message of what comes in, and keeps it."""

    seen: Message

    def run(self, inputs: dict[str, Any], targets: list[str]) -> dict[str, list[Message]]:
        """Read a message."""
        (self.seen,) = NLUMessageConverter().convert_user_message(inputs["__message__"])
        return {targets[0]: [self.seen]}


@pytest.fixture
def processor() -> MessageProcessor:
    rasa_patches.apply(Settings(), rasa_patches.PATCHES)
    processor = MessageProcessor.__new__(MessageProcessor)
    processor.graph_runner = Pipeline()
    processor.model_metadata = SimpleNamespace(nlu_target="nlu")
    return processor


@pytest.mark.parametrize("metadata", [None, {}, {"channel": "web"}])
def test_the_pipeline_sees_the_slot_and_the_message_stays_as_it_was(
    processor: MessageProcessor, metadata: dict[str, Any] | None
) -> None:
    message = UserMessage("who led it", sender_id="me", metadata=metadata)
    before = message.metadata
    parsed = processor._parse_message_with_graph(message, tracker(SlotSet("context", CONTEXT)))
    assert processor.graph_runner.seen.get("metadata") == {**(metadata or {}), TALKED_ABOUT: CONTEXT}
    assert message.metadata is before
    assert TALKED_ABOUT not in json.dumps(parsed)


def test_at_the_beginning_there_is_nothing_to_see(processor: MessageProcessor) -> None:
    processor._parse_message_with_graph(UserMessage("who led it"), tracker())
    assert processor.graph_runner.seen.get("metadata") == {TALKED_ABOUT: None}


def test_also_when_the_pipeline_fails() -> None:
    def fail(*arguments: Any) -> Any:
        raise RuntimeError("broken")

    message = UserMessage("who led it", metadata={"channel": "web"})
    parse = with_what_was_talked_about(Settings(), fail)
    with pytest.raises(RuntimeError, match="broken"):
        parse(None, message, tracker(SlotSet("context", CONTEXT)))
    assert message.metadata == {"channel": "web"}
