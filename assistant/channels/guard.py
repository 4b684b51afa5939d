"""The one input guard of all channels: what a channel hands to Rasa has passed here."""

from __future__ import annotations

import json
import unicodedata
import uuid
from dataclasses import dataclass

from assistant.privacy import masker

BODY_BYTES = 64 * 1024
SENDER_LENGTH = 128
# Marks that turn the direction of text around, and invisible joiners; they change how text looks, not what it asks.
_INVISIBLE = frozenset("\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\u061c") | {
    chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC))
}
# Signs that say something without a word.
_TELLING = frozenset("👍👎?")


class Refused(Exception):
    """Input that no answer can be given to. ``reason`` is shown to the caller."""

    def __init__(self, status: int, code: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class Accepted:
    """A message that may go to the assistant, without personal details.

    ``wordless``: nothing in it can be read as a question. ``masked``: kinds of personal details that were taken out.
    """

    text: str
    sender: str
    wordless: bool
    masked: tuple[str, ...] = ()


def json_object(body: bytes) -> dict[str, object]:
    """Reads a request body.

    Raises:
        Refused: too large, no UTF-8, no JSON, or no object.
    """
    if len(body) > BODY_BYTES:
        raise Refused(413, "body_too_large", f"The request is larger than {BODY_BYTES // 1024} kB.")
    try:
        content = json.loads(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise Refused(400, "not_utf8", "The request is not valid UTF-8.") from None
    except (ValueError, RecursionError):
        raise Refused(400, "not_json", "The request is not valid JSON.") from None
    if not isinstance(content, dict):
        raise Refused(
            400, "not_an_object", 'The request must be a JSON object such as {"sender": "me", "message": "..."}.'
        )
    return content


def check(message: object, sender: object, limit: int) -> Accepted:
    """Checks one message, cleans it, and takes personal details out.

    Args:
        message: what the user wrote, of whatever type the caller sent.
        sender: the conversation it belongs to; a message without one is a conversation of its own.
        limit: most characters a message may have.

    Raises:
        Refused: the message is none, empty or too long, or the sender is unusable.
    """
    name = _sender(sender)
    if message is None:
        raise Refused(400, "message_missing", 'The field "message" is missing.')
    if not isinstance(message, str):
        raise Refused(400, "message_not_text", 'The field "message" must be text.')
    if len(message) > limit:
        raise Refused(
            413, "message_too_long", f"A message may have at most {limit} characters. Please ask in fewer words."
        )
    text = clean(message)
    if not text:
        raise Refused(400, "message_empty", "The message is empty. Please type a question.")
    masked = masker().mask(text)
    return Accepted(text=masked.text, sender=name, wordless=_wordless(text), masked=masked.kinds)


def clean(text: str) -> str:
    """Takes out what is not text: control characters, halves of characters, marks that turn the direction around."""
    kept = "".join(_replacement(character) for character in text)
    return " ".join(unicodedata.normalize("NFC", kept).split())


def _replacement(character: str) -> str:
    if character in _INVISIBLE:
        return ""
    category = unicodedata.category(character)
    if category == "Cc":
        return " "
    if category in ("Cs", "Co", "Cn"):
        return ""
    return character


def _wordless(text: str) -> bool:
    return not any(character.isalnum() or character in _TELLING for character in text)


def _sender(sender: object) -> str:
    if sender is None or sender == "":
        return uuid.uuid4().hex
    if isinstance(sender, int) and not isinstance(sender, bool):
        sender = str(sender)
    if not isinstance(sender, str):
        raise Refused(400, "sender_not_text", 'The field "sender" must be text.')
    if len(sender) > SENDER_LENGTH:
        raise Refused(400, "sender_too_long", f'The field "sender" may have at most {SENDER_LENGTH} characters.')
    if not sender.isprintable() or not sender.strip():
        raise Refused(400, "sender_unprintable", 'The field "sender" holds characters that cannot be printed.')
    return sender
