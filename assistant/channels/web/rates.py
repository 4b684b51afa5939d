"""How much one session and one address may ask."""

from __future__ import annotations

import math
import time

from limits import parse_many
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string

from assistant.channels.guard import Refused
from assistant.channels.web.options import WebOptions


class TooManyRequests(Refused):
    """The caller has to wait ``retry_after`` seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(429, "too_many_requests", f"That was too fast. Please try again in {retry_after} seconds.")
        self.retry_after = retry_after


class Rates:
    """Moving windows in memory, or in Redis where several servers share them."""

    def __init__(self, options: WebOptions) -> None:
        # limits would take coredis; ours is the client that Slack's claims use too
        client = {"implementation": "redispy"} if options.rate_storage.startswith("async+redis") else {}
        self._limiter = MovingWindowRateLimiter(storage_from_string(options.rate_storage, **client))
        self._limits = {
            "session": parse_many(options.session_rate),
            "address": parse_many(options.address_rate),
            "start": parse_many(options.start_rate),
        }

    async def spend(self, kind: str, who: str) -> None:
        """Counts one request.

        Raises:
            TooManyRequests: there have been too many.
        """
        for limit in self._limits[kind]:
            if not await self._limiter.hit(limit, kind, who):
                reset, _ = await self._limiter.get_window_stats(limit, kind, who)
                raise TooManyRequests(max(1, math.ceil(reset - time.time())))
