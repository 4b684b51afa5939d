"""The home, the assistant pane and the message shortcut."""

from __future__ import annotations

import json
from typing import Any

from assistant.channels.slack import limits
from tests.slack.mock_slack import until
from tests.slack.payloads import DIRECT, PERSON, as_payload, elements, message, shortcut, words
from tests.slack.served import Served


async def test_home_says_what_it_can_and_how_fresh_it_is(served: Served) -> None:
    await served.event({"type": "app_home_opened", "user": PERSON, "channel": DIRECT, "tab": "home"})
    await until(lambda: bool(served.slack.posted("views.publish")))
    published = served.slack.posted("views.publish")[0]
    view = published["view"]
    assert published["user_id"] == PERSON
    assert limits.problems(view["blocks"], limits.VIEW_BLOCKS) == []
    said = words(view)
    kb = served.channel.state  # connected
    assert kb.status == "ok"
    assert "operations" in said
    assert "newest source" in said
    assert "due for review" in said
    assert "When did RAMSI start?" in [each["value"] for each in elements(view, "ask")]


async def test_messages_tab_publishes_nothing(served: Served) -> None:
    await served.event({"type": "app_home_opened", "user": PERSON, "channel": DIRECT, "tab": "messages"})
    await served.event(message("a question"))
    await until(lambda: bool(served.slack.posted()))
    assert not served.slack.posted("views.publish")


async def test_pane_greets_with_prompts_and_shows_a_status(served: Served) -> None:
    thread: dict[str, Any] = {"user_id": PERSON, "channel_id": DIRECT, "thread_ts": "1800000000.000001", "context": {}}
    await served.event({"type": "assistant_thread_started", "assistant_thread": thread, "event_ts": "1.2"})
    await until(lambda: bool(served.slack.posted("assistant.threads.setSuggestedPrompts")))
    prompts = served.slack.posted("assistant.threads.setSuggestedPrompts")[0]
    assert (prompts["channel_id"], prompts["thread_ts"]) == (DIRECT, thread["thread_ts"])
    assert 1 <= len(prompts["prompts"]) <= 4
    assert "Kia ora" in words(served.slack.posted()[0])
    await served.event({"type": "assistant_thread_context_changed", "assistant_thread": thread, "event_ts": "1.3"})

    await served.event(message("When did RAMSI start?", thread=thread["thread_ts"]))
    await until(lambda: len(served.slack.posted()) == 2)
    order = [call.method for call in served.slack.calls]
    status = served.slack.posted("assistant.threads.setStatus")[0]
    assert status["status"]
    assert order.index("assistant.threads.setStatus") < len(order) - 1 - order[::-1].index("chat.postMessage")
    assert served.slack.posted()[1]["thread_ts"] == thread["thread_ts"]


async def test_a_refused_status_does_not_cost_the_answer(served: Served) -> None:
    served.slack.refuse("assistant.threads.setStatus", "not_allowed")
    await served.event(message("When did RAMSI start?", thread="1800000000.000001"))
    await until(lambda: bool(served.slack.posted()))


async def test_shortcut_answers_privately_with_the_message_quoted(served: Served) -> None:
    body = shortcut("When did <https://x.example|RAMSI> start?", served.slack.response_url())
    assert (await served.post(as_payload(body)))[0] == 200
    await until(lambda: bool(served.slack.posted("respond")))
    said = served.slack.posted("respond")[0]
    assert said["response_type"] == "ephemeral"
    assert served.assistant.questions == ["When did RAMSI start?"]
    assert "When did RAMSI start?" in json.dumps(said["blocks"][0])
    assert elements(said, "share")


async def test_shortcut_on_a_long_message_asks_its_beginning(served: Served) -> None:
    await served.post(as_payload(shortcut("When did RAMSI start? " * 200, served.slack.response_url())))
    await until(lambda: bool(served.slack.posted("respond")))
    assert served.assistant.questions[0].startswith("When did RAMSI start? When")
    assert len(served.assistant.questions[0]) <= 1000


async def test_shortcut_on_a_message_without_words(served: Served) -> None:
    await served.post(as_payload(shortcut("", served.slack.response_url())))
    await until(lambda: bool(served.slack.posted("respond")))
    assert "no words" in words(served.slack.posted("respond")[0])
    assert not served.assistant.heard
