"""Each event answered once: claims that hold across retries, restarts and workers."""

from __future__ import annotations

import logging
import time
from collections import OrderedDict
from typing import Any, Protocol

from sqlalchemy.exc import IntegrityError

from assistant.store import slack as store
from assistant.store.database import Database
from assistant.store.redis import client

logger = logging.getLogger(__name__)

# Slack gives up on an event after three retries within about an hour; a delayed one may come a day later.
EVENT_SECONDS = 2 * 24 * 3600.0
# Two presses of one button within this time are one press.
PRESS_SECONDS = 30.0
_REMEMBERED = 20_000


class Claims(Protocol):
    """Where claims are kept."""

    async def claim(self, key: str, seconds: float) -> bool:
        """Takes a key for a time; False if somebody holds it."""

    async def release(self, key: str) -> None:
        """Gives a key back."""


class DatabaseClaims:
    """Claims in the database of the conversations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, key: str, seconds: float) -> bool:
        """Takes a key for a time; False if somebody holds it."""
        try:
            return await self._database.run(lambda connection: store.claim(connection, key, seconds))
        except IntegrityError:
            return False

    async def release(self, key: str) -> None:
        """Gives a key back."""
        await self._database.run(lambda connection: store.release(connection, key))


class RedisClaims:
    """Claims in Redis; they end by themselves."""

    def __init__(self, url: str) -> None:
        self._redis: Any = client(url)

    async def claim(self, key: str, seconds: float) -> bool:
        """Takes a key for a time; False if somebody holds it."""
        return bool(await self._redis.set(f"psa:slack:{key}", 1, nx=True, ex=int(seconds)))

    async def release(self, key: str) -> None:
        """Gives a key back."""
        await self._redis.delete(f"psa:slack:{key}")


class Seen:
    """What this process has taken, and behind it what all have. If the store fails, this process's memory decides."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims
        self._mine: OrderedDict[str, float] = OrderedDict()

    async def first(self, *ids: str, seconds: float = EVENT_SECONDS) -> bool:
        """Whether none of several names of one thing was seen before. Asking is seeing."""
        keys = [store.digest(each) for each in ids if each]
        now = time.monotonic()
        # all in this process before the first wait: of two retries at once only one comes further
        known = [self._mine.get(key, 0.0) > now for key in keys]
        for key in keys:
            self._mine[key] = now + seconds
        while len(self._mine) > _REMEMBERED:
            self._mine.popitem(last=False)
        if any(known):
            return False
        for key in keys:
            # one after the other: two workers that each took one of two names would leave the thing undone
            if not await self._claim(key, seconds):
                return False
        return True

    async def forget(self, *ids: str) -> None:
        """Lets a thing be done again, after it failed."""
        for key in [store.digest(each) for each in ids if each]:
            self._mine.pop(key, None)
            try:
                await self._claims.release(key)
            except Exception as error:
                logger.error("A claim on a Slack event could not be given back: %s", type(error).__name__)

    async def _claim(self, key: str, seconds: float) -> bool:
        try:
            return await self._claims.claim(key, seconds)
        except Exception as error:
            logger.error(
                "Claims on Slack events cannot be kept (%s): only this process knows them", type(error).__name__
            )
            return True
