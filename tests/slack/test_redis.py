"""Claims in Redis: two workers without a common database answer each event once between them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from assistant.channels.slack.seen import RedisClaims
from tests.slack.mock_slack import MockSlack, until
from tests.slack.payloads import as_json, event, message
from tests.slack.served import serving


class SmallRedis:
    """As much of Redis as the claims use: SET with NX and EX, DEL."""

    def __init__(self) -> None:
        self.values: dict[bytes, float] = {}
        self.url = ""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := await reader.readline():
            words = [await self._word(reader) for _ in range(int(line[1:]))]
            writer.write(self._answer([word.upper() for word in words], words))
            await writer.drain()
        writer.close()

    async def _word(self, reader: asyncio.StreamReader) -> bytes:
        size = int((await reader.readline())[1:])
        return (await reader.readexactly(size + 2))[:size]

    def _answer(self, upper: list[bytes], words: list[bytes]) -> bytes:
        now = time.monotonic()
        if upper[0] == b"SET":
            assert b"NX" in upper
            if self.values.get(words[1], 0.0) > now:
                return b"$-1\r\n"
            self.values[words[1]] = now + int(words[upper.index(b"EX") + 1])
            return b"+OK\r\n"
        if upper[0] == b"DEL":
            return b":%d\r\n" % bool(self.values.pop(words[1], 0.0))
        return b"+OK\r\n"


@pytest.fixture
async def redis() -> AsyncIterator[SmallRedis]:
    small = SmallRedis()
    server = await asyncio.start_server(small.talk, "127.0.0.1", 0)
    small.url = f"redis://127.0.0.1:{server.sockets[0].getsockname()[1]}/0"
    yield small
    server.close()


async def test_claimed_released_and_run_out(redis: SmallRedis) -> None:
    claims = RedisClaims(redis.url)
    assert await claims.claim("a", 60)
    assert not await claims.claim("a", 60)
    await claims.release("a")
    assert await claims.claim("a", 1)
    await asyncio.sleep(1.1)
    assert await claims.claim("a", 60)


async def test_two_workers_with_redis_between_them(tmp_path: Path, slack: MockSlack, redis: SmallRedis) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    bodies = [as_json(event(message(f"question {number}"))) for number in range(10)]
    async with (
        serving(folders[0], slack, redis_url=redis.url) as one,
        serving(folders[1], slack, redis_url=redis.url) as two,
    ):
        await asyncio.gather(*(worker.post(body) for _ in range(3) for body in bodies for worker in (one, two)))
        await until(lambda: len(slack.posted()) == 10)
        await asyncio.sleep(0.5)
        assert len(slack.posted()) == 10
