"""Lanes: a Rasa server with its action server. A change is made one lane after the other, while the others answer."""

from __future__ import annotations

import asyncio
import sys
import time
from typing import Any

import aiohttp

from assistant.cluster.kept import Kept, Say
from assistant.cluster.plan import LOOPBACK, LanePlan, Plan
from assistant.cluster.release import Release
from assistant.cluster.services import ServiceFailed
from assistant.server.processes import Process

READY_SECONDS = 120.0


class Lane:
    """The two servers of a lane."""

    def __init__(self, plan: Plan, lane: LanePlan, say: Say, changed: Any) -> None:
        self.plan = plan
        self.lane = lane
        self.number = lane.number
        self._servers = [
            Kept(
                Process(
                    f"{role}-{lane.number}",
                    [sys.executable, "-m", "assistant.server", role],
                    {**plan.shared(), **plan.lane(lane)},
                    log=plan.log(f"{role}-{lane.number}"),
                ),
                say,
                changed,
            )
            for role in ("actions", "rasa")
        ]

    @property
    def servers(self) -> list[Kept]:
        """The action server and the Rasa server."""
        return self._servers

    async def start(self, release: Release) -> None:
        """Starts both with a release."""
        for server in self._servers:
            server.process.environment.update(release.environment())
            await server.start()

    async def ready(self) -> None:
        """Waits until the lane answers questions.

        Raises:
            ServiceFailed: it does not; the reason is that of its /health.
        """
        end = time.monotonic() + READY_SECONDS
        reason = "no answer"
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            while time.monotonic() < end:
                try:
                    async with session.get(f"http://{LOOPBACK}:{self.lane.rasa}/health") as response:
                        body = await response.json()
                        if response.status == 200:
                            return
                        reason = str(body.get("reason"))
                except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
                    pass
                await asyncio.sleep(0.3)
        raise ServiceFailed(f"Lane {self.number} is not ready: {reason} Its logs are in {self.plan.logs}")

    async def rest(self) -> None:
        """Ends both, the Rasa server first: it finishes what it has begun."""
        for server in reversed(self._servers):
            await server.rest()
