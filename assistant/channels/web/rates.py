"""How much one session and one address may ask."""

from __future__ import annotations

import logging
import math
import time
from typing import Any
from urllib.parse import urlsplit

from limits import parse_many
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string
from redis.exceptions import RedisError

from assistant.channels.guard import Refused
from assistant.channels.web.options import WebOptions
from assistant.settings import SettingError
from assistant.store import redis

logger = logging.getLogger(__name__)

_MEMORY = "async+memory://"
_REDIS = ("async+redis", "async+rediss", "async+redis+unix")
# Redis that has failed is left alone for so long, or each request would wait for it.
_LEFT_ALONE = 1.0


class TooManyRequests(Refused):
    """The caller has to wait ``retry_after`` seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(429, "too_many_requests", f"That was too fast. Please try again in {retry_after} seconds.")
        self.retry_after = retry_after


class Rates:
    """Moving windows in memory, or in Redis where several servers share them.

    While Redis fails each server counts for itself: nobody is turned away for it, and a flood is still limited.

    Raises:
        SettingError: WEB_RATE_STORAGE cannot be used.
    """

    def __init__(self, options: WebOptions) -> None:
        self._own = MovingWindowRateLimiter(storage_from_string(_MEMORY))
        self._shared = None if options.rate_storage == _MEMORY else _shared(options.rate_storage)
        self._alone_until = 0.0
        self._limits = {
            "session": parse_many(options.session_rate),
            "address": parse_many(options.address_rate),
            "start": parse_many(options.start_rate),
        }

    @property
    def alone(self) -> bool:
        """Whether Redis has just failed, so that this server counts for itself."""
        return time.monotonic() < self._alone_until

    async def spend(self, kind: str, who: str) -> None:
        """Counts one request.

        Raises:
            TooManyRequests: there have been too many.
        """
        if self._shared is not None and not self.alone:
            try:
                await self._count(self._shared, kind, who)
                return
            except (RedisError, OSError) as error:
                self._alone_until = time.monotonic() + _LEFT_ALONE
                logger.error("Rates cannot be counted in Redis (%s): this server counts alone", type(error).__name__)
        await self._count(self._own, kind, who)

    async def _count(self, limiter: Any, kind: str, who: str) -> None:
        for limit in self._limits[kind]:
            if not await limiter.hit(limit, kind, who):
                reset, _ = await limiter.get_window_stats(limit, kind, who)
                raise TooManyRequests(max(1, math.ceil(reset - time.time())))


def _shared(address: str) -> Any:
    """Counts in Redis."""
    try:
        if urlsplit(address).scheme not in _REDIS:
            raise ValueError(address)
        # limits would take coredis; ours is the client that locks and Slack's claims use too
        storage = storage_from_string(address, implementation="redispy", retry=redis.once_more(), **redis.OPTIONS)
    except Exception:
        # without the address, which may hold a password
        raise SettingError(
            "WEB_RATE_STORAGE is no address that can be used: write async+memory:// or async+redis://HOST:6379/0"
        ) from None
    return MovingWindowRateLimiter(storage)
