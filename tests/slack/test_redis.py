"""Claims in Redis: two workers without a common database answer each event once between them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import aiohttp
from redis import Redis

from assistant.channels.slack.seen import EVENT_SECONDS, RedisClaims
from tests.slack import payloads
from tests.slack.mock_slack import MockSlack, until
from tests.slack.payloads import as_json, event, message
from tests.slack.worker import working


async def test_claimed_released_and_run_out(redis_url: str) -> None:
    one, two = RedisClaims(redis_url), RedisClaims(redis_url)
    assert await one.claim("a", 60)
    assert not await one.claim("a", 60)
    assert not await two.claim("a", 60)
    assert await two.claim("b", 60)
    await one.release("a")
    assert await two.claim("a", 1)
    assert not await one.claim("a", 60)
    await asyncio.sleep(1.1)
    assert await one.claim("a", 60)


async def test_one_of_many_at_once_gets_a_claim(redis_url: str) -> None:
    claims = [RedisClaims(redis_url) for _ in range(2)]
    taken = await asyncio.gather(*(each.claim("a", 60) for _ in range(20) for each in claims))
    assert sum(taken) == 1


async def test_two_processes_with_redis_between_them(tmp_path: Path, slack: MockSlack, redis_url: str) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    questions = [f"question {number}" for number in range(10)]
    bodies = [as_json(event(message(each))) for each in questions]
    async with (
        working(folders[0], slack, redis_url) as one,
        working(folders[1], slack, redis_url) as two,
        aiohttp.ClientSession() as http,
    ):

        async def send(address: str, body: tuple[bytes, str]) -> int:
            headers = payloads.signed(*body)
            async with http.post(f"{address}/webhooks/slack/events", data=body[0], headers=headers) as response:
                return response.status

        sent = [send(address, body) for _ in range(3) for body in bodies for address in (one, two)]
        assert set(await asyncio.gather(*sent)) == {200}
        await until(lambda: len(slack.posted()) >= 10)
        await asyncio.sleep(0.5)
        said = [str(posted) for posted in slack.posted()]
        assert [sum(f"You asked: {each} " in words for words in said) for each in questions] == [1] * 10
        assert len(said) == 10
    with Redis.from_url(redis_url) as client:
        left = [client.ttl(key) for key in client.scan_iter("psa:slack:*")]
    assert len(left) >= 10
    assert all(EVENT_SECONDS - 60 < seconds <= EVENT_SECONDS for seconds in left)
