"""Description of the API, served at /api/chat/openapi.json and held to in tests."""

from __future__ import annotations

from typing import Any

from assistant.channels.web.options import WebOptions
from assistant.channels.web.schemas import REASON, schemas

_REASONS = {
    400: "The request cannot be read; the reason says why.",
    401: "There is no session, it has ended, or the token is not ours.",
    403: "The page is on an origin that is not on the list.",
    404: "There is no such message in this conversation.",
    409: "The message id was used for another text.",
    413: "The request or the message is too long.",
    429: "Too many requests. Retry-After says how many seconds to wait.",
}


def document(options: WebOptions) -> dict[str, Any]:
    """The OpenAPI 3.0 document for these options."""
    conversation = _json("Conversation", "The conversation since the last restart.")
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Peace Support Assistant: web chat",
            "version": "1",
            "description": (
                "The API of the chat widget. Start a session first: pages of the same origin get a cookie, pages on an "
                "allowed foreign origin a token for the Authorization header. A message with an id can be sent again "
                "without harm: it is answered once."
            ),
        },
        "servers": [{"url": "/"}],
        "security": [{"cookie": []}, {"token": []}],
        "components": {
            "securitySchemes": {
                "cookie": {"type": "apiKey", "in": "cookie", "name": "psa_session"},
                "token": {"type": "http", "scheme": "bearer"},
            },
            "schemas": schemas(options),
        },
        "paths": {
            "/api/chat/session": {
                "post": _operation(
                    "start",
                    "Start or resume a session",
                    {200: conversation},
                    (400, 403, 413, 429),
                    "Nothing",
                    free=True,
                )
            },
            "/api/chat/history": {
                "get": _operation("history", "The conversation so far", {200: conversation}, (401, 403, 413))
            },
            "/api/chat/messages": {
                "post": _operation(
                    "ask",
                    "Send a message and get its answer",
                    {
                        200: _json(
                            "Turn", "The message and its answer. State failed: no answer could be had, send it again."
                        )
                    },
                    (400, 401, 403, 409, 413, 429),
                    "Message",
                )
            },
            "/api/chat/restart": {
                "post": _operation(
                    "restart", "Forget what was spoken of", {200: conversation}, (400, 401, 403, 413), "Nothing"
                )
            },
            "/api/chat/feedback": {
                "post": _operation(
                    "rate",
                    "Say what you think of an answer; null takes it back",
                    {200: _json("Verdict", "What was kept.")},
                    (400, 401, 403, 404, 413, 429),
                    "Feedback",
                )
            },
            "/api/chat/transcript": {
                "get": _operation(
                    "transcript",
                    "The conversation as plain text",
                    {200: {"description": "The text.", "content": {"text/plain": {"schema": {"type": "string"}}}}},
                    (401, 403, 413),
                )
            },
            "/api/chat/conversation": {
                "delete": _operation(
                    "forget", "Delete my conversation", {204: {"description": "It is gone."}}, (401, 403, 413)
                )
            },
        },
    }


def _operation(
    name: str,
    summary: str,
    good: dict[int, dict[str, Any]],
    bad: tuple[int, ...],
    body: str | None = None,
    free: bool = False,
) -> dict[str, Any]:
    responses = {str(status): content for status, content in good.items()}
    responses.update({str(status): _json("Error", _REASONS[status]) for status in bad})
    operation: dict[str, Any] = {"operationId": name, "summary": summary, "responses": responses}
    if free:
        operation["security"] = []
    if body is not None:
        operation["requestBody"] = {
            "required": body != "Nothing",
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{body}"}}},
        }
    return operation


def _json(schema: str, description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
    }


__all__ = ["REASON", "document"]
