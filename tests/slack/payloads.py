"""Requests as Slack sends them: really signed, in the shapes of its documentation."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
import time
from typing import Any
from urllib.parse import urlencode

from tests.slack.mock_slack import BOT_USER, TEAM

SECRET = "signing-secret-of-the-tests-5e8a1f"
PERSON, OTHER = "U0AROHA", "U0TAMA"
CHANNEL, DIRECT = "C0PEACE", "D0AROHA"
_numbers = itertools.count(1)


def ts(after: float = 0.0) -> str:
    """A time as Slack writes it; each is later than the one before."""
    return f"{1_800_000_000 + after:.0f}.{next(_numbers):06d}"


def signed(body: bytes, kind: str, secret: str = SECRET, age: float = 0.0) -> dict[str, str]:
    """Headers of a request with Slack's signature."""
    moment = str(int(time.time() - age))
    digest = hmac.new(secret.encode(), b"v0:" + moment.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": moment, "x-slack-signature": f"v0={digest}", "content-type": kind}


def as_json(body: dict[str, Any]) -> tuple[bytes, str]:
    """An event on the wire."""
    return json.dumps(body).encode(), "application/json"


def as_form(body: dict[str, Any]) -> tuple[bytes, str]:
    """A command on the wire."""
    return urlencode(body).encode(), "application/x-www-form-urlencoded"


def as_payload(body: dict[str, Any]) -> tuple[bytes, str]:
    """An interaction on the wire."""
    return as_form({"payload": json.dumps(body)})


def event(inner: dict[str, Any], event_id: str = "", **outer: Any) -> dict[str, Any]:
    """An event with its envelope."""
    return {
        "token": "unused",
        "team_id": TEAM,
        "api_app_id": "A0PEACE",
        "event": inner,
        "type": "event_callback",
        "event_id": event_id or f"Ev{next(_numbers):08d}",
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
        "is_ext_shared_channel": False,
        **outer,
    }


def message(
    text: str, channel: str = DIRECT, user: str = PERSON, thread: str | None = None, **more: Any
) -> dict[str, Any]:
    """A message event, without its envelope."""
    kind = {"D": "im", "G": "group"}.get(channel[0], "channel")
    inner = {"type": "message", "user": user, "text": text, "ts": ts(), "channel": channel, "channel_type": kind}
    if thread:
        inner["thread_ts"] = thread
    return {**inner, "team": TEAM, **more}


def mention(text: str, channel: str = CHANNEL, user: str = PERSON, **more: Any) -> dict[str, Any]:
    """A mention, without its envelope."""
    return {**message(f"<@{BOT_USER}> {text}", channel, user), "type": "app_mention", **more}


def command(text: str, address: str, user: str = PERSON, channel: str = CHANNEL, **more: Any) -> dict[str, Any]:
    """A slash command."""
    return {
        "team_id": TEAM,
        "channel_id": channel,
        "user_id": user,
        "command": "/peace",
        "text": text,
        "response_url": address,
        "trigger_id": f"trigger.{next(_numbers)}",
        **more,
    }


def press(
    element: dict[str, Any],
    address: str,
    posted: dict[str, Any] | None = None,
    user: str = PERSON,
    root: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A pressed button, or a chosen line of a menu; ``posted`` is the message it is in, none for a private one."""
    stamp = ts()
    channel = (posted or {}).get("channel", CHANNEL)
    action = {**element, "action_ts": ts(), "block_id": "b"}
    if element["type"] == "static_select":
        action["selected_option"] = element["options"][-1]
    body: dict[str, Any] = {
        "type": "block_actions",
        "team": {"id": TEAM, "domain": "ministry"},
        "user": {"id": user, "team_id": TEAM},
        "channel": {"id": channel, "name": "peace"},
        "container": {"type": "message", "message_ts": stamp, "channel_id": channel, "is_ephemeral": posted is None},
        "response_url": address,
        "trigger_id": f"trigger.{next(_numbers)}",
        "actions": [action],
    }
    if posted is not None:
        body["message"] = {"ts": stamp, "thread_ts": root or posted.get("thread_ts"), "blocks": posted["blocks"]}
    return {**body, **more}


def shortcut(text: str, address: str, **more: Any) -> dict[str, Any]:
    """The message shortcut."""
    return {
        "type": "message_action",
        "callback_id": "ask_about_message",
        "team": {"id": TEAM},
        "user": {"id": PERSON, "team_id": TEAM},
        "channel": {"id": CHANNEL},
        "message": {"type": "message", "user": OTHER, "text": text, "ts": ts()},
        "response_url": address,
        "trigger_id": f"trigger.{next(_numbers)}",
        **more,
    }


def submission(view: dict[str, Any], said: str | None) -> dict[str, Any]:
    """The reason dialog, sent."""
    return {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": PERSON, "team_id": TEAM},
        "view": {**view, "id": "V1", "state": {"values": {"feedback_reason": {"text": {"value": said}}}}},
    }


def elements(posted: dict[str, Any], kind: str = "") -> list[dict[str, Any]]:
    """Buttons and menus of a message whose action id begins with ``kind``."""
    return [
        element
        for block in posted["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"].startswith(kind)
    ]


def words(posted: dict[str, Any]) -> str:
    """Everything a person reads in a message, as plain text."""
    from assistant.channels.slack.mrkdwn import to_plain

    texts: list[str] = []
    for block in posted["blocks"]:
        if "text" in block:
            texts.append(block["text"]["text"])
        texts.extend(
            str(element["text"]) for element in block.get("elements", ()) if isinstance(element.get("text"), str)
        )
    return to_plain(" ".join(texts)).replace("\u2060", "")
