"""The Slack channel on a real port, with a scripted assistant behind it and the mock Slack before it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from rasa.core.channels.channel import UserMessage
from sanic import Sanic
from sanic.response import empty
from sanic.touchup import TouchUp

from assistant.channels.slack import SlackChannel
from assistant.channels.slack.settings import SlackSettings
from assistant.channels.turn import fixed
from assistant.server import errors
from assistant.settings import Settings
from tests.slack import payloads
from tests.slack.mock_slack import MockSlack, until

# Sanic rewrites its own code at a start, which works once a process.
_rewrite = TouchUp.run
_rewritten: list[str] = []


def _rewrite_once(app: Sanic) -> None:
    if not _rewritten:
        _rewritten.append(app.name)
        _rewrite(app)


TouchUp.run = staticmethod(_rewrite_once)

TOKEN, APP_TOKEN = "xoxb-token-of-the-tests-7c1d", "xapp-token-of-the-tests-2b9e"
SOURCE = {
    "id": "ramsi-final",
    "title": "RAMSI final report",
    "publisher": "RAMSI",
    "address": "https://example.org/ramsi?a=1&b=2",
    "as_of": "as of June 2017",
}


def answer(text: str, **more: Any) -> dict[str, Any]:
    """A message as the actions send it."""
    custom = {**fixed("answered", text).custom, "kind": "operation_start", "body": text, **more}
    buttons = [{"title": each, "payload": each} for each in (*custom["choices"], *custom["suggestions"])]
    return {"text": text, "custom": custom, "buttons": buttons}


@dataclass
class ScriptedAssistant:
    """Stands in for Rasa: remembers what each conversation asked, and says so."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    script: Callable[[str], dict[str, Any]] | None = None
    seconds: float = 0.0
    running: int = 0
    most: int = 0

    async def __call__(self, message: UserMessage) -> None:
        sender, text = str(message.sender_id), str(message.text)
        self.heard.append((sender, text))
        self.running += 1
        self.most = max(self.most, self.running)
        if self.seconds:
            await asyncio.sleep(self.seconds)
        self.running -= 1
        said = self.script(text) if self.script else self.default(sender, text)
        await message.output_channel.send_response(sender, said)

    def default(self, sender: str, text: str) -> dict[str, Any]:
        """Echoes the question and how many of this conversation came before."""
        before = sum(each == sender for each, _ in self.heard) - 1
        return answer(
            f"You asked: {text} ({before} before)",
            facts=["ramsi.1"],
            sources=[SOURCE],
            suggestions=["When did RAMSI end?", "Who led RAMSI?"],
        )

    @property
    def questions(self) -> list[str]:
        """What was asked, in order."""
        return [text for _, text in self.heard]


@dataclass
class Served:
    """A running channel."""

    address: str
    slack: MockSlack
    assistant: ScriptedAssistant
    channel: SlackChannel
    database: Path
    http: aiohttp.ClientSession

    async def post(self, body: tuple[bytes, str], secret: str = payloads.SECRET, age: float = 0.0) -> tuple[int, str]:
        """Sends a signed request; status and body of the acknowledgement."""
        data, kind = body
        headers = payloads.signed(data, kind, secret, age)
        async with self.http.post(f"{self.address}/webhooks/slack/events", data=data, headers=headers) as response:
            return response.status, await response.text()

    async def event(self, inner: dict[str, Any], event_id: str = "", **outer: Any) -> int:
        """Sends an event."""
        return (await self.post(payloads.as_json(payloads.event(inner, event_id, **outer))))[0]

    async def command(self, text: str, name: str = "r1", **more: Any) -> tuple[int, str]:
        """Types /peace."""
        return await self.post(payloads.as_form(payloads.command(text, self.slack.response_url(name), **more)))

    async def press(
        self, element: dict[str, Any], posted: dict[str, Any] | None = None, name: str = "press", **more: Any
    ) -> int:
        """Presses a button."""
        body = payloads.press(element, self.slack.response_url(name), posted, **more)
        return (await self.post(payloads.as_payload(body)))[0]


@asynccontextmanager
async def serving(
    folder: Path,
    slack: MockSlack,
    assistant: ScriptedAssistant | None = None,
    settings: dict[str, Any] | None = None,
    connected: bool = True,
    **options: Any,
) -> AsyncIterator[Served]:
    """Runs the channel; ``options`` are fields of SlackSettings. ``connected``: begins when Slack has answered."""
    chosen = {
        "bot_token": TOKEN,
        "signing_secret": payloads.SECRET,
        "api_url": slack.api,
        **options,
    }
    endpoints = folder / "endpoints.yml"
    database = folder / "conversations.db"
    endpoints.write_text(f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {database}\n", encoding="utf-8")
    own = Settings(endpoints=endpoints, tracker_db=database, **(settings or {}))
    channel = SlackChannel(SlackSettings(**chosen), own)
    scripted = assistant or ScriptedAssistant()
    handle: Callable[[UserMessage], Awaitable[None]] = scripted
    app = Sanic(f"slack_{id(channel)}", configure_logging=False)
    errors.install(app)
    app.blueprint(channel.blueprint(handle), url_prefix="/webhooks/slack")
    app.add_route(lambda _: empty(), "/")
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.before_start()
    await server.start_serving()
    await server.after_start()
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector) as http:
        served = Served(f"http://127.0.0.1:{port}", slack, scripted, channel, database, http)
        try:
            if connected:
                await until(lambda: channel.state.status == "ok")
            yield served
        finally:
            await server.before_stop()
            await server.close()
            await server.after_stop()
