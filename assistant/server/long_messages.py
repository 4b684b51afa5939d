"""Long messages are read in a thread of their own, one after the other: whoever sends short ones does not wait.

Up to 80 characters a message is read in 5 to 20 ms; with 500 it takes 100 and more, nearly all of it in the sentence
encoder, which lets other threads run meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor

from assistant.channels.web.places import LONG
from assistant.settings import Settings


def beside(settings: Settings, original: Callable[..., Any]) -> Any:
    """Rasa's ``parse_message``, for long messages off the event loop."""
    lane = ThreadPoolExecutor(1, "long-messages")

    async def parse_message(self: MessageProcessor, message: UserMessage, *args: Any, **kwargs: Any) -> dict[str, Any]:
        parsing: Coroutine[Any, Any, dict[str, Any]] = original(self, message, *args, **kwargs)
        if len(message.text or "") <= LONG or self.http_interpreter:
            return await parsing
        return await asyncio.get_running_loop().run_in_executor(lane, _to_the_end, parsing)

    return parse_message


def _to_the_end(coroutine: Coroutine[Any, Any, dict[str, Any]]) -> dict[str, Any]:
    """Runs a coroutine that never waits for anything, as Rasa's parsing does not, without an event loop."""
    try:
        coroutine.send(None)
    except StopIteration as ended:
        result: dict[str, Any] = ended.value
        return result
    raise RuntimeError("Rasa's parsing waits for something now: it must stay on the event loop")
