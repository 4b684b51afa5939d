"""The slash command: a private answer, help, and the gaps."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.channels.slack import gap_view, mrkdwn, shown
from assistant.channels.slack.access import team_of
from assistant.channels.slack.service import Service
from assistant.channels.slack.targets import Private

COMMAND = "/peace"


def register(app: AsyncApp, service: Service) -> None:
    """Adds the listener."""

    async def peace(ack: AsyncAck, body: dict[str, Any]) -> None:
        asked = mrkdwn.to_plain(str(body.get("text") or ""), service.me.user)
        if asked.lower() in ("", "help"):
            told = shown.simple(service.wording.say("slack_help"))
            await ack(response_type="ephemeral", text=told.text, blocks=list(told.blocks))
            return
        target = target_of(body)
        if asked.lower() == "gaps":
            taken = gap_view.show(service, target, str(body.get("trigger_id")))
        else:
            taken = service.ask(asked, target, [f"command {body.get('trigger_id')}"])
        if taken:
            await ack()
        else:
            await ack(response_type="ephemeral", text=service.wording.say("slack_busy"))

    app.command(COMMAND)(peace)


def target_of(body: dict[str, Any]) -> Private:
    """The person who typed the command, where they typed it."""
    return Private(team_of(body), str(body["channel_id"]), str(body["user_id"]), str(body["response_url"]))
