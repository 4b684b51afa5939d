"""A turn: one message out, whatever the assistant does."""

from __future__ import annotations

import asyncio

from rasa.core.channels.channel import UserMessage

from assistant.channels import turn
from assistant.channels.guard import Accepted
from assistant.channels.lines import Lines

LINES = Lines(unavailable="not now", try_again="again, please", no_words="words, please")
QUESTION = Accepted("When did RAMSI start?", "me", wordless=False)


async def take(handle: turn.Handler, accepted: Accepted = QUESTION, seconds: float = 1.0) -> turn.Reply:
    return await turn.take(handle, accepted, "rest", LINES, seconds)


async def test_text_buttons_and_data_travel_as_one_message() -> None:
    async def handle(message: UserMessage) -> None:
        assert (message.text, message.sender_id, message.input_channel) == (QUESTION.text, "me", "rest")
        answer = {"text": "one\n\ntwo", "buttons": [{"title": "a", "payload": "a"}], "custom": {"outcome": "answered"}}
        await message.output_channel.send_response("me", answer)

    wire = (await take(handle)).on_the_wire("me")
    assert wire == {
        "recipient_id": "me",
        "text": "one\n\ntwo",
        "buttons": [{"title": "a", "payload": "a"}],
        "custom": {"outcome": "answered"},
    }


async def test_several_messages_become_one() -> None:
    async def handle(message: UserMessage) -> None:
        await message.output_channel.send_response("me", {"text": "one"})
        await message.output_channel.send_response("me", {"text": "two"})

    assert (await take(handle)).text == "one\n\ntwo"


async def test_silence_is_filled() -> None:
    async def handle(message: UserMessage) -> None:
        return

    reply = await take(handle)
    assert (reply.text, reply.custom["outcome"]) == (LINES.try_again, "error")


async def test_a_failure_is_told() -> None:
    async def handle(message: UserMessage) -> None:
        raise RuntimeError("secret detail")

    reply = await take(handle)
    assert reply.text == LINES.try_again
    assert "secret" not in str(reply.custom)


async def test_slowness_is_told_in_time() -> None:
    async def handle(message: UserMessage) -> None:
        await asyncio.sleep(60)

    reply = await take(handle, seconds=0.05)
    assert (reply.text, reply.custom["outcome"]) == (LINES.unavailable, "error")


async def test_without_words_the_assistant_is_not_asked() -> None:
    async def handle(message: UserMessage) -> None:
        raise AssertionError

    reply = await take(handle, Accepted("😀", "me", wordless=True))
    assert reply.text == LINES.no_words
