"""Slack's side on loopback: the Web API, response addresses and Socket Mode, with every call written down."""

from __future__ import annotations

import asyncio
import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

TEAM, BOT_USER, BOT = "T0MINISTRY", "U0PEACE", "B0PEACE"


@dataclass(frozen=True)
class Call:
    """A call to the Web API or to a response address."""

    method: str
    args: dict[str, Any]
    token: str
    at: float


@dataclass
class MockSlack:
    """Answers as Slack does; faults are scripted with ``fail`` and ``refuse``."""

    calls: list[Call] = field(default_factory=list)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acks: dict[str, Any] = field(default_factory=dict)
    opened: int = 0
    port: int = 0
    _faults: dict[str, list[tuple[int, dict[str, str]]]] = field(default_factory=dict)
    _refused: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _runner: web.AppRunner | None = None

    @property
    def api(self) -> str:
        """SLACK_API_URL."""
        return f"http://127.0.0.1:{self.port}/api/"

    def response_url(self, name: str = "r1") -> str:
        """An address as Slack gives it with a command or a button."""
        return f"http://127.0.0.1:{self.port}/respond/{name}"

    def fail(self, method: str, status: int, times: int = 1, **headers: str) -> None:
        """Has the next calls of a method answered with an HTTP error."""
        sent = {name.replace("_", "-").title(): value for name, value in headers.items()}
        self._faults.setdefault(method, []).extend([(status, sent)] * times)

    def refuse(self, method: str, error: str | None) -> None:
        """Has all calls of a method ("*": of every method) answered with an error of Slack's, or with none again."""
        if error is None:
            self._refused.pop(method, None)
        else:
            self._refused[method] = error

    def posted(self, *methods: str) -> list[dict[str, Any]]:
        """Arguments of the calls of some methods, in order."""
        return [call.args for call in list(self.calls) if call.method in (methods or ("chat.postMessage",))]

    async def start(self, port: int = 0) -> None:
        """Listens."""
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_post("/respond/{name}", self._respond)
        app.router.add_get("/socket", self._socket)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", port)
        await site.start()
        self.port = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr]

    async def stop(self) -> None:
        """Goes away: connections are refused from now on."""
        for socket in self.sockets:
            await socket.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def send(self, kind: str, payload: dict[str, Any], envelope: str) -> None:
        """Sends a request over the latest socket."""
        message = {"type": kind, "envelope_id": envelope, "payload": payload, "accepts_response_payload": True}
        await self.sockets[-1].send_str(json.dumps(message))

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if request.content_type == "application/json":
            args = await request.json()
        else:
            args = dict(await request.post())
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if fault := self._next_fault(method):
            return fault
        self.calls.append(Call(method, args, token, time.monotonic()))
        error = self._refused.get(method) or self._refused.get("*")
        if error:
            return web.json_response({"ok": False, "error": error})
        return web.json_response({"ok": True, **self._answer(method, args)})

    def _answer(self, method: str, args: dict[str, Any]) -> dict[str, Any]:
        if method == "auth.test":
            return {"user_id": BOT_USER, "bot_id": BOT, "team_id": TEAM, "user": "peace", "team": "Ministry"}
        if method == "chat.postMessage":
            channel = args["channel"]
            channel = f"D{channel[1:]}" if channel.startswith("U") else channel
            return {"channel": channel, "ts": f"1900000000.{next(self._numbers):06d}", "message": {}}
        if method == "apps.connections.open":
            return {"url": f"ws://127.0.0.1:{self.port}/socket"}
        return {}

    async def _respond(self, request: web.Request) -> web.Response:
        if fault := self._next_fault("respond"):
            return fault
        args = await request.json()
        self.calls.append(Call("respond", {**args, "to": request.match_info["name"]}, "", time.monotonic()))
        return web.Response(text="ok")

    def _next_fault(self, method: str) -> web.Response | None:
        queue = self._faults.get(method)
        if not queue:
            return None
        status, headers = queue.pop(0)
        self.calls.append(Call(f"{method} {status}", {}, "", time.monotonic()))
        return web.Response(status=status, headers=headers, text="no")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.opened += 1
        self.sockets.append(socket)
        await socket.send_str(json.dumps({"type": "hello", "num_connections": 1}))
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                answer = json.loads(message.data)
                self.acks[answer["envelope_id"]] = answer.get("payload")
        self.sockets.remove(socket)
        return socket


async def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    """Waits until something is true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited in vain"
        await asyncio.sleep(0.01)


@contextmanager
def in_thread() -> Iterator[MockSlack]:
    """The mock on a thread of its own, for tests that do not run in its event loop."""
    mock, loop = MockSlack(), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(mock.start(), loop).result(10)
    try:
        yield mock
    finally:
        asyncio.run_coroutine_threadsafe(mock.stop(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
