"""One turn of a conversation: a question in, exactly one message out, whatever happens behind."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.channels import emergency
from assistant.channels.guard import Accepted
from assistant.channels.lines import Lines
from assistant.channels.notices import notice
from assistant.metrics import METRICS

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]


class AnsweredBefore(Exception):
    """The message stands in the conversation already, with its answer, which was ``said``."""

    def __init__(self, said: list[dict[str, Any]]) -> None:
        super().__init__("this message has been answered before")
        self.said = said


def said_to(tracker: DialogueStateTracker, message: str) -> list[dict[str, Any]]:
    """What was said to the message with this id, if it stands in the conversation; each as a channel gets it."""
    said: list[dict[str, Any]] = []
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered):
            said.insert(0, event.message())
        elif isinstance(event, UserUttered):
            if event.message_id == message:
                return said
            said = []
    return []


@dataclass(frozen=True)
class Reply:
    """The message of a turn: words, choices, and the same answer as data."""

    text: str
    buttons: tuple[Mapping[str, str], ...]
    custom: Mapping[str, Any]

    def on_the_wire(self, recipient: str) -> dict[str, Any]:
        """The reply in the shape of Rasa's REST channel, as one message."""
        message: dict[str, Any] = {"recipient_id": recipient, "text": self.text}
        if self.buttons:
            message["buttons"] = [dict(button) for button in self.buttons]
        message["custom"] = dict(self.custom)
        return message


class OneReply(OutputChannel):
    """Collects what the assistant says in a turn. Subclass it, or read ``reply()``, to show it a channel's own way."""

    def __init__(self, channel: str) -> None:
        super().__init__()
        self.channel = channel
        self.said: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """The name under which responses may have a variant."""
        return "one_reply"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Takes a message whole; Rasa's own channels would split it here."""
        self.said.append(dict(message))

    def reply(self) -> Reply | None:
        """What was said, as one message; none if nothing was."""
        texts = [str(message["text"]).strip() for message in self.said if message.get("text")]
        if not texts:
            return None
        buttons = [button for message in self.said for button in message.get("buttons") or ()]
        custom = [message["custom"] for message in self.said if message.get("custom")]
        return Reply("\n\n".join(texts), tuple(buttons), custom[-1] if custom else fixed("fallback", texts[-1]).custom)


def fixed(outcome: str, text: str) -> Reply:
    """A fixed line as a reply."""
    custom: dict[str, Any] = {
        "outcome": outcome,
        "kind": None,
        "subject": None,
        "text": text,
        "facts": [],
        "sources": [],
        "caveats": [],
        "suggestions": [],
        "choices": [],
        "parts": [],
    }
    return Reply(text, (), custom)


async def take(
    handle: Handler, accepted: Accepted, channel: str, lines: Lines, seconds: float, message: str | None = None
) -> Reply:
    """Lets the assistant answer one message.

    Args:
        handle: what Rasa gives a channel to pass messages on.
        accepted: the message, past the guard.
        channel: name of the input channel, kept with the conversation.
        lines: what to say when there is no answer.
        seconds: the user hears something by then.
        message: its id, kept with it, by which the turn can be found again; answered before, it is not asked again.
    """
    METRICS.questions.labels(channel).inc()
    started = time.perf_counter()
    standing = emergency.watch().now()
    if standing.switched_off:
        reply = fixed("off", standing.off_text)
    else:
        reply = noticed(await _answer(handle, accepted, channel, lines, seconds, message), standing.notice)
    METRICS.answered(channel, reply.custom.get("outcome"), reply.custom.get("kind"), time.perf_counter() - started)
    return told(reply, accepted.masked)


def recalled(said: Sequence[Mapping[str, Any]], accepted: Accepted) -> Reply | None:
    """The reply of a turn that was kept and not told, from what was said in it; none if that is no answer."""
    collected = OneReply("")
    collected.said.extend(dict(message) for message in said)
    reply = collected.reply()
    if reply is None or reply.custom.get("outcome") == "error":
        return None
    return told(noticed(reply, emergency.watch().now().notice), accepted.masked)


def noticed(reply: Reply, notice: str) -> Reply:
    """The reply with the emergency notice in front of it, if there is one."""
    if not notice:
        return reply
    body = reply.custom.get("body") or reply.custom.get("text") or reply.text
    text, body = f"{notice}\n\n{reply.text}", f"{notice}\n\n{body}"
    return Reply(text, reply.buttons, {**reply.custom, "text": text, "body": body, "notice": notice})


def told(reply: Reply, masked: tuple[str, ...]) -> Reply:
    """The reply, with a line that says what was taken out of the message."""
    if not masked:
        return reply
    text = f"{reply.text}\n\n{notice(masked)}"
    body = reply.custom.get("body") or reply.custom.get("text") or reply.text
    return Reply(text, reply.buttons, {**reply.custom, "text": text, "body": body, "masked": list(masked)})


async def _answer(
    handle: Handler, accepted: Accepted, channel: str, lines: Lines, seconds: float, message_id: str | None
) -> Reply:
    if accepted.wordless:
        return fixed("fallback", lines.no_words)
    output = OneReply(channel)
    message = UserMessage(accepted.text, output, accepted.sender, input_channel=channel, message_id=message_id)
    # What was said in a turn that failed is not told: the turn is not kept, so the next question would not build on it.
    try:
        await asyncio.wait_for(handle(message), seconds)
    except AnsweredBefore as before:
        output.said = before.said
    except asyncio.TimeoutError:
        METRICS.failed(channel, "timeout")
        logger.error("No answer within %.1f s on channel %s", seconds, channel)
        return fixed("error", lines.unavailable)
    except Exception:
        METRICS.failed(channel, "failed")
        logger.exception("A turn on channel %s failed", channel)
        return fixed("error", lines.try_again)
    reply = output.reply()
    if reply is None:
        METRICS.failed(channel, "silent")
        logger.error("The assistant said nothing on channel %s", channel)
        return fixed("error", lines.try_again)
    if reply.custom.get("outcome") == "error":
        METRICS.failed(channel, "no_answer")
    return reply
