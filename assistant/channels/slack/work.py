"""Work taken on after Slack has its acknowledgement: bounded, and in order within a conversation."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import logging
from collections.abc import Awaitable, Callable

logger = logging.getLogger(__name__)

Job = Callable[[], Awaitable[None]]
# Replies of one thread may overtake each other on the way: wait this long for an earlier one.
SETTLE_SECONDS = 0.15


class Work:
    """Jobs in lanes, one lane a conversation.

    Args:
        waiting: most jobs taken on at a time. Beyond it the door is shut (``full``); what came in just before is
            still taken, up to a quarter more.
        running: how many questions may be with the assistant at once, whatever the number of lanes. A job enters
            ``gate`` for that part only, so that a slow Slack does not keep questions from being answered.
    """

    def __init__(self, waiting: int, running: int, settle: float = SETTLE_SECONDS) -> None:
        self._waiting = waiting
        self._settle = settle
        self._lanes: dict[str, list[tuple[str, int, Job]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers = itertools.count()
        self._count = 0
        self.gate = asyncio.Semaphore(running)

    @property
    def count(self) -> int:
        """Jobs taken on and not done."""
        return self._count

    @property
    def full(self) -> bool:
        """Whether the door is shut."""
        return self._count >= self._waiting

    def put(self, lane: str, order: str, job: Job) -> bool:
        """Takes a job on; False if there is too much to do. In its lane, the lowest ``order`` comes first."""
        if self._count >= self._waiting * 1.25:
            logger.error("A question from Slack was not taken on: %d are waiting", self._count)
            return False
        self._count += 1
        entry = (order, next(self._numbers), job)
        if lane in self._lanes:
            heapq.heappush(self._lanes[lane], entry)
        else:
            self._lanes[lane] = [entry]
            task = asyncio.get_running_loop().create_task(self._drive(lane))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return True

    async def _drive(self, lane: str) -> None:
        await asyncio.sleep(self._settle)
        jobs = self._lanes[lane]
        try:
            while jobs:
                _, _, job = heapq.heappop(jobs)
                try:
                    await job()
                except Exception:
                    logger.exception("A question from Slack could not be dealt with")
                finally:
                    self._count -= 1
        finally:
            del self._lanes[lane]
            self._count -= len(jobs)

    async def drain(self, seconds: float) -> int:
        """Waits for the jobs taken on, then drops the rest; returns how many were dropped."""
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=seconds)
        dropped = self._count
        for task in set(self._tasks):
            task.cancel()
        await asyncio.gather(*set(self._tasks), return_exceptions=True)
        return dropped
