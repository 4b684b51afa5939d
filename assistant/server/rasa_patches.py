"""What this assistant changes in Rasa 3.6.21, each change with its reason.

``PATCHES`` holds a fingerprint of the code that each one replaces; a test fails when upstream changes it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from functools import lru_cache
from typing import Any

import rasa.core.actions.action as rasa_action
from jsonschema import Draft7Validator
from rasa.core.actions.action import ActionExecutionRejection, ActionSessionStart, RemoteAction
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LOCK_LIFETIME, LockStore
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine.training.hooks import TrainingHook
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.channels import turn
from assistant.channels.lines import load as load_lines
from assistant.server import long_messages, talked_about, training_patches
from assistant.server.patching import Patch, change, plain
from assistant.server.speed_patches import SPEED
from assistant.settings import Settings

logger = logging.getLogger(__name__)

LOCK_POLL_SECONDS = 0.02


def apply(settings: Settings, patches: tuple[Patch, ...] | None = None) -> None:
    """Changes Rasa in this process, for serving unless told otherwise. Doing it twice changes nothing more."""
    for patch in SERVING + SPEED if patches is None else patches:
        change(settings, patch)


@lru_cache(maxsize=1)
def _result_validator() -> Draft7Validator:
    return Draft7Validator(RemoteAction.action_response_format_spec())


def _validate_once(settings: Settings, original: Callable[..., Any]) -> Any:
    def validate(self: RemoteAction, result: dict[str, Any]) -> bool:
        if _result_validator().is_valid(result):
            return True
        return bool(original(self, result))  # raises, with Rasa's own words

    return validate


def _short_call(settings: Settings, original: Callable[..., Any]) -> Any:
    def call_format(self: RemoteAction, tracker: DialogueStateTracker, domain: Any) -> dict[str, Any]:
        state = tracker.current_state(EventVerbosity.NONE)
        state["events"] = [event.as_dict() for event in _this_turn(tracker)]
        call = {
            "next_action": self.name(),
            "sender_id": tracker.sender_id,
            "tracker": state,
            "version": rasa_action.rasa.__version__,
        }
        if not self._is_selective_domain_enabled() or domain.does_custom_action_explicitly_need_domain(self.name()):
            call["domain"] = domain.as_dict()
        return call

    return call_format


def _this_turn(tracker: DialogueStateTracker) -> list[Event]:
    turn_events: list[Event] = []
    for event in reversed(tracker.events):
        turn_events.append(event)
        if isinstance(event, UserUttered):
            break
    return turn_events[::-1]


def _never_silent(settings: Settings, original: Callable[..., Any]) -> Any:
    async def run(self: RemoteAction, output_channel: Any, nlg: Any, tracker: Any, domain: Any) -> list[Event]:
        try:
            events: list[Event] = await asyncio.wait_for(
                original(self, output_channel, nlg, tracker, domain), settings.action_seconds
            )
            return events
        except ActionExecutionRejection:
            raise
        except Exception as error:
            logger.error("Action '%s' gave no answer: %s: %s", self.name(), type(error).__name__, error)
            reply = turn.fixed("error", load_lines().unavailable)
            return [BotUttered(text=reply.text, data={"custom": reply.custom})]

    return run


def _bounded_session(settings: Settings, original: Callable[..., Any]) -> Any:
    def has_session_expired(self: MessageProcessor, tracker: DialogueStateTracker) -> bool:
        turns = sum(isinstance(event, UserUttered) for event in tracker.events)
        return turns >= settings.session_turns or bool(original(self, tracker))

    return has_session_expired


def _carry_latest(settings: Settings, original: Callable[..., Any]) -> Any:
    def slot_set_events(tracker: DialogueStateTracker) -> list[SlotSet]:
        latest = {event.key: event for event in tracker.applied_events() if isinstance(event, SlotSet)}
        return [SlotSet(key=event.key, value=event.value, metadata=event.metadata) for event in latest.values()]

    return staticmethod(slot_set_events)


def _short_poll(settings: Settings, original: Callable[..., Any]) -> Any:
    def lock(
        self: LockStore,
        conversation_id: str,
        lock_lifetime: float = LOCK_LIFETIME,
        wait_time_in_seconds: float = LOCK_POLL_SECONDS,
    ) -> AbstractAsyncContextManager[Any]:
        entered: AbstractAsyncContextManager[Any] = original(self, conversation_id, lock_lifetime, wait_time_in_seconds)
        return entered

    return lock


def _no_failsafe(settings: Settings, original: Callable[..., Any]) -> Any:
    def create_tracker_store(store: TrackerStore | None, domain: Domain) -> TrackerStore:
        if store is None:
            return plain(original)(store, domain)
        store.domain = domain
        return store

    return staticmethod(create_tracker_store)


def _once(settings: Settings, original: Callable[..., Any]) -> Any:
    async def log_message(
        self: MessageProcessor, message: UserMessage, should_save_tracker: bool = True
    ) -> DialogueStateTracker:
        tracker = await self.get_tracker(message.sender_id)
        # For every channel, and behind Rasa's lock: what another server was answering when the message came is found.
        # Earlier sessions are not looked through; what the web channel lost there it finds itself (``Turns``).
        said = turn.said_to(tracker, message.message_id)
        if said:
            raise turn.AnsweredBefore(said)
        await self._update_tracker_session(tracker, message.output_channel, message.metadata)
        await self._handle_message_with_tracker(message, tracker)
        if should_save_tracker:
            await self.save_tracker(tracker)
        return tracker

    return log_message


def _slash_is_text(settings: Settings, original: Callable[..., Any]) -> Any:
    def process(self: RegexMessageHandler, messages: list[Any], domain: Any = None) -> list[Any]:
        return messages

    return process


SERVING: tuple[Patch, ...] = (
    Patch(
        RemoteAction,
        "_validate_action_result",
        "Rasa builds and checks the JSON schema of an action's result at every call: 30 ms. Built once: 0.03 ms.",
        "f8cdb4be68123961",
        _validate_once,
    ),
    Patch(
        RemoteAction,
        "_action_call_format",
        "Rasa sends the whole conversation to the action server at every call. Ours read the slots and this turn.",
        "428795b944f22edb",
        _short_call,
    ),
    Patch(
        RemoteAction,
        "run",
        "With the action server down or slow Rasa says nothing for up to five minutes. The user hears an honest line.",
        "ccabf6f1160d527a",
        _never_silent,
    ),
    Patch(
        MessageProcessor,
        "_has_session_expired",
        "A turn's cost grows with the length of the session. A new one every few turns bounds it; slots are carried.",
        "aa0e659a9cfa1f70",
        _bounded_session,
    ),
    Patch(
        ActionSessionStart,
        "_slot_set_events_from_tracker",
        "Rasa carries every past value of a slot into a new session, so sessions would grow. The latest one is enough.",
        "d023605fda20a739",
        _carry_latest,
    ),
    Patch(
        LockStore,
        "lock",
        "A second message of a conversation waits by asking once a second whether the first is done. Now 50 times.",
        "8b9b716c031a3444",
        _short_poll,
    ),
    Patch(
        Agent,
        "_create_tracker_store",
        "Rasa goes on with an empty conversation in memory when the database fails. The user is asked to try again.",
        "97499b594b45581b",
        _no_failsafe,
    ),
    Patch(
        MessageProcessor,
        "log_message",
        "Rasa takes a message that is sent again for a new one. Known by its id, it gets the answer it got before.",
        "f2f8ec66a291d83d",
        _once,
    ),
    Patch(
        MessageProcessor,
        "parse_message",
        "Reading a long message takes a tenth of a second, in which Rasa serves nobody. It gets a thread of its own.",
        "b98d8e49b9f2c433",
        long_messages.beside,
    ),
    Patch(
        MessageProcessor,
        "_parse_message_with_graph",
        "Rasa's NLU knows nothing of the conversation. What was talked about goes with the message.",
        "0bd50a53b5c013af",
        talked_about.with_what_was_talked_about,
    ),
    Patch(
        RegexMessageHandler,
        "process",
        "Rasa reads '/intent{...}' from any user as a command that bypasses NLU. A leading slash is text, always.",
        "c0b15285ba78223d",
        _slash_is_text,
    ),
)

TRAINING: tuple[Patch, ...] = (
    Patch(
        TrainingHook,
        "on_before_node",
        "Rasa hashes the inputs of each component to look its output up next time. We train only when inputs changed.",
        "6f65355ef979db9d",
        training_patches.no_fingerprint,
    ),
    Patch(
        TrainingHook,
        "on_after_node",
        "Rasa hashes, packs and stores the output of each component for a next time that never comes: 10 s.",
        "f199608136c98ea4",
        training_patches.no_caching,
    ),
    Patch(
        TrainingData,
        "sanitize_examples",
        "Rasa drops double questions by hashing each message through JSON, again for each file that is read.",
        "8bcbceeb425c3537",
        training_patches.told_apart_by_text,
    ),
)

PATCHES = SERVING + SPEED + TRAINING
