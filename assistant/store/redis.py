"""The connection to Redis that locks, rates and claims share the making of."""

from __future__ import annotations

import asyncio
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


class Client(redis.Redis):
    """A client whose caller can be cancelled.

    redis-py sends with ``asyncio.wait_for``, which until Python 3.12 loses a cancelling that arrives in the moment its
    inner task ends: who waits for a lock then goes on waiting, and who cancelled it waits for ever.
    """

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """Sends a command and returns what Redis answers; once sent it is heard to its end, however the caller ends."""
        sent: Any = super().execute_command(*args, **options)  # type: ignore[no-untyped-call]
        command = asyncio.ensure_future(sent)
        try:
            return await asyncio.shield(command)
        except asyncio.CancelledError:
            await asyncio.gather(command, return_exceptions=True)
            raise


def client(url: str) -> Any:
    """A client that gives up soon.

    Raises:
        ValueError: the address is none.
    """
    return Client.from_url(url, retry=once_more(), **OPTIONS)
