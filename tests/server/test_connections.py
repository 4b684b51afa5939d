"""Connections: half a request is given up in time, and when there are too many the idlest makes room."""

from __future__ import annotations

import asyncio
import resource
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, text

from assistant.server import connections
from assistant.server.connections import Connection

HALF = b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
BODYLESS = HALF + b"\r\n"
WHOLE = b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"
Talk = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@asynccontextmanager
async def served(monkeypatch: pytest.MonkeyPatch, most: int = 1000) -> AsyncIterator[int]:
    """A server with these connections and short times; its port."""
    monkeypatch.setattr(Connection, "most", most)
    monkeypatch.setattr(Sanic, "test_mode", True)
    app = Sanic(f"connections_{id(monkeypatch)}", configure_logging=False)
    app.config.REQUEST_TIMEOUT = app.config.RESPONSE_TIMEOUT = 1

    @app.post("/echo")
    async def echo(request: Request) -> HTTPResponse:
        return text(str(len(request.body)))

    @app.get("/slow")
    async def slow(_: Request) -> HTTPResponse:
        await asyncio.sleep(0.4)
        return text("done")

    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = await app.create_server(sock=listening, protocol=Connection, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.start_serving()
    yield listening.getsockname()[1]
    await server.close()


async def is_open(talk: Talk) -> bool:
    try:
        return await asyncio.wait_for(talk[0].read(1), 0.05) != b""
    except asyncio.TimeoutError:
        return True
    except ConnectionError:
        return False


@pytest.mark.parametrize("begun", [HALF, BODYLESS], ids=["head", "body"])
async def test_a_request_that_trickles_in_is_given_up(monkeypatch: pytest.MonkeyPatch, begun: bytes) -> None:
    async with served(monkeypatch) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(begun)
        started = time.monotonic()
        answer = asyncio.create_task(reader.read(100))
        while not answer.done() and time.monotonic() - started < 10:
            writer.write(b"x")
            await asyncio.sleep(0.1)
        assert time.monotonic() - started < 5
        writer.close()


async def test_the_idlest_make_room_and_a_request_in_progress_never_does(monkeypatch: pytest.MonkeyPatch) -> None:
    async with served(monkeypatch, most=10) as port:
        busy = await asyncio.open_connection("127.0.0.1", port)
        busy[1].write(WHOLE)
        await asyncio.sleep(0.05)
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(12)]
        await asyncio.sleep(0.1)
        assert [await is_open(each) for each in idle] == [False] * 3 + [True] * 9
        assert b"done" in await asyncio.wait_for(busy[0].read(500), 5)
        for _, writer in (busy, *idle):
            writer.close()


async def test_with_every_connection_busy_new_ones_are_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    async with served(monkeypatch, most=10) as port:
        busy = [await asyncio.open_connection("127.0.0.1", port) for _ in range(10)]
        for _, writer in busy:
            writer.write(WHOLE)
        await asyncio.sleep(0.1)
        late = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.sleep(0.05)
        assert not await is_open(late)
        for reader, writer in busy:
            assert b"done" in await asyncio.wait_for(reader.read(500), 5)
            writer.close()


def test_files_are_raised_as_far_as_allowed(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    set_to: list[tuple[int, int]] = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 700))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: set_to.append(limits))
    assert connections.room(300) == 300
    assert connections.room(1000) == 500
    assert set_to == [(500, 700), (700, 700)]
    assert "Only 500 connections fit" in caplog.text
