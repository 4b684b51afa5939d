"""The assistant pane: a greeting and questions to begin with. Questions asked there come as direct messages."""

from __future__ import annotations

import logging
from typing import Any

from slack_bolt.async_app import AsyncApp

from assistant.channels.slack import limits, shown
from assistant.channels.slack.calls import CallFailed
from assistant.channels.slack.home import starters
from assistant.channels.slack.service import Service

logger = logging.getLogger(__name__)


def register(app: AsyncApp, service: Service) -> None:
    """Adds the listeners."""

    async def started(event: dict[str, Any]) -> None:
        thread = event["assistant_thread"]
        place = {"channel_id": thread["channel_id"], "thread_ts": thread["thread_ts"]}
        hello = shown.simple(service.wording.say("slack_hello"))
        prompts = [{"title": each, "message": each} for each in starters(service.wording)[: limits.PROMPTS]]
        try:
            await service.calls.call(
                "chat.postMessage", channel=place["channel_id"], thread_ts=place["thread_ts"], **hello.as_data()
            )
            await service.calls.call(
                "assistant.threads.setSuggestedPrompts",
                **place,
                title=service.wording.say("slack_prompts"),
                prompts=prompts,
            )
        except CallFailed as failure:
            logger.warning("The assistant pane could not be greeted: %s", failure)

    async def moved() -> None:
        """What a person looks at beside the pane does not change the answers."""

    app.event("assistant_thread_started")(started)
    app.event("assistant_thread_context_changed")(moved)
