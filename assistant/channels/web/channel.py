"""The web channel as Rasa sees it."""

from __future__ import annotations

import asyncio
from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels.turn import Handler
from assistant.channels.web import api, files, headers, options, pages
from assistant.channels.web.options import WebOptions
from assistant.channels.web.service import Service
from assistant.settings import Settings, from_environment


class WebChannel(InputChannel):
    """Serves the public: /api/chat for the widget, and the pages around it."""

    def __init__(self, chosen: WebOptions | None = None, settings: Settings | None = None) -> None:
        self.options = chosen or options.read(None)
        self.settings = settings or from_environment()

    @classmethod
    def name(cls) -> str:
        """The channel's name, kept with each conversation."""
        return "web"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> WebChannel:
        """Made by Rasa from its entry in credentials.yml."""
        return cls(options.read(credentials))

    def url_prefix(self) -> str:
        """The channel serves the root of the site, not a place under /webhooks/."""
        return "/"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """All routes."""
        service = Service(self.options, self.settings, on_new_message)
        routes = Blueprint("web")
        api.mount(routes, service)
        pages.mount(routes, service)
        files.mount(routes)

        @routes.listener("before_server_start")
        async def prepare(app: Sanic, _: asyncio.AbstractEventLoop) -> None:
            async def secure(request: Request, response: HTTPResponse) -> None:
                headers.secure(request, response, self.options)

            app.register_middleware(secure, "response")

        @routes.listener("after_server_stop")
        async def stopped(_: Sanic, __: asyncio.AbstractEventLoop) -> None:
            service.database.close()

        return routes
