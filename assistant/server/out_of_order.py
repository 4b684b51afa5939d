"""Stands in for the Rasa server while that cannot start: says so honestly, and makes way once the fault is mended."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from assistant.channels import guard
from assistant.server import connections, errors
from assistant.settings import Settings

logger = logging.getLogger(__name__)

# What /health says, so that whoever starts the assistant need not wait.
STATUS = "out of order"
LOOK_SECONDS = 3.0
_METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]


def serve(settings: Settings, reason: str, mended: Callable[[], bool]) -> None:
    """Answers every request with the line that no answer can be had, until the fault is mended; then starts this
    program again, as the same process.

    Args:
        settings: where to listen.
        reason: told by /health and in the log, not to the public.
        mended: looks whether the fault is gone, or mends it; may take its time.
    """
    logger.error("The Rasa server cannot start: %s. Until then every question hears that it cannot be answered", reason)
    app = build(settings, reason, mended)
    connections.serve(app, settings)
    if app.ctx.mended:
        os.execv(sys.executable, [sys.executable, "-m", "assistant.server", "rasa"])  # noqa: S606 - this very program


def build(settings: Settings, reason: str, mended: Callable[[], bool]) -> Sanic:
    """The application that says so. It stops itself when the fault is mended."""
    app = Sanic("out_of_order", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = guard.BODY_BYTES
    app.ctx.mended = False
    errors.install(app)

    @app.route("/health", methods=["GET", "HEAD"])
    async def health(_: Request) -> HTTPResponse:
        return json({"status": STATUS, "reason": f"{reason}."}, status=503)

    async def say(request: Request, path: str = "") -> HTTPResponse:
        return errors.unavailable(request)

    app.add_route(say, "/", methods=_METHODS, name="root")
    app.add_route(say, "/<path:path>", methods=_METHODS, name="rest")

    async def look(running: Sanic) -> None:
        loop = asyncio.get_running_loop()
        while not await loop.run_in_executor(None, mended):
            await asyncio.sleep(LOOK_SECONDS)
        logger.warning("The fault is mended: the Rasa server starts")
        running.ctx.mended = True
        loop.call_soon(running.stop)

    looking: list[asyncio.Task[None]] = []

    async def start(running: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        looking.append(loop.create_task(look(running)))

    async def stop(_: Sanic, __: asyncio.AbstractEventLoop) -> None:
        for task in looking:
            task.cancel()

    app.register_listener(start, "after_server_start")
    app.register_listener(stop, "before_server_stop")
    return app
