"""Each patch does what it says, and upstream is still what it was written for."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from rasa.core.actions.action import ActionSessionStart, RemoteAction
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.processor import MessageProcessor
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.utils.endpoints import EndpointConfig

from assistant.server import patching, rasa_patches
from assistant.settings import Settings
from tests.e2e.running import free_port

SETTINGS = Settings(session_turns=3, action_seconds=0.2)


@pytest.fixture(autouse=True)
def patched() -> None:
    rasa_patches.apply(SETTINGS, rasa_patches.PATCHES)


@pytest.mark.parametrize("patch", rasa_patches.PATCHES, ids=lambda patch: f"{patch.owner.__name__}.{patch.method}")
def test_upstream_is_as_it_was(patch: patching.Patch) -> None:
    assert patching.fingerprint(patch) == patch.upstream, "Rasa has changed: read the new code, then this hash"
    assert patch.reason


def tracker(*events: Any) -> DialogueStateTracker:
    slots = [AnySlot("context", mappings=[{"type": "custom"}], influence_conversation=False)]
    return DialogueStateTracker.from_events("me", list(events), slots=slots)


def action(url: str) -> RemoteAction:
    return RemoteAction("action_answer_unsure", EndpointConfig(url, enable_selective_domain=True))


def test_a_result_is_checked_quickly_and_still_checked() -> None:
    remote = action("http://127.0.0.1:1/webhook")
    result = {"events": [{"event": "slot", "name": "context", "value": {}}], "responses": [{"text": "x"}]}
    remote._validate_action_result(result)
    started = time.perf_counter()
    for _ in range(20):
        assert remote._validate_action_result(result)
    assert time.perf_counter() - started < 0.1
    with pytest.raises(Exception, match="Failed to validate"):
        remote._validate_action_result({"events": "none", "responses": []})


def test_only_this_turn_travels_to_the_action_server() -> None:
    turns = [event for number in range(50) for event in (UserUttered(f"question {number}"), BotUttered("answer"))]
    call = action("http://x")._action_call_format(
        tracker(*turns, SlotSet("context", {"a": 1}), UserUttered("last")), Domain.empty()
    )
    assert [event["event"] for event in call["tracker"]["events"]] == ["user"]
    assert call["tracker"]["latest_message"]["text"] == "last"
    assert call["tracker"]["slots"]["context"] == {"a": 1}
    assert "domain" not in call


async def test_a_dead_action_server_is_told() -> None:
    events = await action(f"http://127.0.0.1:{free_port()}/webhook").run(None, None, tracker(), Domain.empty())
    assert [type(event) for event in events] == [BotUttered]
    assert "mfat.govt.nz" in events[0].text
    assert events[0].data["custom"]["outcome"] == "error"


async def test_a_slow_action_server_is_told_in_time() -> None:
    async def wait(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    server = await asyncio.start_server(wait, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    started = time.perf_counter()
    events = await action(f"http://127.0.0.1:{port}/webhook").run(None, None, tracker(), Domain.empty())
    server.close()
    assert time.perf_counter() - started < 1
    assert events[0].data["custom"]["outcome"] == "error"


@pytest.mark.parametrize(("turns", "new"), [(2, False), (3, True), (4, True)])
def test_a_session_ends_after_so_many_turns(turns: int, new: bool) -> None:
    processor = MessageProcessor.__new__(MessageProcessor)
    processor.domain = Domain.empty()
    events = [UserUttered(f"question {number}") for number in range(turns)]
    assert processor._has_session_expired(tracker(*events)) is new


def test_a_new_session_starts_with_the_latest_value_of_a_slot_only() -> None:
    events = [event for number in range(20) for event in (SlotSet("context", number), ActionExecuted("action_listen"))]
    carried = ActionSessionStart._slot_set_events_from_tracker(tracker(*events))
    assert [(event.key, event.value) for event in carried] == [("context", 19)]


async def test_the_next_message_of_a_conversation_waits_no_second() -> None:
    store = InMemoryLockStore()

    async def hold(seconds: float) -> None:
        async with store.lock("me"):
            await asyncio.sleep(seconds)

    started = time.perf_counter()
    await asyncio.gather(*(hold(0.01) for _ in range(4)))
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("text", ["/greet", '/greet{"operation":"x"}', "/restart"])
def test_a_slash_is_text(text: str) -> None:
    message = Message({"text": text, "intent": {"name": "out_of_scope"}})
    domain = Domain.from_dict({"intents": ["greet", "restart"]})
    assert RegexMessageHandler().process([message], domain) == [message]
    assert message.get("intent") == {"name": "out_of_scope"}


def test_double_questions_are_dropped_as_rasa_does() -> None:
    questions = [("when", "start"), ("when ", "start"), ("when", "start "), ("when", "end"), ("who", "start")]

    def examples() -> list[Message]:
        return [
            *(Message({"text": text, "intent": intent}) for text, intent in questions),
            *(Message({"text": "who", "intent": "start", "entities": [{"value": "x"}]}) for _ in range(2)),
        ]

    patch = next(patch for patch in rasa_patches.TRAINING if patch.method == "sanitize_examples")
    original = patching.ORIGINALS[(patch.owner, patch.method)].__func__
    kept = [message.data for message in TrainingData.sanitize_examples(examples())]
    assert kept == [message.data for message in original(examples())]
    assert len(kept) == 5
