"""Errors of the HTTP server as JSON with a reason, never a stack trace."""

from __future__ import annotations

import logging
from html import escape

from sanic import Sanic
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse, html, json
from sqlalchemy.exc import SQLAlchemyError

from assistant.channels import lines
from assistant.channels.guard import Refused
from assistant.metrics import METRICS
from assistant.store import trouble

logger = logging.getLogger(__name__)

_REASONS = {
    400: "The request cannot be read.",
    404: "There is nothing at this address.",
    405: "This address takes another method.",
    408: "The request took too long to arrive.",
    413: "The request is too large.",
    503: "The assistant is not ready yet. Please try again in a minute.",
}


def body(code: str, reason: str) -> dict[str, dict[str, str]]:
    """An error as data."""
    return {"error": {"code": code, "reason": reason}}


def unavailable(request: Request) -> HTTPResponse:
    """The line that no answer can be had just now: as a page for whoever opened one, else as data."""
    line = lines.load().unavailable
    headers = {"retry-after": "60"}
    if "text/html" in request.headers.get("accept", ""):
        return html(f"<!doctype html><html lang=en-NZ><title>Not available</title><p>{escape(line)}", 503, headers)
    return json(body("unavailable", line), 503, headers)


def install(app: Sanic) -> None:
    """Has every error of the application answered as JSON."""

    @app.exception(Refused)
    async def refused(_: Request, error: Refused) -> HTTPResponse:
        if error.status != 404:
            METRICS.refused("http", error.code)
        return json(body(error.code, error.reason), status=error.status)

    @app.exception(SQLAlchemyError)
    async def not_kept(request: Request, error: SQLAlchemyError) -> HTTPResponse:
        METRICS.failed("http", "failed")
        logger.error("A request failed: %s", trouble.words(error), exc_info=error)
        return unavailable(request)

    @app.exception(SanicException)
    async def by_server(_: Request, error: SanicException) -> HTTPResponse:
        status = error.status_code or 500
        return json(body(f"http_{status}", _REASONS.get(status, "The request failed.")), status=status)

    @app.exception(Exception)
    async def unexpected(_: Request, error: Exception) -> HTTPResponse:
        METRICS.failed("http", "internal")
        logger.error("A request failed", exc_info=error)
        return json(body("internal", "Something went wrong here. Please try again."), status=500)
