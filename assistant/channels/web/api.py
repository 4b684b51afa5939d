"""The HTTP API of the widget under /api/chat. Its description is in ``openapi``."""

from __future__ import annotations

import re
import uuid
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from assistant.channels import guard
from assistant.channels.guard import Refused
from assistant.channels.notices import texts
from assistant.channels.web import callers, openapi
from assistant.channels.web.headers import allow_origin
from assistant.channels.web.rates import TooManyRequests
from assistant.channels.web.service import COOKIE, REASON_LENGTH, Service, Session
from assistant.channels.web.shown import moment, transcript, turn_as_data
from assistant.metrics import METRICS
from assistant.store.conversations import NoSessionError

BODY_BYTES = 16 * 1024
PREFIX = "/api/chat"
MESSAGE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")

View = Callable[[Request], Awaitable[HTTPResponse]]


def mount(routes: Blueprint, service: Service) -> None:
    """Adds the API to the blueprint."""

    def guarded(view: View) -> View:
        @wraps(view)
        async def answer(request: Request) -> HTTPResponse:
            origin: str | None = None
            try:
                origin = callers.origin(request, service.options.origins)
                if len(request.body) > BODY_BYTES:
                    raise Refused(413, "body_too_large", f"The request is larger than {BODY_BYTES // 1024} kB.")
                result = await view(request)
            except Refused as error:
                result = refusal(error)
            except NoSessionError:
                result = refusal(Refused(401, "session_ended", "This conversation has ended. Please start a new one."))
            allow_origin(result, origin)
            return result

        return answer

    def route(path: str, method: str) -> Callable[[View], View]:
        def add(view: View) -> View:
            methods = ["GET", "HEAD"] if method == "GET" else [method]
            routes.add_route(guarded(view), PREFIX + path, methods=methods, name=f"{method.lower()}_{view.__name__}")
            return view

        return add

    @route("/session", "POST")
    async def start(request: Request) -> HTTPResponse:
        _body(request)
        session = await service.start(request)
        result = response.json(await _conversation(session))
        if session.foreign is None:
            service.set_cookie(request, result, session)
        return result

    @route("/history", "GET")
    async def history(request: Request) -> HTTPResponse:
        return response.json(await _conversation(await service.session(request)))

    @route("/messages", "POST")
    async def ask(request: Request) -> HTTPResponse:
        body = _body(request)
        session = await service.session(request)
        message = body.get("id")
        if message is None:
            message = callers.request_id(request, service.options.proxies)
        turn = await service.ask(request, session, body.get("text"), _message_id(message))
        return response.json(turn_as_data(turn))

    @route("/restart", "POST")
    async def restart(request: Request) -> HTTPResponse:
        _body(request)
        session = await service.session(request)
        await service.restart(session)
        return response.json(await _conversation(session))

    @route("/feedback", "POST")
    async def rate(request: Request) -> HTTPResponse:
        body = _body(request)
        session = await service.session(request)
        message, verdict, reason = body.get("message"), body.get("verdict"), body.get("reason") or ""
        if not isinstance(message, str) or not MESSAGE_ID.fullmatch(message):
            raise Refused(400, "message_id_invalid", 'The field "message" must be the id of a message.')
        if verdict not in ("up", "down", None):
            raise Refused(400, "verdict_invalid", 'The field "verdict" must be "up", "down" or null.')
        if not isinstance(reason, str) or len(reason) > REASON_LENGTH:
            raise Refused(
                400, "reason_invalid", f'The field "reason" must be text of at most {REASON_LENGTH} characters.'
            )
        await service.rate(request, session, message, verdict, reason)
        return response.json({"message": message, "verdict": verdict})

    @route("/transcript", "GET")
    async def save(request: Request) -> HTTPResponse:
        turns = await service.history(await service.session(request))
        return response.text(
            transcript(turns, texts()),
            headers={"content-disposition": 'attachment; filename="peace-support-assistant.txt"'},
            content_type="text/plain; charset=utf-8",
        )

    @route("/conversation", "DELETE")
    async def forget(request: Request) -> HTTPResponse:
        await service.forget(await service.session(request))
        result = response.empty(204)
        if COOKIE in request.cookies:
            del result.cookies[COOKIE]
            result.cookies[COOKIE]["path"] = "/"
        return result

    @route("/openapi.json", "GET")
    async def describe(_: Request) -> HTTPResponse:
        return response.json(openapi.document(service.options))

    for path in ("/session", "/history", "/messages", "/restart", "/feedback", "/transcript", "/conversation"):
        routes.add_route(
            guarded(_preflight), PREFIX + path, methods=["OPTIONS"], name=f"preflight{path}".replace("/", "_")
        )

    async def _conversation(session: Session) -> dict[str, Any]:
        turns = await service.history(session)
        seen: dict[str, Any] = {"resumed": session.resumed}
        if session.token:
            # our own pages have it in a cookie that scripts cannot read
            seen["token"] = session.token if session.foreign else None
        return {
            "session": seen,
            "limits": {"characters": service.options.message_limit, "reason": REASON_LENGTH},
            "messages": [turn_as_data(turn) for turn in turns],
        }


def refusal(error: Refused) -> HTTPResponse:
    """A refusal as JSON with a reason."""
    METRICS.refused("web", error.code)
    said: dict[str, Any] = {"code": error.code, "reason": error.reason}
    headers = {}
    if isinstance(error, TooManyRequests):
        said["retry_after"] = error.retry_after
        headers["retry-after"] = str(error.retry_after)
    return response.json({"error": said}, status=error.status, headers=headers)


async def _preflight(_: Request) -> HTTPResponse:
    return response.empty(204)


def _body(request: Request) -> dict[str, object]:
    return guard.json_object(request.body) if request.body else {}


def _message_id(value: object) -> str:
    if value is None:
        return uuid.uuid4().hex
    if not isinstance(value, str) or not MESSAGE_ID.fullmatch(value):
        raise Refused(
            400, "message_id_invalid", 'The field "id" must be 8 to 64 letters, digits, hyphens or underscores.'
        )
    return value


__all__ = ["MESSAGE_ID", "PREFIX", "moment", "mount"]
