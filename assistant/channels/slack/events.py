"""Messages and mentions."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp

from assistant.channels.slack import heard
from assistant.channels.slack.heard import Heard
from assistant.channels.slack.service import Service

# A reply may arrive before the mention that starts its thread: wait this long before it counts as none of ours.
LATE_MENTION_SECONDS = 1.5
HELP = "help"


def register(app: AsyncApp, service: Service) -> None:
    """Adds the listeners."""

    async def message(body: dict[str, Any], event: dict[str, Any]) -> None:
        said = heard.read(event, str(body.get("team_id") or ""), service.me)
        if said is not None:
            await take(service, said, str(body.get("event_id") or ""))

    app.event("message")(message)
    app.event("app_mention")(message)

    async def gone(event: dict[str, Any]) -> None:
        service.state.refused(str(event["type"]))

    app.event("app_uninstalled")(gone)
    app.event("tokens_revoked")(gone)


async def take(service: Service, said: Heard, event: str) -> None:
    """Has a message answered in its thread."""
    ids = (event, f"{said.team} {said.channel} {said.ts}")

    def ask() -> None:
        service.ask(said.text or HELP, said.thread, ids, order=said.ts)

    async def follow_up() -> None:
        if await service.takes_part(said.thread):
            ask()
            return
        await asyncio.sleep(LATE_MENTION_SECONDS)
        if await service.takes_part(said.thread):
            ask()  # in its order: behind the mention

    if said.addressed:
        ask()
        await service.join(said.thread)
    else:
        service.work.put(f"follow {said.thread.key}", said.ts, follow_up)
