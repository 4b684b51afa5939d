"""The action server: Rasa's own, bound to this machine unless told otherwise, and able to tell what it knows."""

from __future__ import annotations

import logging

from rasa_sdk import endpoint
from sanic import Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.answering import engine
from assistant.server import knowledge
from assistant.settings import Settings

logger = logging.getLogger(__name__)


def build(settings: Settings) -> Sanic:
    """The action server's application.

    Raises:
        KnowledgeError: the knowledge base does not load.
    """
    # What answers is loaded now, not at the first question.
    state = knowledge.of(engine().kb)
    app = endpoint.create_app("actions", cors_origins=None)

    @app.get("/status")
    async def status(_: Request) -> HTTPResponse:
        return response.json({"status": "ok", "knowledge": state.as_dict()})

    return app


def serve(settings: Settings) -> None:
    """Runs the action server until it is told to stop."""
    build(settings).run(
        host=settings.actions_host, port=settings.actions_port, workers=1, access_log=False, debug=False
    )
