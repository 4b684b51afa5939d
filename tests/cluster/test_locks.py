"""Locks in Redis: one turn of a conversation at a time on all servers, and nobody waits for the dead."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import EndpointConfig
from redis import Redis

from assistant.server import locks
from assistant.server.locks import RedisLocks
from tests.e2e.running import free_port


def made(url: str) -> RedisLocks:
    created = LockStore.create(EndpointConfig(url, type="assistant.server.locks.RedisLocks"))
    assert isinstance(created, RedisLocks)
    return created


@asynccontextmanager
async def servers(url: str, number: int = 2) -> AsyncIterator[list[RedisLocks]]:
    """What several servers have each of their own."""
    stores = [made(url) for _ in range(number)]
    yield stores
    for store in stores:
        await store.close()


async def test_two_servers_take_turns(redis_url: str) -> None:
    inside, most, done = 0, 0, 0

    async def turn(store: RedisLocks) -> None:
        nonlocal inside, most, done
        async with store.lock("me"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1
            done += 1

    async with servers(redis_url) as stores:
        await asyncio.gather(*(turn(store) for _ in range(20) for store in stores))
    assert (most, done) == (1, 40)
    with Redis.from_url(redis_url) as client:
        assert client.keys("psa:lock:*") == []


async def test_conversations_do_not_wait_for_each_other(redis_url: str) -> None:
    async with servers(redis_url) as (one, two), one.lock("aroha"):
        started = time.perf_counter()
        async with two.lock("tama"):
            assert time.perf_counter() - started < 0.5


async def test_who_waits_goes_on_at_once(redis_url: str) -> None:
    waited = 0.0

    async def wait(store: RedisLocks) -> None:
        nonlocal waited
        async with store.lock("me"):
            waited = time.perf_counter() - started

    async with servers(redis_url) as (one, two):
        async with one.lock("me"):
            waiting = asyncio.create_task(wait(two))
            await asyncio.sleep(0.3)
            started = time.perf_counter()
        await waiting
    assert waited < 0.3


async def test_the_lock_of_a_dead_server_ends_soon(redis_url: str) -> None:
    with Redis.from_url(redis_url) as client:
        client.set("psa:lock:me", "somebody who was killed", px=int(locks.LIFETIME * 1000))
    started = time.perf_counter()
    async with servers(redis_url, 1) as (store,), store.lock("me"):
        assert time.perf_counter() - started < locks.LIFETIME + 1


async def test_a_long_turn_keeps_its_lock(redis_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "RENEWED_EVERY", 0.1)
    async with servers(redis_url) as (one, two):
        async with one.lock("me", 0.5):
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(_enter(two), 1.5)
        await asyncio.wait_for(_enter(two), 5)


async def test_nobody_gives_back_the_lock_of_another(redis_url: str) -> None:
    with Redis.from_url(redis_url) as client:
        async with servers(redis_url, 1) as (store,):
            async with store.lock("me"):
                client.set("psa:lock:me", "the next one", px=5000)
            assert client.get("psa:lock:me") == b"the next one"


async def test_without_redis_each_server_goes_on_in_order() -> None:
    inside, most = 0, 0

    async def turn(store: RedisLocks) -> None:
        nonlocal inside, most
        async with store.lock("me"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.01)
            inside -= 1

    async with servers(f"redis://127.0.0.1:{free_port()}/0", 1) as (store,):
        started = time.perf_counter()
        await asyncio.gather(*(turn(store) for _ in range(20)))
        assert most == 1
        assert time.perf_counter() - started < 3, "Redis that is down is left alone"


async def _enter(store: RedisLocks) -> None:
    async with store.lock("me"):
        pass
