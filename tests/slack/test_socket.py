"""Socket Mode: the same answers without a public address, and again after the connection broke."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.slack.mock_slack import MockSlack, until
from tests.slack.payloads import command, event, message, words
from tests.slack.served import APP_TOKEN, serving

SOCKET: dict[str, Any] = {"app_token": APP_TOKEN, "signing_secret": ""}


async def test_events_and_commands_over_the_socket(tmp_path: Path, slack: MockSlack) -> None:
    async with serving(tmp_path, slack, **SOCKET) as served:
        await until(lambda: len(slack.sockets) == 1)
        opening = next(call for call in slack.calls if call.method == "apps.connections.open")
        assert opening.token == APP_TOKEN
        await slack.send("events_api", event(message("When did RAMSI start?")), "e1")
        await until(lambda: "e1" in slack.acks and bool(slack.posted()))
        await slack.send("slash_commands", command("help", slack.response_url()), "e2")
        await until(lambda: "e2" in slack.acks)
        assert "/peace" in slack.acks["e2"]["text"]
        await slack.send("slash_commands", command("Who led it?", slack.response_url()), "e3")
        await until(lambda: bool(slack.posted("respond")))
        # without a signing secret nothing is served over HTTP
        assert (await served.event(message("over HTTP"))) == 404


async def test_reconnects_after_a_disconnect_a_broken_line_and_a_dead_slack(tmp_path: Path, slack: MockSlack) -> None:
    async with serving(tmp_path, slack, **SOCKET):
        await until(lambda: len(slack.sockets) == 1)
        same = event(message("asked before"))
        await slack.send("events_api", same, "e1")
        await until(lambda: len(slack.posted()) == 1)

        await slack.sockets[-1].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await until(lambda: slack.opened == 2, 20)
        await slack.send("events_api", same, "e2")  # sent again on the new connection
        await slack.send("events_api", event(message("after a refresh")), "e3")
        await until(lambda: len(slack.posted()) == 2)

        transport = slack.sockets[-1]._req.transport  # type: ignore[union-attr]
        transport.abort()  # type: ignore[union-attr]
        await until(lambda: slack.opened >= 3, 30)
        await slack.send("events_api", event(message("after a break")), "e4")
        await until(lambda: len(slack.posted()) == 3)

        port = slack.port
        await slack.stop()
        await slack.start(port)
        await until(lambda: bool(slack.sockets), 40)
        await slack.send("events_api", event(message("after a fall")), "e5")
        await until(lambda: len(slack.posted()) == 4, 20)
        assert ["asked before" in words(posted) for posted in slack.posted()] == [True, False, False, False]


async def test_a_socket_in_trouble_is_red_though_the_web_api_is_well(tmp_path: Path, slack: MockSlack) -> None:
    async with serving(tmp_path, slack, **SOCKET) as served:
        await until(lambda: len(slack.sockets) == 1)
        slack.refuse("apps.connections.open", "internal_error")
        await slack.sockets[-1].close()
        await until(lambda: served.channel.state.status == "red", 20)
        assert "Socket Mode" in served.channel.state.detail
        slack.refuse("apps.connections.open", None)
        await until(lambda: served.channel.state.status == "ok", 40)


async def test_refused_app_token_is_red(tmp_path: Path, slack: MockSlack) -> None:
    slack.refuse("apps.connections.open", "invalid_auth")
    async with serving(tmp_path, slack, connected=False, **SOCKET) as served:
        await until(lambda: served.channel.state.status == "red")
        assert "SLACK_APP_TOKEN" in served.channel.state.detail
