"""Questions that a killed worker had taken on: with Redis another one answers them, once."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from redis import Redis

from assistant.channels.slack import journal as journals
from assistant.channels.slack import service as slack_service
from assistant.channels.slack.journal import Journal, Waiting
from assistant.channels.slack.seen import EVENT_SECONDS, RedisClaims
from assistant.channels.slack.targets import Thread
from assistant.store.slack import digest
from tests.slack.mock_slack import MockSlack, until
from tests.slack.payloads import message
from tests.slack.served import serving

TEAM, CHANNEL = "T0TEAM", "C0CHANNEL"
THREAD = Thread(TEAM, CHANNEL, "1700000000.000100")
IDS = ("Ev1", f"{TEAM} {CHANNEL} 1700000000.000100")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack_service, "SHOWN_EVERY", 0.1)


def kept(url: str) -> list[bytes]:
    with Redis.from_url(url) as client:
        return [bytes(client.get(key) or b"") for key in client.scan_iter("psa:waiting:*")]


async def test_what_a_dead_worker_left_is_answered_once(tmp_path: Path, slack: MockSlack, redis_url: str) -> None:
    dead = Journal(redis_url)
    await dead.keep("When did RAMSI start?", THREAD, IDS, "1700000000.000100")
    for each in IDS:
        assert await RedisClaims(redis_url).claim(digest(each), EVENT_SECONDS), "it had begun with it"
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    async with serving(folders[0], slack, redis_url=redis_url), serving(folders[1], slack, redis_url=redis_url):
        await until(lambda: bool(slack.posted()))
        await asyncio.sleep(0.6)
        (posted,) = slack.posted()
        assert "When did RAMSI start?" in str(posted)
        assert THREAD.root in str(posted)
        assert kept(redis_url) == []


async def test_a_living_worker_keeps_its_own_until_they_are_answered(
    tmp_path: Path, slack: MockSlack, redis_url: str
) -> None:
    async with serving(tmp_path, slack, redis_url=redis_url) as served:
        slack.fail("chat.postMessage", 500, times=1, retry_after="1")
        await served.event(message("When did RAMSI start? My phone is 021 123 4567"))
        await until(lambda: bool(kept(redis_url)))
        assert b"021 123 4567" not in kept(redis_url)[0], "personal details are not kept"
        other = Journal(redis_url)
        assert await other.take_over() == []
        await until(lambda: bool(slack.posted()))
        await until(lambda: not kept(redis_url))


async def test_one_of_two_takes_a_question_over(redis_url: str) -> None:
    dead, one, two = (Journal(redis_url) for _ in range(3))
    for number in range(10):
        await dead.keep(f"question {number}", THREAD, [f"Ev{number}"], str(number))
    taken = await asyncio.gather(one.take_over(), two.take_over())
    texts = sorted(each.text for part in taken for each in part)
    assert texts == sorted(f"question {number}" for number in range(10))


async def test_commands_and_buttons_leave_no_id_of_a_person_in_redis(
    tmp_path: Path, slack: MockSlack, redis_url: str
) -> None:
    async with serving(tmp_path, slack, redis_url=redis_url) as served:
        await served.command("When did RAMSI start?")
        for _ in range(10):
            assert kept(redis_url) == []
            await asyncio.sleep(0.05)


async def test_without_redis_it_goes_on(tmp_path: Path, slack: MockSlack) -> None:
    async with serving(tmp_path, slack, redis_url="redis://127.0.0.1:1/0") as served:
        await served.event(message("When did RAMSI start?"))
        await until(lambda: bool(slack.posted()))


def test_kept_and_read_again_it_is_the_same() -> None:
    waiting = Waiting("text", THREAD, IDS, "1")
    assert Waiting.from_json(waiting.as_json()) == waiting
    assert journals.SHOWN_EVERY * 2 < journals.ALIVE_SECONDS
