"""One turn of a conversation at a time, on several servers: locks in Redis.

Rasa's own Redis lock reads, changes and writes a list of tickets, so two servers can take the same ticket; it blocks
the event loop; and the ticket of a server that died is waited for a minute. Here a lock is one key, taken in one step,
that its owner renews while it lives and that ends by itself shortly after its owner.

Without Redis each server still keeps its own turns in order, and the tracker store refuses what would overwrite the
turn of another server.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.lock import TicketLock
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.exceptions import RedisError

from assistant.store.redis import client

logger = logging.getLogger(__name__)

# A lock whose owner has died ends after this long, in seconds.
LIFETIME = 2.0
RENEWED_EVERY = 0.5
POLLED_EVERY = 0.02
# Redis that has failed is left alone for so long, or each turn would wait for it.
LEFT_ALONE = 1.0

_RENEW = "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('pexpire',KEYS[1],ARGV[2]) end return 0"
_RELEASE = "if redis.call('get',KEYS[1])==ARGV[1] then return redis.call('del',KEYS[1]) end return 0"


class RedisLocks(LockStore):
    """The lock store for several servers: ``type: assistant.server.locks.RedisLocks`` in endpoints.yml."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        self._redis: Any = client(str(endpoint_config.url))
        self._mine: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._alone_until = 0.0
        super().__init__()

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LIFETIME, wait_time_in_seconds: float = POLLED_EVERY
    ) -> AsyncGenerator[TicketLock, None]:
        """Holds the lock of a conversation; waits until it is free."""
        mine = self._mine.setdefault(conversation_id, asyncio.Lock())
        async with mine:
            key, token = f"psa:lock:{conversation_id}", uuid.uuid4().hex
            renewing: asyncio.Task[None] | None = None
            try:
                if await self._take(key, token, lock_lifetime, wait_time_in_seconds):
                    renewing = asyncio.create_task(self._renew(key, token, lock_lifetime))
                yield TicketLock(conversation_id)
            finally:
                if renewing is not None:
                    renewing.cancel()
                await self._release(key, token)

    async def ping(self) -> None:
        """Asks Redis for a sign of life.

        Raises:
            RedisError: there is none.
        """
        await self._redis.ping()

    async def close(self) -> None:
        """Closes the connections."""
        await self._redis.aclose()

    async def _take(self, key: str, token: str, lifetime: float, every: float) -> bool:
        """Takes the lock; False: Redis does not answer, and this server goes on with its own order."""
        while time.monotonic() >= self._alone_until:
            try:
                if await self._redis.set(key, token, nx=True, px=int(lifetime * 1000)):
                    return True
            except (RedisError, OSError) as error:
                self._failed(error)
                return False
            await asyncio.sleep(every)
        return False

    async def _renew(self, key: str, token: str, lifetime: float) -> None:
        while True:
            await asyncio.sleep(min(RENEWED_EVERY, lifetime / 3))
            try:
                await self._redis.eval(_RENEW, 1, key, token, int(lifetime * 1000))
            except (RedisError, OSError) as error:
                self._failed(error)

    async def _release(self, key: str, token: str) -> None:
        if time.monotonic() < self._alone_until:
            return
        try:
            await self._redis.eval(_RELEASE, 1, key, token)
        except (RedisError, OSError) as error:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        self._alone_until = time.monotonic() + LEFT_ALONE
        logger.error("Conversations cannot be locked in Redis: %s", type(error).__name__)
