"""The client of Redis that locks, rates and claims share."""

from __future__ import annotations

import asyncio

from assistant.store.redis import client


async def test_who_is_cancelled_in_a_command_ends(redis_url: str) -> None:
    redis = client(redis_url)
    ends = set()
    for steps in range(60):
        setting = asyncio.create_task(redis.set("a", steps))
        for _ in range(steps):
            await asyncio.sleep(0)
        if setting.cancel():
            await asyncio.wait({setting})
            ends.add("cancelled" if setting.cancelled() else f"went on after step {steps}")
    assert ends == {"cancelled"}
    assert await redis.set("a", "after all that"), "the connection is still of use"
    await redis.aclose()
