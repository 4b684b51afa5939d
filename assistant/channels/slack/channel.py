"""The Slack channel as Rasa sees it."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse
from slack_bolt.adapter.sanic import AsyncSlackRequestHandler

from assistant.channels.slack import app as slack_app
from assistant.channels.slack import settings as slack_settings
from assistant.channels.slack import wire
from assistant.channels.slack.service import Service
from assistant.channels.slack.settings import SlackSettings
from assistant.channels.slack.socket import Socket
from assistant.channels.slack.state import State
from assistant.channels.turn import Handler
from assistant.settings import Settings, from_environment

logger = logging.getLogger(__name__)


class SlackChannel(InputChannel):
    """``POST /webhooks/slack/events`` for everything that Slack sends; Socket Mode as well where there is an app token.

    Without its settings the channel is off, and everything else runs as ever.
    """

    def __init__(self, options: SlackSettings | None = None, settings: Settings | None = None) -> None:
        self.options = options or slack_settings.read()
        self.settings = settings or from_environment()
        self.state = State(self.options.off, self.options.half_set)

    @classmethod
    def name(cls) -> str:
        """The channel's name, and its place under /webhooks/."""
        return "slack"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> SlackChannel:
        """Made by Rasa from credentials.yml, which holds none: secrets come from the environment."""
        return cls()

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The route, and what runs beside it."""
        routes = Blueprint("slack")

        @routes.listener("before_server_start")
        async def tell_state(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            app.ctx.slack = self.state

        if self.options.off is None:
            self._serve(routes, on_new_message)
        else:
            logger.info(self.state.detail)
        return routes

    def _serve(self, routes: Blueprint, on_new_message: Handler) -> None:
        service = Service(self.options, self.settings, on_new_message, self.state)
        bolt = slack_app.build(service)
        requests = AsyncSlackRequestHandler(bolt)
        tasks: list[asyncio.Task[None]] = []

        if self.options.signing_secret:

            @routes.post("/events")
            async def receive(request: Request) -> HTTPResponse:
                wire.check(request.body, request.headers.get("content-type", ""))
                return await requests.handle(request)

        @routes.listener("before_server_start")
        async def prepare(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            app.config.REQUEST_MAX_SIZE = max(app.config.REQUEST_MAX_SIZE, wire.BODY_BYTES)
            await service.start()

        @routes.listener("after_server_start")
        async def started(app: Sanic, loop: asyncio.AbstractEventLoop) -> None:
            tasks.append(loop.create_task(service.stay_connected()))
            tasks.append(loop.create_task(service.look_after(app)))
            if self.options.app_token:
                tasks.append(loop.create_task(Socket(bolt, self.options, self.state).stay_open()))

        @routes.listener("before_server_stop")
        async def stopping(_: Sanic, __: asyncio.AbstractEventLoop) -> None:
            service.stopping = True
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await service.stop()
