"""Slack in trouble: too many requests, errors, gone, token revoked. Never a crash, and the answer comes when it can."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

import pytest

from assistant.channels.slack import service as slack_service
from tests.slack.mock_slack import MockSlack, until
from tests.slack.payloads import message, words
from tests.slack.served import ScriptedAssistant, Served, serving


async def test_429_is_retried_after_as_long_as_slack_says(served: Served) -> None:
    served.slack.fail("chat.postMessage", 429, retry_after="1")
    await served.event(message("When did RAMSI start?"))
    await until(lambda: bool(served.slack.posted()))
    refused = next(call for call in served.slack.calls if call.method == "chat.postMessage 429")
    posted = next(call for call in served.slack.calls if call.method == "chat.postMessage")
    assert 1.0 <= posted.at - refused.at < 2.0
    await asyncio.sleep(0.3)
    assert len(served.slack.posted()) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
async def test_server_errors_are_retried(served: Served, status: int) -> None:
    served.slack.fail("chat.postMessage", status, times=2)
    served.slack.fail("respond", status, retry_after="1")
    await served.event(message("When did RAMSI start?"))
    await served.command("Who led it?")
    await until(lambda: bool(served.slack.posted()) and bool(served.slack.posted("respond")))


async def test_a_slow_slack_does_not_hold_up_other_questions(tmp_path: Path, slack: MockSlack) -> None:
    async with serving(tmp_path, slack, parses=1) as served:
        slack.fail("chat.postMessage", 429, retry_after="2")
        await served.event(message("first"))
        await until(lambda: served.assistant.questions == ["first"])
        await served.event(message("second"))
        await until(lambda: served.assistant.questions == ["first", "second"], 1.0)
        await until(lambda: len(slack.posted()) == 2)


async def test_dead_slack_then_back(
    tmp_path: Path, slack: MockSlack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(slack_service, "CHECK_SECONDS", 0.4)
    async with serving(tmp_path, slack) as served:
        port = slack.port
        await slack.stop()
        await served.event(message("When did RAMSI start?"))
        await until(lambda: served.channel.state.status == "red", 30)
        assert "cannot be reached" in served.channel.state.detail
        await until(lambda: "could not be shown in Slack yet" in caplog.text, 30)
        await slack.start(port)
        await until(lambda: len(slack.posted()) == 1, 30)
        assert served.channel.state.status == "ok"
        assert "When did RAMSI start?" in words(slack.posted()[0])
        await served.event(message("Who led it?"))
        await until(lambda: len(slack.posted()) == 2)


async def test_dead_slack_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_service, "CHECK_SECONDS", 0.4)
    slack = MockSlack()
    await slack.start()
    port = slack.port
    await slack.stop()
    async with serving(tmp_path, slack, connected=False) as served:
        assert await served.event(message("too early")) == 503  # whom to serve is not known: Slack asks again
        await until(lambda: served.channel.state.status == "red", 30)
        await slack.start(port)
        await until(lambda: served.channel.state.status == "ok", 30)
        assert await served.event(message("now")) == 200
        await until(lambda: len(slack.posted()) == 1)
        await slack.stop()


@pytest.mark.parametrize("error", ["token_revoked", "invalid_auth", "account_inactive"])
async def test_revoked_token_is_a_clear_line_and_red(
    served: Served, caplog: pytest.LogCaptureFixture, error: str
) -> None:
    caplog.set_level(logging.ERROR)
    served.slack.refuse("*", error)
    for _ in range(3):
        assert await served.event(message("When did RAMSI start?")) == 200
    await until(lambda: served.channel.state.status == "red")
    assert error in served.channel.state.as_data()["detail"]
    assert "SLACK_BOT_TOKEN" in served.channel.state.detail
    await asyncio.sleep(0.5)
    assert sum("Slack is red" in record.message for record in caplog.records) == 1


async def test_uninstalled_app_is_red(served: Served) -> None:
    await served.event({"type": "app_uninstalled"})
    await until(lambda: served.channel.state.status == "red")


async def test_a_channel_that_is_gone_is_only_logged(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    served.slack.refuse("chat.postMessage", "is_archived")
    await served.event(message("When did RAMSI start?"))
    await until(lambda: "is_archived" in caplog.text)
    assert served.channel.state.status == "ok"


async def test_failing_and_silent_assistant_still_says_something(tmp_path: Path, slack: MockSlack) -> None:
    def fail(text: str) -> dict[str, object]:
        raise RuntimeError("scripted")

    async with serving(tmp_path, slack, ScriptedAssistant(script=fail)) as served:
        await served.event(message("When did RAMSI start?"))
        await until(lambda: bool(slack.posted()))
        assert "ask it again" in words(slack.posted()[0])


async def test_a_redis_that_is_gone_costs_no_answer(tmp_path: Path, slack: MockSlack) -> None:
    async with serving(tmp_path, slack, redis_url="redis://127.0.0.1:1/0") as served:
        await served.event(message("When did RAMSI start?"), "Ev0SAME")
        await served.event(message("When did RAMSI start?"), "Ev0SAME")
        await until(lambda: bool(slack.posted()))
        await asyncio.sleep(0.3)
        assert len(slack.posted()) == 1


async def test_what_was_taken_on_is_finished_before_the_end(tmp_path: Path, slack: MockSlack) -> None:
    async with serving(tmp_path, slack, ScriptedAssistant(seconds=0.3)) as served:
        for number in range(5):
            await served.event(message(f"question {number}"))
    assert len(slack.posted()) == 5
