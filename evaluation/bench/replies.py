"""Reads replies of both sides alike: Rasa's own REST channel cuts one answer into several messages."""

from __future__ import annotations

from typing import Any

from evaluation.client import Assistant
from evaluation.reply import Reply, read_reply


def connect(address: str) -> Assistant:
    """A connection that reads the messages of a turn as one answer."""
    return Assistant(address, read=read_joined)


def read_joined(messages: Any, seconds: float) -> Reply:
    """A turn's messages as one: the texts below each other, and the data that came with them."""
    return read_reply(joined(messages), seconds)


def joined(messages: Any) -> Any:
    """Several messages as a list of one; anything else, and a single message, as it is."""
    if not isinstance(messages, list) or len(messages) < 2:
        return messages
    texts = [str(message["text"]) for message in messages if message.get("text")]
    custom = [message["custom"] for message in messages if message.get("custom")]
    return [{"text": "\n\n".join(texts), **({"custom": custom[-1]} if custom else {})}]
