"""Who the assistant is in Slack: its user, its bot and its workspace."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.channels.slack.calls import Calls


@dataclass(frozen=True)
class Me:
    """The assistant's ids. Empty until Slack has told them."""

    user: str = ""
    bot: str = ""
    team: str = ""


async def learn(calls: Calls) -> Me:
    """Asks Slack.

    Raises:
        CallFailed: Slack refuses the token, or cannot be reached.
    """
    told = await calls.call("auth.test")
    return Me(str(told.get("user_id") or ""), str(told.get("bot_id") or ""), str(told.get("team_id") or ""))
