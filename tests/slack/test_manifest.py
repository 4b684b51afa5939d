"""deploy/slack/manifest.json asks for exactly what the code uses."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from assistant.channels.slack.app import EVENTS
from assistant.channels.slack.calls import METHODS
from assistant.channels.slack.commands import COMMAND
from assistant.channels.slack.shortcuts import ABOUT_MESSAGE
from assistant.settings import ROOT
from tests.slack.mock_slack import until
from tests.slack.payloads import CHANNEL, DIRECT, PERSON, mention, message
from tests.slack.served import Served

MANIFEST: dict[str, Any] = json.loads((ROOT / "deploy" / "slack" / "manifest.json").read_text(encoding="utf-8"))
CODE = ROOT / "assistant" / "channels" / "slack"


def test_scopes_are_those_of_the_methods_and_events_in_use() -> None:
    needed = {scope for scope in (*METHODS.values(), *EVENTS.values()) if scope} | {"commands"}
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed


def test_events_commands_and_shortcuts() -> None:
    assert set(MANIFEST["settings"]["event_subscriptions"]["bot_events"]) == set(EVENTS)
    assert [each["command"] for each in MANIFEST["features"]["slash_commands"]] == [COMMAND]
    assert [each["callback_id"] for each in MANIFEST["features"]["shortcuts"]] == [ABOUT_MESSAGE]


def test_every_method_in_the_list_is_called_and_no_other() -> None:
    called = {
        name
        for file in CODE.glob("*.py")
        for name in re.findall(r"""calls?\.call\(\s*["']([\w.]+)["']""", file.read_text(encoding="utf-8"))
    }
    assert called == set(METHODS)


def test_addresses_are_the_route_of_the_channel() -> None:
    found = re.findall(r'"(?:request_)?url": "https://[^/]+(/[^"]*)"', json.dumps(MANIFEST))
    assert set(found) == {"/webhooks/slack/events"}
    assert len(found) == 3


def test_texts_are_within_slacks_limits() -> None:
    display, features = MANIFEST["display_information"], MANIFEST["features"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 175 <= len(display["long_description"]) <= 4000
    assert all(len(each["name"]) <= 24 and len(each["description"]) <= 150 for each in features["shortcuts"])
    assert all(len(each["description"]) <= 2000 for each in features["slash_commands"])


THREAD = {"user_id": PERSON, "channel_id": DIRECT, "thread_ts": "1800000000.000001", "context": {}}
SAMPLES: dict[str, dict[str, Any]] = {
    "app_mention": mention("q"),
    "message.channels": message("q", CHANNEL),
    "message.groups": message("q", "G0PEACE"),
    "message.im": message("q"),
    "message.mpim": message("q", "G0MANY"),
    "app_home_opened": {"type": "app_home_opened", "user": PERSON, "channel": DIRECT, "tab": "home"},
    "assistant_thread_started": {"type": "assistant_thread_started", "assistant_thread": THREAD},
    "assistant_thread_context_changed": {"type": "assistant_thread_context_changed", "assistant_thread": THREAD},
    "app_uninstalled": {"type": "app_uninstalled"},
    "tokens_revoked": {"type": "tokens_revoked", "tokens": {"bot": ["U0PEACE"]}},
}


@pytest.mark.parametrize("name", sorted(EVENTS))
async def test_every_subscribed_event_has_a_listener(served: Served, name: str) -> None:
    assert await served.event(SAMPLES[name]) == 200


async def test_an_event_without_a_listener_is_told_apart(served: Served) -> None:
    assert await served.event({"type": "reaction_added", "user": PERSON}) == 404
    await served.event(message("still here"))
    await until(lambda: bool(served.slack.posted()))
