"""Servers that die or hang, taken ports, broken knowledge: told clearly, and mended without a restart by hand."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.channels import lines
from assistant.settings import ROOT
from tests.e2e.running import Assistant, environment, run_once, running

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@pytest.fixture(scope="module")
def victim(
    assistant: Assistant, tmp_path_factory: pytest.TempPathFactory, say: Callable[[str], None]
) -> Iterator[Assistant]:
    """An assistant of its own, to be maltreated. Depends on the other one, which trains the model if need be."""
    with running(tmp_path_factory.mktemp("victim"), say) as started:
        yield started


def answers(assistant: Assistant) -> bool:
    return assistant.health()[0] == 200 and assistant.ask("When did RAMSI start?").outcome == "answered"


def test_a_hanging_action_server_is_told_within_five_seconds_and_recovers(victim: Assistant) -> None:
    sender = "patient"
    victim.ask("When did RAMSI start?", sender)
    pid = victim.child("actions")
    os.kill(pid, signal.SIGSTOP)
    try:
        reply = victim.ask("When did RAMSI end?", sender)
        assert reply.text == lines.load().unavailable
        assert reply.outcome == "error"
        assert reply.seconds < 5
        status, body = victim.health()
        assert status == 503
        assert "action server" in body["reason"]
    finally:
        os.kill(pid, signal.SIGCONT)
    assert victim.wait_for(lambda: answers(victim), 10)
    assert "2017" in victim.ask("when did it end?", sender).text, "the context is still there"


def test_a_killed_action_server_is_told_and_comes_back(victim: Assistant) -> None:
    pid = victim.child("actions")
    os.kill(pid, signal.SIGKILL)
    reply = victim.ask("When did RAMSI start?")
    assert reply.seconds < 5
    assert reply.text == lines.load().unavailable or reply.outcome == "answered"
    assert victim.wait_for(lambda: answers(victim), 40)
    assert victim.child("actions") != pid
    assert "The action server ended (killed by SIGKILL)" in victim.log.read_text()


def test_a_killed_rasa_server_comes_back_with_its_conversations(victim: Assistant) -> None:
    victim.ask("When did RAMSI start?", "faithful")
    os.kill(victim.child("rasa"), signal.SIGKILL)
    assert victim.wait_for(lambda: answers(victim), 90)
    assert "2017" in victim.ask("when did it end?", "faithful").text


def test_a_taken_port_is_a_one_line_error(tmp_path: Path) -> None:
    env = environment(tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(env["PORT"])))
        other.listen()
        result = run_once(env, seconds=30)
    assert result.returncode == 1
    (line,) = (result.stdout + result.stderr).strip().splitlines()
    assert line.startswith(f"error: Port {env['PORT']} on 127.0.0.1 cannot be used")


def test_broken_knowledge_is_refused_with_file_line_and_fix(tmp_path: Path) -> None:
    folder = tmp_path / "knowledge"
    shutil.copytree(ROOT / "data" / "knowledge", folder)
    broken = folder / "operations" / "ramsi.yml"
    broken.write_text(broken.read_text() + "\nfavourite_colour: green\n")
    number = len(broken.read_text().splitlines())
    result = run_once(environment(tmp_path, KNOWLEDGE_DIR=str(folder)), seconds=60)
    assert result.returncode == 1
    assert f"ramsi.yml:{number}" in result.stderr
    assert "fix:" in result.stderr
    assert "Traceback" not in result.stderr


def test_ctrl_c_stops_everything(assistant: Assistant, tmp_path: Path, say: Callable[[str], None]) -> None:
    with running(tmp_path, say) as own:
        children = [own.child("actions"), own.child("rasa")]
        own.stop()
        assert own.process.returncode == 0
        assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
        assert own.health() == (0, {})


def test_a_killed_supervisor_leaves_no_server_behind(
    assistant: Assistant, tmp_path: Path, say: Callable[[str], None]
) -> None:
    with running(tmp_path, say) as own:
        children = [own.child("actions"), own.child("rasa")]
        own.process.kill()
        own.process.wait()
        assert own.wait_for(lambda: not [pid for pid in children if Path(f"/proc/{pid}").exists()], 15)


def test_the_make_target_reads_port_and_host(tmp_path: Path) -> None:
    env = environment(tmp_path, PORT="seventy")
    result = subprocess.run(
        ["make", "run"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert "error: PORT=seventy is no port" in result.stderr


def test_not_on_loopback_the_rest_channel_is_not_there(
    assistant: Assistant, tmp_path: Path, say: Callable[[str], None]
) -> None:
    with running(tmp_path, say, HOST="0.0.0.0") as own:
        assert own.post({"sender": "x", "message": "hello"}).status_code == 404


def test_start_is_quick_once_trained(assistant: Assistant, tmp_path: Path, say: Callable[[str], None]) -> None:
    started = time.monotonic()
    with running(tmp_path, say) as own:
        assert time.monotonic() - started < 30 * _patience()
        assert "no training needed" in own.log.read_text()


def _patience() -> float:
    """A busy machine gets more time: how many wish to run on each of its cores."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


assert sys.platform.startswith("linux"), "the tests of faults read /proc"
