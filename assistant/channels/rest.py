"""Rasa's REST channel, made safe: guarded input, one message a turn, errors as JSON. For this machine only."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels import guard, lines, turn
from assistant.settings import Settings, from_environment


class RestChannel(InputChannel):
    """``POST /webhooks/rest/webhook`` with ``{"sender": ..., "message": ...}``; answers with a list of one message."""

    loopback_only = True

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or from_environment()

    @classmethod
    def name(cls) -> str:
        """The channel's name, and its place under /webhooks/."""
        return "rest"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> RestChannel:
        """Made by Rasa from credentials.yml; it has none."""
        return cls()

    def blueprint(self, on_new_message: turn.Handler) -> Blueprint:
        """The route."""
        routes = Blueprint("rest_webhook")

        @routes.post("/webhook")
        async def receive(request: Request) -> HTTPResponse:
            body = guard.json_object(request.body)
            accepted = guard.check(body.get("message"), body.get("sender"), self.settings.message_limit)
            reply = await turn.take(on_new_message, accepted, self.name(), lines.load(), self.settings.answer_seconds)
            return response.json([reply.on_the_wire(accepted.sender)])

        return routes
