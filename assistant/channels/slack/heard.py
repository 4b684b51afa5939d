"""Which of Slack's message events are questions to the assistant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assistant.channels.slack import mrkdwn
from assistant.channels.slack.me import Me
from assistant.channels.slack.targets import Thread

# A thread reply that is also shown in the channel is still a reply. Every other subtype (edits, joins, files, bots) is
# no question.
_SUBTYPES = (None, "thread_broadcast")
_SLACKBOT = "USLACKBOT"


@dataclass(frozen=True)
class Heard:
    """A message of a person. ``addressed``: it is surely meant for the assistant; else only if it takes part there."""

    team: str
    channel: str
    ts: str
    text: str
    thread: Thread
    addressed: bool
    mentioned: bool


def read(event: Mapping[str, Any], team: str, me: Me) -> Heard | None:
    """The message, if it may be for the assistant.

    Args:
        event: an event of type ``message`` or ``app_mention``.
        team: the workspace that it comes from.
        me: the assistant.
    """
    if not _from_person(event, me):
        return None
    channel, ts = str(event.get("channel") or ""), str(event.get("ts") or "")
    raw = str(event.get("text") or "")
    if not channel or not ts:
        return None
    direct = event.get("channel_type") == "im" or channel.startswith("D")
    said_to = mrkdwn.mentions(raw)
    mentioned = event.get("type") == "app_mention" or (bool(me.user) and me.user in said_to)
    root = event.get("thread_ts")
    if not (direct or mentioned) and (not root or said_to):
        return None  # the talk of a channel, or a reply to somebody else
    thread = Thread(team, channel, str(root or ts), pane=direct and bool(root))
    return Heard(team, channel, ts, mrkdwn.to_plain(raw, me.user), thread, direct or mentioned, mentioned)


def _from_person(event: Mapping[str, Any], me: Me) -> bool:
    if event.get("subtype") not in _SUBTYPES or event.get("hidden") or event.get("edited"):
        return False
    if event.get("files") or event.get("bot_id") or event.get("bot_profile"):
        return False
    user = event.get("user")
    return bool(user) and user not in (me.user, _SLACKBOT)
