"""Starts everything in order, changes releases, ends everything."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from assistant.cluster import nginx, programs, services
from assistant.cluster.kept import Kept, Say
from assistant.cluster.lanes import Lane
from assistant.cluster.plan import Plan
from assistant.cluster.release import Release, make
from assistant.cluster.services import ServiceFailed, listening
from assistant.server.processes import Process
from assistant.settings import QUIET, ROOT

# How long requests that a resting server still has may take to end.
DRAIN_SECONDS = 10.0


class Cluster:
    """All processes of a cluster.

    Args:
        plan: where everything is.
        state: file that tells the process ids and addresses of this run.
        say: tells a person what happens.
    """

    def __init__(self, plan: Plan, state: Path, say: Say) -> None:
        self.plan = plan
        self._state = state
        self._say = say
        self._services: list[Kept] = []
        self._nginx: Kept | None = None
        self._releases = 0
        self.release: Release | None = None
        self.lanes = [Lane(plan, lane, say, self.write_state) for lane in plan.lanes]

    async def start(self) -> None:
        """Starts everything and waits until questions can be answered.

        Raises:
            ServiceFailed: something does not start.
        """
        plan, found, user = self.plan, programs.find(), programs.unprivileged()
        self.release = await self._next_release()
        self._say("Starting PostgreSQL, Redis, RabbitMQ and nginx ...")
        await self._keep(services.redis(plan, found))
        await self._keep(services.postgres(plan, found, user))
        for process in services.rabbitmq(plan, found):
            await self._keep(process)
        await listening(plan.postgres, 30, "PostgreSQL", plan.log("postgres"))
        await listening(plan.redis, 30, "Redis", plan.log("redis"))
        await asyncio.to_thread(_create_database, plan)
        await self._migrate()
        self._nginx = await self._keep(nginx.process(plan, found.nginx, user))
        self._say(f"Starting {len(self.lanes)} Rasa servers and {len(self.lanes)} action servers ...")
        for lane in self.lanes:
            await lane.start(self.release)
        await asyncio.gather(*(lane.ready() for lane in self.lanes))
        await listening(plan.port, 10, "nginx", plan.log("nginx"))
        await listening(plan.rabbitmq, 60, "RabbitMQ", plan.log("rabbitmq"))

    async def roll(self) -> None:
        """Changes to the knowledge as it is on disk now, and the model that fits, without an unanswered question.

        Raises:
            ServiceFailed: the new release is none, or a lane does not start with it; the other lanes go on as before.
        """
        release = await self._next_release()
        for lane in self.lanes:
            self._say(f"Lane {lane.number}: changing to model {release.model} ...")
            await self._route_around(lane)
            await lane.rest()
            await lane.start(release)
            await lane.ready()
            await self._reload([])
        self.release = release
        self._say("All lanes have changed.")

    async def stop(self) -> None:
        """Ends everything, what asks before what is asked."""
        self._say("Stopping ...")
        if self._nginx is not None:
            await self._nginx.rest()
        await asyncio.gather(*(lane.rest() for lane in self.lanes))
        await asyncio.gather(*(kept.rest() for kept in self._services if kept.name != "epmd"))
        await asyncio.gather(*(kept.rest() for kept in self._services))
        self._state.unlink(missing_ok=True)
        self._say("Stopped.")

    def write_state(self) -> None:
        """Tells which process is which."""
        kept = [*self._services, *(server for lane in self.lanes for server in lane.servers)]
        state = {
            "pid": os.getpid(),
            "address": self.plan.address,
            "folder": str(self.plan.folder),
            "servers": self.plan.servers(),
            "processes": {each.name: each.pid for each in kept},
            "release": self.release.model if self.release else None,
            "releases": self._releases,
        }
        new = self._state.with_suffix(".new")
        new.write_text(json.dumps(state, indent=2) + "\n")
        new.replace(self._state)

    async def _next_release(self) -> Release:
        self._releases += 1
        return await make(self.plan.folder, self._releases)

    async def _keep(self, process: Process) -> Kept:
        kept = Kept(process, self._say, self.write_state)
        self._services.append(kept)
        await kept.start()
        return kept

    async def _migrate(self) -> None:
        environment = {**os.environ, **QUIET, **self.plan.shared(), **self.plan.lane(self.plan.lanes[0])}
        step = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "assistant.store.schema", cwd=ROOT, env=environment
        )
        if await step.wait():
            raise ServiceFailed("The tables could not be made.")

    async def _route_around(self, lane: Lane) -> None:
        await self._reload([lane.number])

    async def _reload(self, resting: list[int]) -> None:
        """Has nginx read its servers again and waits until its old workers have finished."""
        assert self._nginx is not None and self._nginx.pid is not None  # noqa: S101, PT018 - started by start()
        old = nginx.workers(self._nginx.pid)
        nginx.write_upstreams(self.plan, resting)
        os.kill(self._nginx.pid, signal.SIGHUP)
        end = time.monotonic() + DRAIN_SECONDS
        while time.monotonic() < end:
            await asyncio.sleep(0.1)
            now = nginx.workers(self._nginx.pid)
            if now - old and not now & old:
                return


def _create_database(plan: Plan) -> None:
    engine = create_engine(plan.database_url.rpartition("/")[0] + "/postgres", isolation_level="AUTOCOMMIT")
    end = time.monotonic() + 30
    while True:
        try:
            with engine.connect() as connection:
                connection.execute(text("CREATE DATABASE conversations"))
            break
        except OperationalError as error:
            if time.monotonic() > end:
                raise ServiceFailed(f"PostgreSQL does not answer: {error.orig}") from None
            time.sleep(0.2)
    engine.dispose()
