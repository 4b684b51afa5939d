"""Ports are checked before anything is started; processes that end are started again, but not for ever."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys

import pytest

from assistant.server import supervisor
from assistant.server.processes import Process
from assistant.settings import Settings
from tests.e2e.running import free_port


def test_free_ports_are_fine() -> None:
    supervisor.check_ports(Settings(port=free_port(), actions_port=free_port()))


@pytest.mark.parametrize("taken", ["port", "actions_port"])
def test_a_taken_port_is_named_in_one_line(taken: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        number = other.getsockname()[1]
        ports = {"port": free_port(), "actions_port": free_port(), taken: number}
        with pytest.raises(supervisor.PortTaken, match=rf"Port {number} .* make run {taken.upper()}=\d+$"):
            supervisor.check_ports(Settings(**ports))


def test_one_port_for_both_is_refused() -> None:
    with pytest.raises(supervisor.PortTaken, match="different"):
        supervisor.check_ports(Settings(port=5005, actions_port=5005))


def test_a_foreign_address_is_refused() -> None:
    with pytest.raises(supervisor.PortTaken):
        supervisor.check_ports(Settings(host="192.0.2.1", port=free_port(), actions_port=free_port()))


async def test_a_process_that_ends_is_started_again_and_given_up_in_the_end() -> None:
    said: list[str] = []
    process = Process("test server", [sys.executable, "-c", "raise SystemExit(3)"], {})
    await process.start()
    with pytest.raises(supervisor.Unstable, match="test server ended again \\(exit code 3\\)"):
        await asyncio.wait_for(supervisor._watch(process, asyncio.Event(), asyncio.Event(), said.append), 20)
    assert len(said) == supervisor.RESTARTS


async def test_once_it_has_answered_it_is_started_again_always_with_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "LONGEST_PAUSE", 0.1)
    said: list[str] = []
    stopping, ready = asyncio.Event(), asyncio.Event()
    ready.set()
    process = Process("test server", [sys.executable, "-c", "raise SystemExit(3)"], {})
    await process.start()
    watching = asyncio.create_task(supervisor._watch(process, stopping, ready, said.append))
    while len(said) <= supervisor.RESTARTS + 2:
        await asyncio.sleep(0.02)
    assert not watching.done()
    assert said[0].endswith("Starting it again ...")
    assert said[-1].endswith("Starting it again in 0 s ...")
    stopping.set()
    await asyncio.wait_for(watching, 5)
    await process.stop()


async def test_stopping_ends_a_process_that_does_not_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.server.processes.STOP_SECONDS", 0.3)
    code = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    process = Process("deaf server", [sys.executable, "-c", code], {})
    await process.start()
    assert process.process is not None
    await asyncio.sleep(0.3)
    await process.stop()
    assert not process.running


async def test_a_killed_process_is_told_as_such() -> None:
    process = Process("victim", [sys.executable, "-c", "import time; time.sleep(60)"], {})
    await process.start()
    assert process.process is not None
    os.kill(process.process.pid, signal.SIGKILL)
    await process.process.wait()
    assert process.ended_with == "killed by SIGKILL"
