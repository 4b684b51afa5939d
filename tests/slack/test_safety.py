"""Who is served, and each event once."""

from __future__ import annotations

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import pytest

from tests.slack import payloads
from tests.slack.mock_slack import TEAM, MockSlack, until
from tests.slack.payloads import CHANNEL, as_form, as_json, as_payload, command, event, mention, message, press, words
from tests.slack.served import APP_TOKEN, TOKEN, ScriptedAssistant, Served, serving


@pytest.mark.parametrize(
    ("secret", "age"),
    [
        ("another-secret", 0.0),
        ("", 0.0),
        (payloads.SECRET, 301.0),
        (payloads.SECRET, -301.0),
        (payloads.SECRET, 86400.0),
    ],
)
async def test_forged_and_stale_requests_are_refused(served: Served, secret: str, age: float) -> None:
    for body in (
        as_json(event(message("forged"))),
        as_form(command("forged", served.slack.response_url())),
        as_payload(press({"type": "button", "action_id": "ask:0", "value": "forged"}, served.slack.response_url())),
    ):
        assert (await served.post(body, secret, age))[0] == 401
    await asyncio.sleep(0.4)
    assert not served.assistant.heard


async def test_unsigned_and_tampered_requests_are_refused(served: Served) -> None:
    data, kind = as_json(event(message("signed")))
    address = f"{served.address}/webhooks/slack/events"
    async with served.http.post(address, data=data, headers={"content-type": kind}) as response:
        assert response.status == 401
    async with served.http.post(address, data=data + b" ", headers=payloads.signed(data, kind)) as response:
        assert response.status == 401
    for method in ("GET", "PUT", "DELETE"):
        async with served.http.request(method, address) as response:
            assert response.status == 405


async def test_within_the_window_is_served(served: Served) -> None:
    assert (await served.post(as_json(event(message("late"))), age=290.0))[0] == 200
    await until(lambda: bool(served.slack.posted()))


async def test_url_verification(served: Served) -> None:
    status, body = await served.post(as_json({"type": "url_verification", "challenge": "abc", "token": "x"}))
    assert (status, "abc" in body) == (200, True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"null",
        b"payload=%7B",
        b'{"type": "event_callback"}',
        b'{"event": 5, "team_id": 7}',
    ],
)
async def test_odd_requests_never_crash(served: Served, body: bytes) -> None:
    for kind in ("application/json", "application/x-www-form-urlencoded"):
        status, _ = await served.post((body, kind))
        assert status in (200, 400, 404, 413), (status, kind)
    await served.event(message("still here"))
    await until(lambda: bool(served.slack.posted()))


async def test_other_workspaces_are_not_served(served: Served) -> None:
    assert await served.event(message("theirs", team="T0OTHER"), team_id="T0OTHER") == 200
    # a person of another organisation in a shared channel
    assert await served.event(mention("theirs too", user_team="T0OTHER", team="T0OTHER")) == 200
    await served.command("and theirs", team_id="T0OTHER")
    button = {"type": "button", "action_id": "ask:0", "value": "and a button"}
    await served.press(button, None, user="U0OTHER", team={"id": "T0OTHER"})
    await asyncio.sleep(0.5)
    assert not served.assistant.heard


async def test_configured_workspaces_and_channels_only(tmp_path: Path, slack: MockSlack) -> None:
    chosen: dict[str, Any] = {"teams": frozenset({"T0A", "T0B"}), "channels": frozenset({CHANNEL})}
    async with serving(tmp_path, slack, **chosen) as served:
        for team in ("T0A", "T0B", TEAM):
            await served.event(mention(f"mention {team}", team=team), team_id=team)
        await served.event(mention("elsewhere", "C0OTHER", team="T0A"), team_id="T0A")
        await served.event(message("direct", team="T0A"), team_id="T0A")
        status, body = await served.command("command elsewhere", channel="C0OTHER", team_id="T0A")
        assert (status, "may not answer in this channel" in body) == (200, True)
        await until(lambda: len(slack.posted()) == 3)
        await asyncio.sleep(0.3)
        assert sorted(served.assistant.questions) == ["direct", "mention T0A", "mention T0B"]


async def test_channels_shared_with_others_are_served_only_if_listed(tmp_path: Path, slack: MockSlack) -> None:
    async with serving(tmp_path, slack) as served:
        await served.event(mention("shared"), is_ext_shared_channel=True)
        await asyncio.sleep(0.4)
        assert not served.assistant.heard
    async with serving(tmp_path, slack, channels=frozenset({CHANNEL})) as served:
        await served.event(mention("listed"), is_ext_shared_channel=True)
        await until(lambda: served.assistant.questions == ["listed"])


async def test_fifty_duplicates_at_once_are_one(served: Served) -> None:
    body = as_json(event(message("once"), "Ev0SAME"))
    statuses = await asyncio.gather(*(served.post(body) for _ in range(50)))
    assert {status for status, _ in statuses} == {200}
    await until(lambda: bool(served.slack.posted()))
    await asyncio.sleep(0.5)
    assert (served.assistant.questions, len(served.slack.posted())) == (["once"], 1)


async def test_retry_storm_across_a_restart_and_two_workers(tmp_path: Path, slack: MockSlack) -> None:
    bodies = [as_json(event(message(f"question {number}"))) for number in range(10)]
    async with serving(tmp_path, slack) as one, serving(tmp_path, slack) as two:
        await asyncio.gather(*(worker.post(body) for _ in range(4) for body in bodies for worker in (one, two)))
        await until(lambda: len(slack.posted()) == 10)
        await asyncio.sleep(0.5)
    async with serving(tmp_path, slack) as restarted:
        await asyncio.gather(*(restarted.post(body) for _ in range(3) for body in bodies))
        await asyncio.sleep(0.6)
        assert not restarted.assistant.heard
    assert sorted(one.assistant.questions + two.assistant.questions) == sorted(f"question {n}" for n in range(10))


async def test_follow_ups_after_a_restart_and_on_another_worker(tmp_path: Path, slack: MockSlack) -> None:
    asked = mention("first")
    async with serving(tmp_path, slack) as before:
        await before.event(asked)
        await until(lambda: len(slack.posted()) == 1)
    async with serving(tmp_path, slack) as after:
        await after.event(message("second", CHANNEL, thread=asked["ts"]))
        await until(lambda: len(slack.posted()) == 2)


async def test_acknowledged_at_once_while_the_assistant_is_busy(tmp_path: Path, slack: MockSlack) -> None:
    scripted = ScriptedAssistant(seconds=0.4)
    async with serving(tmp_path, slack, scripted, parses=2, waiting=8) as served:
        loop = asyncio.get_running_loop()
        statuses = []
        for number in range(30):
            started = loop.time()
            statuses.append(await served.event(message(f"question {number}")))
            assert loop.time() - started < 0.3
        taken = statuses.count(200)
        assert 8 <= taken <= 10  # beyond the bound Slack is asked to come again
        assert set(statuses) == {200, 503}
        await until(lambda: len(slack.posted()) == taken)
        assert scripted.most == 2
        status, _ = await served.command("later")
        assert status == 200


async def test_busy_command_is_told_so(tmp_path: Path, slack: MockSlack) -> None:
    async with serving(tmp_path, slack, ScriptedAssistant(seconds=0.5), parses=1, waiting=1) as served:
        bodies = [await served.command(f"question {number}", user=f"U{number}") for number in range(4)]
        assert "ask again in a minute" in bodies[-1][1]


async def test_secrets_are_never_logged(
    tmp_path: Path, slack: MockSlack, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    async with serving(tmp_path, slack, app_token=APP_TOKEN, redis_url="redis://:redis-pass@127.0.0.1:1/0") as served:
        await until(lambda: slack.opened == 1)
        await served.event(message("When did RAMSI start? my phone is 021 123 4567"))
        await until(lambda: bool(slack.posted()))
        await served.command("who led it")
        slack.refuse("*", "token_revoked")
        await served.event(message("again"))
        await until(lambda: served.channel.state.status == "red")
        await served.post(as_json(event(message("forged"))), "wrong")
        assert TOKEN not in repr(served.channel.options)
    out, err = capfd.readouterr()
    logged = caplog.text + out + err + json.dumps(served.channel.state.as_data())
    for secret in (TOKEN, APP_TOKEN, payloads.SECRET, "redis-pass", "021 123 4567"):
        assert secret not in logged
    assert "redis-pass" not in words(slack.posted()[0])
