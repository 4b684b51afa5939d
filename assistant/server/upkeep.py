"""What the Rasa server does beside answering: once an hour it removes what has been kept long enough."""

from __future__ import annotations

import asyncio
from dataclasses import asdict

from sanic import Sanic

from assistant import retention
from assistant.metrics import METRICS
from assistant.settings import Settings
from assistant.store.records import Purged


def install(app: Sanic, settings: Settings) -> None:
    """Adds the schedule."""
    tasks: list[asyncio.Task[None]] = []

    async def start(_: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        tasks.append(loop.create_task(retention.purge_for_ever(settings, told)))

    async def stop(_: Sanic, __: asyncio.AbstractEventLoop) -> None:
        for task in tasks:
            task.cancel()

    app.register_listener(start, "after_server_start")
    app.register_listener(stop, "before_server_stop")


def told(gone: Purged | None) -> None:
    """Counts what was removed; none: it failed."""
    if gone is None:
        METRICS.purge_failures.inc()
        return
    for table, rows in asdict(gone).items():
        METRICS.purged.labels(table).inc(rows)
