"""Long messages are read beside the event loop, one after the other, with the same result."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage

from assistant.channels.web.places import LONG
from assistant.server import long_messages
from assistant.settings import Settings


class Processor:
    """Rasa's, as far as it is looked at."""

    http_interpreter = None

    def __init__(self) -> None:
        self.threads: list[str] = []
        self.running = self.most = 0

    async def parse(self, message: UserMessage, tracker: Any = None, only_output_properties: bool = True) -> Any:
        self.running += 1
        self.most = max(self.most, self.running)
        self.threads.append(threading.current_thread().name)
        time.sleep(0.1 if len(message.text or "") > LONG else 0.0)
        self.running -= 1
        return {"text": message.text, "tracker": tracker}


@pytest.fixture
def parse() -> Any:
    return long_messages.beside(Settings(), Processor.parse)


async def test_a_long_message_does_not_hold_up_a_short_one(parse: Any) -> None:
    processor = Processor()
    slow = [asyncio.create_task(parse(processor, UserMessage("x" * (LONG + 1)))) for _ in range(3)]
    await asyncio.sleep(0.02)
    begun = time.monotonic()
    assert (await parse(processor, UserMessage("short"), "tracker")) == {"text": "short", "tracker": "tracker"}
    assert time.monotonic() - begun < 0.08
    assert [done["text"] for done in await asyncio.gather(*slow)] == ["x" * (LONG + 1)] * 3
    assert set(processor.threads) - {"MainThread"} == {"long-messages_0"}
    assert processor.threads.count("MainThread") == 1
    assert processor.most == 2, "one long message at a time, beside a short one"


async def test_an_error_comes_through() -> None:
    async def broken(self: Any, message: UserMessage) -> Any:
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        await long_messages.beside(Settings(), broken)(Processor(), UserMessage("x" * 200))
