"""A process that is started again when it ends by itself, and is left alone while it is meant to rest."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from assistant.server.processes import Process

Say = Callable[[str], None]

# Between an end and the next start; longer for what ends again and again.
PAUSE_SECONDS = 1.0
LONGEST_PAUSE = 10.0
_WINDOW = 60.0


class Kept:
    """Keeps one process running.

    Args:
        process: what to run.
        say: tells a person what happened.
        changed: is called after each start.
    """

    def __init__(self, process: Process, say: Say, changed: Callable[[], None]) -> None:
        self.process = process
        self._say = say
        self._changed = changed
        self._watching: asyncio.Task[None] | None = None

    @property
    def name(self) -> str:
        """The name of the process."""
        return self.process.name

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self.process.process.pid if self.process.running and self.process.process else None

    async def start(self) -> None:
        """Starts it and looks after it from now on."""
        await self.process.start()
        self._changed()
        self._watching = asyncio.create_task(self._watch())

    async def rest(self) -> None:
        """Ends it, for good or until it is started again."""
        if self._watching is not None:
            self._watching.cancel()
        await self.process.stop()
        self._changed()

    async def _watch(self) -> None:
        while self.process.process is not None:
            await self.process.process.wait()
            self._say(f"{self.name} ended ({self.process.ended_with}). Starting it again ...")
            await asyncio.sleep(min(LONGEST_PAUSE, PAUSE_SECONDS * 2 ** self.process.starts_within(_WINDOW)))
            await self.process.start()
            self._changed()
