"""The message shortcut: a private answer to any message."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.channels.slack import blocks, mrkdwn
from assistant.channels.slack.access import channel_of, team_of
from assistant.channels.slack.service import Service
from assistant.channels.slack.targets import Private

ABOUT_MESSAGE = "ask_about_message"


def register(app: AsyncApp, service: Service) -> None:
    """Adds the listener."""

    async def about_message(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        message = body.get("message") or {}
        whole = mrkdwn.to_plain(str(message.get("text") or ""), service.me.user)
        text = mrkdwn.shorten(whole, service.settings.message_limit)
        address = str(body.get("response_url") or "")
        if not text:
            await service.tell(address, "slack_no_text")
            return
        author = str(message.get("user") or "")
        target = Private(team_of(body), channel_of(body), str(body["user"]["id"]), address)
        lead = blocks.quoted(asked_by(author, service), text)
        if not service.ask(text, target, [f"shortcut {body.get('trigger_id')}"], lead=lead):
            await service.tell(address, "slack_busy")

    app.message_shortcut(ABOUT_MESSAGE)(about_message)


def asked_by(user: str, service: Service) -> str:
    """Who asked, as mrkdwn."""
    said = service.wording.say("slack_asked")
    return f"<@{user}> {said}" if user.isalnum() else said
