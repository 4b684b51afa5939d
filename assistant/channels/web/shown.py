"""An answer as the web shows it: the same words, sources and choices as on every channel, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from assistant.channels.turn import Reply
from assistant.store.records import Turn

_LISTS = ("sources", "caveats", "suggestions", "choices", "facts", "subject")


def answer_of(reply: Reply) -> dict[str, Any]:
    """What is kept and sent of a reply. ``text`` says everything; ``body`` leaves out what is shown apart from it."""
    custom = reply.custom
    return {
        "text": reply.text,
        "body": custom.get("body") or reply.text,
        "outcome": custom.get("outcome") or "error",
        "kind": custom.get("kind"),
        "buttons": [{"title": str(b["title"]), "payload": str(b["payload"])} for b in reply.buttons],
        **{name: _list(custom.get(name)) for name in _LISTS},
    }


def turn_as_data(turn: Turn) -> dict[str, Any]:
    """A turn for the widget."""
    return {
        "id": turn.id,
        "asked": moment(turn.asked),
        "question": turn.question,
        "masked": list(turn.masked),
        "state": turn.state,
        "answer": None if turn.answer is None else dict(turn.answer),
        "verdict": turn.verdict,
    }


def moment(seconds: float) -> str:
    """A time in ISO 8601, UTC."""
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="seconds")


def safe_address(address: object) -> str | None:
    """A web address that may be a link; none for scripts and the like."""
    text = str(address or "")
    return text if text.startswith(("https://", "http://")) else None


def transcript(turns: list[Turn], texts: Mapping[str, str]) -> str:
    """The conversation as plain text."""
    blocks = [texts["transcript_title"], texts["automated"]]
    for turn in turns:
        blocks.append(f"{texts['you']} ({moment(turn.asked)}):\n{turn.question}")
        if turn.answer is not None:
            blocks.append(f"{texts['assistant']}:\n{turn.answer['text']}")
    return "\n\n".join(blocks) + "\n"


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]
