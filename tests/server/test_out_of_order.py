"""While the Rasa server cannot start, somebody says so, and makes way when the fault is mended."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest
from sanic import Sanic
from sqlalchemy.exc import OperationalError

from assistant.channels import lines
from assistant.server import out_of_order, supervisor
from assistant.settings import Settings
from assistant.store import trouble

Fault = Callable[[], bool]


@asynccontextmanager
async def served(mended: Fault) -> AsyncIterator[tuple[Sanic, str, aiohttp.ClientSession]]:
    """It, its address, and somebody to ask."""
    Sanic._app_registry.pop("out_of_order", None)
    Sanic.test_mode = True  # several servers in one process
    app = out_of_order.build(Settings(), "The disk is full", mended)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = await app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.start_serving()
    await server.after_start()
    async with aiohttp.ClientSession() as http:
        yield app, f"http://127.0.0.1:{listening.getsockname()[1]}", http
    await server.before_stop()
    await server.close()


async def test_health_says_why() -> None:
    async with served(lambda: False) as (_, address, http), http.get(f"{address}/health") as health:
        said = await health.json()
    assert (health.status, said["reason"]) == (503, "The disk is full.")
    assert said["status"] == out_of_order.STATUS == supervisor.OUT_OF_ORDER


@pytest.mark.parametrize("path", ["/api/chat/messages", "/webhooks/rest/webhook", "/webhooks/slack/events"])
async def test_every_address_says_that_there_is_no_answer(path: str) -> None:
    question = {"sender": "me", "message": "When did RAMSI start?"}
    async with served(lambda: False) as (_, address, http), http.post(f"{address}{path}", json=question) as answer:
        said = await answer.json()
    assert (answer.status, said["error"]["reason"]) == (503, lines.load().unavailable)


async def test_a_page_says_so_without_the_reason_which_is_not_for_the_public() -> None:
    page = {"accept": "text/html"}
    async with served(lambda: False) as (_, address, http), http.get(f"{address}/chat", headers=page) as answer:
        said = await answer.text()
    assert answer.status == 503
    assert "<p>I cannot answer just now" in said
    assert "disk" not in said


async def test_it_looks_until_the_fault_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(out_of_order, "LOOK_SECONDS", 0.01)
    stopped = asyncio.Event()
    monkeypatch.setattr(Sanic, "stop", lambda _: stopped.set())
    looks = iter([False, False, True])
    async with served(lambda: next(looks)) as (app, _, _http):
        await asyncio.wait_for(stopped.wait(), 5)
    assert app.ctx.mended


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("database or disk is full", "the disk is full"),
        ('could not extend file "base/1": No space left on device', "the disk is full"),
        ("attempt to write a readonly database", "their file may only be read"),
        ("cannot execute INSERT in a read-only transaction", "the database may only be read"),
        ("unable to open database file", "their file cannot be opened"),
        ("database disk image is malformed", "their file is damaged"),
        ("file is not a database", "their file is damaged"),
        ("database is locked", "another program holds their file"),
        ("could not connect to server", "does not answer"),
    ],
)
def test_what_a_database_says_in_words(said: str, words: str) -> None:
    assert words in trouble.words(OperationalError("INSERT", {}, Exception(said)))


def test_a_sound_file_and_none_at_all_are_fine(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'conversations.db'}"
    assert trouble.of_file(url) is None
    assert trouble.of_file(url) is None
    assert trouble.of_file("postgresql://nobody@127.0.0.1:1/none") is None


def test_a_folder_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    told = trouble.of_file(f"sqlite:///{tmp_path / 'nowhere' / 'conversations.db'}")
    assert told is not None
    assert "cannot be opened" in told
    assert "write to the folder" in told
