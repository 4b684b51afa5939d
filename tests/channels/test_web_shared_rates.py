"""Rates counted in Redis: several servers let through together what one would."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from assistant.channels.web.options import WebOptions
from assistant.channels.web.rates import Rates, TooManyRequests
from tests.channels.web_server import serving


async def spent(rates: Rates, who: str) -> bool:
    """Whether one more was let through."""
    try:
        await rates.spend("session", who)
    except TooManyRequests:
        return False
    return True


async def test_two_limiters_count_together(redis_url: str) -> None:
    options = WebOptions(session_rate="4/minute", rate_storage=f"async+{redis_url}")
    one, two = Rates(options), Rates(options)
    assert [await spent(rates, "aroha") for rates in (one, two, one, two, one, two)] == [True] * 4 + [False] * 2
    with pytest.raises(TooManyRequests) as refused:
        await one.spend("session", "aroha")
    assert 1 <= refused.value.retry_after <= 60
    assert await spent(two, "tama")
    assert sum(await asyncio.gather(*(spent(rates, "mere") for _ in range(20) for rates in (one, two)))) == 4


async def test_the_window_moves_on(redis_url: str) -> None:
    options = WebOptions(session_rate="1/second", rate_storage=f"async+{redis_url}")
    one, two = Rates(options), Rates(options)
    assert [await spent(rates, "aroha") for rates in (one, two)] == [True, False]
    await asyncio.sleep(1.1)
    assert [await spent(rates, "aroha") for rates in (two, one)] == [True, False]


def test_two_servers_count_together(tmp_path: Path, redis_url: str) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    shared = {"WEB_ADDRESS_RATE": "3/minute", "WEB_RATE_STORAGE": f"async+{redis_url}"}
    with serving(folders[0], **shared) as one, serving(folders[1], **shared) as two:
        visitors = [web.visitor() for web in (one, two)]
        for visitor in visitors:
            visitor.start()
        statuses = [visitor.send("hi").status_code for _ in range(2) for visitor in visitors]
    assert statuses == [200, 200, 200, 429]
