"""Requests from the network, before anything reads them: what cannot come from Slack is refused."""

from __future__ import annotations

import json
from urllib.parse import parse_qs

from assistant.channels.guard import Refused

# A button sends the whole message that it stands in.
BODY_BYTES = 1024 * 1024


def check(body: bytes, kind: str) -> None:
    """Makes sure that a body has one of the shapes of Slack's requests. Its signature is checked after that.

    Raises:
        Refused: it has not.
    """
    if len(body) > BODY_BYTES:
        raise Refused(413, "body_too_large", f"The request is larger than {BODY_BYTES // 1024} kB.")
    try:
        text = body.decode("utf-8")
        if kind.startswith("application/json") or text.startswith("{"):
            _check_event(json.loads(text))
        elif "payload" in (fields := parse_qs(text)):
            _check_object(json.loads(fields["payload"][0]))
    except (ValueError, RecursionError):
        raise Refused(400, "not_from_slack", "The request has none of the shapes of Slack's requests.") from None


def _check_event(content: object) -> None:
    _check_object(content)
    if isinstance(content, dict) and "event" in content:
        _check_object(content["event"])


def _check_object(content: object) -> None:
    if not isinstance(content, dict):
        raise ValueError(content)
