"""The reply of the assistant as the evaluation sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Reply:
    """One turn's reply. ``fault`` says what was wrong with the message itself; ``seconds`` it took to the last byte."""

    text: str = ""
    outcome: str = "error"
    kind: str = ""
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    seconds: float = 0.0
    fault: str | None = None

    @property
    def said(self) -> str:
        """The text without its source lines, whose titles and dates are not the answer."""
        lines = [
            line for line in self.text.splitlines() if not line.lstrip().lower().startswith(("source:", "sources:"))
        ]
        return "\n".join(lines)


def read_reply(messages: Any, seconds: float) -> Reply:
    """Turn the body of a REST reply into a Reply.

    Args:
        messages: decoded JSON; one message a turn, with ``text`` and ``custom``.
        seconds: how long the reply took.
    """
    if not isinstance(messages, list):
        return Reply(seconds=seconds, fault="the reply is no list of messages")
    if not messages:
        return Reply(seconds=seconds, fault="no reply")
    first = messages[0]
    custom = first.get("custom") or {}
    fault = None if len(messages) == 1 else f"{len(messages)} messages in one turn"
    if "outcome" not in custom:
        fault = fault or "the reply has no outcome"
    return Reply(
        text=str(first.get("text") or ""),
        outcome=str(custom.get("outcome", "error")),
        kind=str(custom.get("kind") or ""),
        facts=tuple(str(fact) for fact in custom.get("facts") or ()),
        sources=tuple(str(source["id"]) for source in custom.get("sources") or ()),
        seconds=seconds,
        fault=fault,
    )
