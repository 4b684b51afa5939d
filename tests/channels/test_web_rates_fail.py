"""Redis fails, or is named wrongly: nobody is turned away for it, and who set it up is told in one line."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from assistant.channels.web.options import WebOptions
from assistant.channels.web.rates import Rates, TooManyRequests
from assistant.settings import SettingError
from tests import redis_server
from tests.channels.web_server import serving
from tests.e2e.running import free_port


async def test_without_redis_a_server_counts_alone(caplog: pytest.LogCaptureFixture) -> None:
    rates = Rates(WebOptions(session_rate="3/minute", rate_storage=f"async+redis://127.0.0.1:{free_port()}/0"))
    started = time.perf_counter()
    for _ in range(3):
        await rates.spend("session", "aroha")
    with pytest.raises(TooManyRequests):
        await rates.spend("session", "aroha")
    await rates.spend("session", "tama")
    assert time.perf_counter() - started < 2
    assert "this server counts alone" in caplog.text


async def test_redis_that_comes_back_counts_again() -> None:
    server = redis_server.program()
    if server is None:
        pytest.skip("no Redis server on this machine: apt-get install redis-server")
    with redis_server.running(server) as url:
        rates = Rates(WebOptions(session_rate="1000/minute", rate_storage=f"async+{url}"))
        await rates.spend("session", "aroha")
    await rates.spend("session", "aroha")
    assert rates.alone
    with redis_server.running(server, port=int(url.rpartition(":")[2].partition("/")[0])):
        assert await _until_shared(rates)


async def _until_shared(rates: Rates) -> bool:
    for _ in range(40):
        await asyncio.sleep(0.1)
        await rates.spend("session", "aroha")
        if not rates.alone:
            return True
    return False


@pytest.mark.parametrize(
    "address", ["redis://127.0.0.1:6379", "async+redis://127.0.0.1:port/0", "nonsense", "async+memcached://127.0.0.1"]
)
def test_a_wrong_address_is_told_in_words(address: str) -> None:
    with pytest.raises(SettingError, match="WEB_RATE_STORAGE is no address that can be used: write async"):
        Rates(WebOptions(rate_storage=address))


def test_the_password_in_a_wrong_address_is_not_told() -> None:
    with pytest.raises(SettingError) as told:
        Rates(WebOptions(rate_storage="async+redis://:hush-hush@127.0.0.1:x"))
    assert "hush" not in str(told.value)
    assert told.value.__cause__ is None


def test_the_chat_goes_on_without_redis(tmp_path: Path) -> None:
    away = f"async+redis://127.0.0.1:{free_port()}/0"
    with serving(tmp_path, WEB_RATE_STORAGE=away) as web:
        visitor = web.visitor()
        visitor.start()
        assert [visitor.ask(f"question {number}")["state"] for number in range(3)] == ["answered"] * 3
