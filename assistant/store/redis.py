"""The connection to Redis that locks, rates and claims share the making of."""

from __future__ import annotations

from typing import Any

from redis import asyncio as redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

CONNECT_SECONDS = 0.5
ANSWER_SECONDS = 1.0

# Once more at once, on a new connection: after a restart of Redis the old ones are dead. Then it counts as down: who
# asks a question does not wait for Redis.
OPTIONS: dict[str, Any] = {"socket_connect_timeout": CONNECT_SECONDS, "socket_timeout": ANSWER_SECONDS}


def once_more() -> Any:
    """How a failed command is repeated."""
    return Retry(NoBackoff(), 1)


def client(url: str) -> Any:
    """A client that gives up soon.

    Raises:
        ValueError: the address is none.
    """
    return redis.Redis.from_url(url, retry=once_more(), **OPTIONS)
