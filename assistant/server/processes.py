"""Server processes: starting, waiting, watching, stopping."""

from __future__ import annotations

import asyncio
import ctypes
import os
import pwd
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

STOP_SECONDS = 5.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Process:
    """One server process, and when it was last started. ``log`` takes what it says, if not this terminal."""

    name: str
    command: list[str]
    environment: dict[str, str]
    user: str | None = None
    log: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    process: asyncio.subprocess.Process | None = None
    starts: list[float] = field(default_factory=list)

    async def start(self) -> None:
        """Starts it, in a session of its own so that Ctrl-C reaches only the supervisor."""
        self.starts.append(time.monotonic())
        output = self.log.open("ab") if self.log else None
        try:
            self.process = await asyncio.create_subprocess_exec(
                *self.command,
                env={**os.environ, **self.environment},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_parent(),
                **_switched(self.user),
            )
        finally:
            if output is not None:
                output.close()

    @property
    def running(self) -> bool:
        """Whether it has been started and not ended."""
        return self.process is not None and self.process.returncode is None

    @property
    def ended_with(self) -> str:
        """How it ended, in words."""
        code = self.process.returncode if self.process else None
        if code is not None and code < 0:
            return f"killed by {signal.Signals(-code).name}"
        return f"exit code {code}"

    def starts_within(self, seconds: float) -> int:
        """How often it was started lately."""
        return sum(time.monotonic() - start < seconds for start in self.starts)

    async def stop(self) -> None:
        """Asks it to end, and ends it if it does not."""
        if self.process is None or self.process.returncode is not None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            await asyncio.wait_for(self.process.wait(), STOP_SECONDS)
        except asyncio.TimeoutError:
            self.process.kill()
            await self.process.wait()


def _switched(user: str | None) -> dict[str, Any]:
    """Has the process run as somebody else; only root can."""
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []} if user else {}


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux: the child ends when the supervisor is killed, so that no server is left holding a port."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    return ask
