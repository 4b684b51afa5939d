"""Processes of a comparison: what they take in time and memory, and that they end. Reads /proc, so it needs Linux."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

STOP_SECONDS = 15.0
_TICK = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")

Tell = Callable[[str], None]


class ProcessFault(Exception):
    """A process ended badly or took too long; the message names its log."""


@dataclass(frozen=True)
class Command:
    """A program to run: ``log`` gets what it prints."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    log: Path


@dataclass(frozen=True)
class Cost:
    """What a program took: seconds from start to end, seconds of the processor, bytes of memory at its highest."""

    seconds: float
    processor_seconds: float
    peak_bytes: int


@dataclass(frozen=True)
class Taken:
    """What a running process has taken so far: resident bytes now, processor seconds since its start."""

    command: str
    bytes: int
    processor_seconds: float


def run_to_end(command: Command, what: str, limit: float, tell: Tell) -> Cost:
    """Runs a program and measures it.

    Args:
        command: the program.
        what: its name in messages.
        limit: seconds after which it is ended.
        tell: is told once a minute that it still runs.

    Raises:
        ProcessFault: it failed, or was not done in time.
    """
    started = told = time.monotonic()
    peak = 0
    with started_process(command) as process:
        while True:
            peak = max(peak, _peak_bytes(process.pid))
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            now = time.monotonic()
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                break
            if now - started > limit:
                raise ProcessFault(f"{what} was not done after {limit:.0f} s: {command.log}")
            if now - told >= 60:
                told = now
                tell(f"{what}: {(now - started) / 60:.0f} min")
            time.sleep(0.05)
    if process.returncode != 0:
        raise ProcessFault(f"{what} failed with exit code {process.returncode}: {command.log}")
    return Cost(now - started, usage.ru_utime + usage.ru_stime, peak)


def _peak_bytes(pid: int) -> int:
    """The most memory that a process has held; 0 once it has ended.

    Not what ``wait4`` says: that begins with what the starting process held, which is more if it has done much before.
    """
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


@contextmanager
def all_running(commands: Sequence[Command]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Starts programs together and ends them afterwards, the last one first."""
    with ExitStack() as stack:
        yield [stack.enter_context(started_process(command)) for command in commands]


@contextmanager
def started_process(command: Command) -> Iterator[subprocess.Popen[bytes]]:
    """Starts one program; whatever happens, it has ended afterwards."""
    command.log.parent.mkdir(parents=True, exist_ok=True)
    with command.log.open("wb") as log:
        process = subprocess.Popen(
            command.arguments,
            env={**os.environ, **command.environment},
            cwd=command.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def taken(pids: Sequence[int]) -> list[Taken]:
    """What these processes and all below them have taken."""
    parents = _parents()
    found: list[Taken] = []
    waiting = list(pids)
    while waiting:
        pid = waiting.pop()
        waiting += [child for child, parent in parents.items() if parent == pid]
        one = _taken(pid)
        if one:
            found.append(one)
    return found


def _parents() -> dict[int, int]:
    found = {}
    for place in Path("/proc").iterdir():
        if place.name.isdecimal():
            fields = _stat(int(place.name))
            if fields:
                found[int(place.name)] = int(fields[1])
    return found


def _stat(pid: int) -> list[str]:
    """The fields of /proc/pid/stat after the name, which may hold anything; none if the process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _taken(pid: int) -> Taken | None:
    fields = _stat(pid)
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")[:-1]
    except OSError:
        return None
    # Between fork and exec a child still is a copy of us, with our memory.
    if not fields or words == sys.orig_argv:
        return None
    return Taken(" ".join(words).strip(), int(fields[21]) * _PAGE, (int(fields[11]) + int(fields[12])) / _TICK)
