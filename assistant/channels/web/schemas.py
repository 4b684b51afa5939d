"""Shapes of what goes over the API, as JSON Schema."""

from __future__ import annotations

from typing import Any

from assistant.channels.web.options import WebOptions

REASON = 500
_TEXT = {"type": "string"}
_TEXTS = {"type": "array", "items": _TEXT}
_MESSAGE_ID = {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$"}
_VERDICT = {"type": "string", "enum": ["up", "down", None], "nullable": True}


def schemas(options: WebOptions) -> dict[str, Any]:
    """All shapes by name."""
    return {
        "Nothing": _object({}, ()),
        "Message": _object(
            {
                "id": {**_MESSAGE_ID, "description": "Chosen by the caller; the same id and text again is harmless."},
                "text": {"type": "string", "minLength": 1, "maxLength": options.message_limit},
            },
            ("text",),
        ),
        "Feedback": _object(
            {"message": _MESSAGE_ID, "verdict": _VERDICT, "reason": {"type": "string", "maxLength": REASON}},
            ("message", "verdict"),
        ),
        "Verdict": _object({"message": _MESSAGE_ID, "verdict": _VERDICT}, ("message", "verdict")),
        "Conversation": _object(
            {
                "session": _object(
                    {"resumed": {"type": "boolean"}, "token": {"type": "string", "nullable": True}}, ("resumed",)
                ),
                "limits": _object(
                    {"characters": {"type": "integer"}, "reason": {"type": "integer"}}, ("characters", "reason")
                ),
                "messages": {"type": "array", "items": {"$ref": "#/components/schemas/Turn"}},
            },
            ("session", "limits", "messages"),
        ),
        "Turn": _object(
            {
                "id": _MESSAGE_ID,
                "asked": {"type": "string", "format": "date-time"},
                "question": {**_TEXT, "description": "As it was kept: without personal details."},
                "masked": {**_TEXTS, "description": "Kinds of personal details that were taken out."},
                "state": {"type": "string", "enum": ["pending", "answered", "failed"]},
                "answer": {"allOf": [{"$ref": "#/components/schemas/Answer"}], "nullable": True},
                "verdict": _VERDICT,
            },
            ("id", "asked", "question", "masked", "state", "answer", "verdict"),
        ),
        "Answer": _object(
            {
                "text": {**_TEXT, "description": "The whole answer, sources and caveats included."},
                "body": {**_TEXT, "description": "The answer without the lines that sources repeats."},
                "outcome": _TEXT,
                "kind": {"type": "string", "nullable": True},
                "subject": _TEXTS,
                "facts": _TEXTS,
                "sources": {"type": "array", "items": {"$ref": "#/components/schemas/Source"}},
                "caveats": _TEXTS,
                "suggestions": _TEXTS,
                "choices": _TEXTS,
                "buttons": {
                    "type": "array",
                    "items": _object({"title": _TEXT, "payload": _TEXT}, ("title", "payload")),
                },
            },
            ("text", "body", "outcome", "kind", "sources", "caveats", "suggestions", "choices", "buttons"),
        ),
        "Source": {
            "type": "object",
            "properties": {
                "id": _TEXT,
                "title": _TEXT,
                "publisher": {"type": "string", "nullable": True},
                "address": {"type": "string", "nullable": True},
                "as_of": {"type": "string", "nullable": True},
            },
            "required": ["title"],
        },
        "Error": _object(
            {
                "error": _object(
                    {"code": _TEXT, "reason": _TEXT, "retry_after": {"type": "integer"}}, ("code", "reason")
                )
            },
            ("error",),
        ),
    }


def _object(properties: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    shape: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        shape["required"] = list(required)
    return shape
