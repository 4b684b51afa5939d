"""Runs the action server and the Rasa server together until told to stop."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable

from assistant.server.model import Model
from assistant.server.processes import Process
from assistant.settings import Settings

READY_SECONDS = 120.0
# A process that ends is started again. Before a question could be answered, not for ever: something is wrong with what
# it is started with, and somebody stands by. Later always, but not in a tight loop.
RESTARTS = 3
RESTART_WINDOW = 60.0
LONGEST_PAUSE = 15.0
# What /health says when the Rasa server cannot start; see out_of_order, which is not imported for its size.
OUT_OF_ORDER = "out of order"
# What a server ends with that cannot run as it is configured: starting it again would not help (EX_CONFIG).
SETTING_ERROR = 78

Say = Callable[[str], None]


class PortTaken(Exception):
    """Another program listens where we want to."""


class Unstable(Exception):
    """A process ended again and again before a question could be answered, or never got ready."""


def check_ports(settings: Settings) -> None:
    """Makes sure that both ports are free.

    Raises:
        PortTaken: one is not; the message is one line.
    """
    if settings.port == settings.actions_port:
        raise PortTaken(f"PORT and ACTIONS_PORT are both {settings.port}: give them different numbers.")
    for host, port, variable in (
        (settings.host, settings.port, "PORT"),
        ("127.0.0.1", settings.actions_port, "ACTIONS_PORT"),
    ):
        check_port(host, port, variable, "make run")


def check_port(host: str, port: int, variable: str, command: str) -> None:
    """Makes sure that a port is free.

    Raises:
        PortTaken: it is not; the message is one line, with the command that takes another one.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise PortTaken(f"HOST={host} is no address of this machine.") from None
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise PortTaken(
                f"Port {port} on {host} cannot be used ({error.strerror}). Choose another: "
                f"{command} {variable}={port + 1}"
            ) from None


async def run(settings: Settings, trained: Model, say: Say) -> None:
    """Starts both servers, waits until a question can be answered, and watches them until SIGINT or SIGTERM.

    Raises:
        Unstable: they cannot be kept running. Everything is stopped by then.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    environment = {**settings.environment(), "MODEL": trained.fingerprint}
    processes = [
        Process(name, [sys.executable, "-m", "assistant.server", role], environment)
        for name, role in (("action server", "actions"), ("Rasa server", "rasa"))
    ]
    try:
        for process in processes:
            await process.start()
        ready = asyncio.Event()
        tasks = [asyncio.create_task(_watch(process, stopping, ready, say)) for process in processes]
        tasks.append(asyncio.create_task(_announce(settings, trained, stopping, ready, say)))
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
        for finished in done:
            finished.result()
    finally:
        stopping.set()
        say("Stopping ...")
        await asyncio.gather(*(process.stop() for process in processes))
        say("Stopped.")


async def _watch(process: Process, stopping: asyncio.Event, ready: asyncio.Event, say: Say) -> None:
    """Starts the process again when it ends by itself. ``ready``: a question could be answered once."""
    stop = asyncio.create_task(stopping.wait())
    while not stopping.is_set():
        assert process.process is not None  # noqa: S101 - started by run()
        ended = asyncio.create_task(process.process.wait())
        await asyncio.wait({ended, stop}, return_when=asyncio.FIRST_COMPLETED)
        if stopping.is_set():
            ended.cancel()
            return
        if process.process.returncode == SETTING_ERROR:
            raise Unstable(f"The {process.name} cannot run as it is configured; what is wrong stands above.")
        many = process.starts_within(RESTART_WINDOW) - RESTARTS
        if many > 0 and not ready.is_set():
            raise Unstable(f"The {process.name} ended again ({process.ended_with}). Giving up; its messages are above.")
        pause = min(2.0**many, LONGEST_PAUSE) if many > 0 else 0.0
        say(f"The {process.name} ended ({process.ended_with}). Starting it again{_after(pause)} ...")
        await asyncio.wait({stop}, timeout=pause)
        if not stopping.is_set():
            await process.start()


def _after(pause: float) -> str:
    return f" in {pause:.0f} s" if pause else ""


async def _announce(
    settings: Settings, trained: Model, stopping: asyncio.Event, ready: asyncio.Event, say: Say
) -> None:
    """Waits until a question can be answered and says where."""
    started = time.monotonic()
    reason = "no answer"
    while not stopping.is_set():
        status, body = await asyncio.to_thread(_health, settings)
        if status == 200:
            ready.set()
            say(f"Ready after {time.monotonic() - started:.0f} s with model {trained.id}.")
            say(f'The assistant answers at {settings.address} - ask it: make ask Q="When did RAMSI start?"')
            for told in _channels(body):
                say(told)
            say("Ctrl-C stops it.")
            return
        reason = str(body.get("reason", reason))
        if body.get("status") == OUT_OF_ORDER:
            raise Unstable(reason)
        if time.monotonic() - started > READY_SECONDS:
            raise Unstable(f"Not ready after {READY_SECONDS:.0f} s: {reason}")
        await asyncio.sleep(0.3)


def _channels(body: dict[str, object]) -> list[str]:
    """A line on each channel that is connected to something, from the body of /health."""
    channels = body.get("channels")
    states = channels.values() if isinstance(channels, dict) else ()
    return [str(state["detail"]) for state in states if state["status"] in ("off", "red")]


def _health(settings: Settings) -> tuple[int, dict[str, object]]:
    try:
        with urllib.request.urlopen(f"{settings.address}/health", timeout=10) as answer:  # noqa: S310 - our own address
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except (OSError, ValueError):
        return 0, {}
