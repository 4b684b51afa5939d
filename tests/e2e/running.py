"""A real assistant, started for tests on free ports, and a client to ask it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from assistant.settings import ROOT

START_SECONDS = 900  # training included, on a busy machine


@dataclass(frozen=True)
class Reply:
    """One answer as it came over the wire."""

    raw: dict[str, Any]
    seconds: float

    @property
    def text(self) -> str:
        """The words."""
        return str(self.raw["text"])

    @property
    def custom(self) -> dict[str, Any]:
        """The answer as data."""
        custom: dict[str, Any] = self.raw["custom"]
        return custom

    @property
    def outcome(self) -> str:
        """What kind of reply it is."""
        return str(self.custom["outcome"])

    @property
    def facts(self) -> list[str]:
        """The facts it rests on."""
        return list(self.custom["facts"])

    @property
    def choices(self) -> list[str]:
        """What it offers to choose from, else what it suggests to ask next."""
        return list(self.custom["choices"] or self.custom["suggestions"])


@dataclass
class Assistant:
    """A running assistant."""

    process: subprocess.Popen[bytes]
    port: int
    actions_port: int
    log: Path
    session: requests.Session = field(default_factory=requests.Session)

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, text: str, sender: str | None = None) -> Reply:
        """Asks one question; without a sender in a conversation of its own."""
        started = time.perf_counter()
        response = self.post({"sender": sender or uuid.uuid4().hex, "message": text})
        assert response.status_code == 200, response.text
        messages = response.json()
        assert len(messages) == 1, messages
        return Reply(messages[0], time.perf_counter() - started)

    def talk(self, *questions: str) -> list[Reply]:
        """Asks several questions in one conversation."""
        sender = uuid.uuid4().hex
        return [self.ask(question, sender) for question in questions]

    def post(self, body: object) -> requests.Response:
        """Sends a body as JSON to the REST channel."""
        return self.session.post(f"{self.address}/webhooks/rest/webhook", json=body, timeout=30)

    def health(self) -> tuple[int, dict[str, Any]]:
        """Status and body of GET /health; (0, {}) if nothing listens."""
        try:
            response = requests.get(f"{self.address}/health", timeout=10)
            return response.status_code, response.json()
        except requests.ConnectionError:
            return 0, {}

    def wait_for(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Waits until something is true, while the assistant runs."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if ready():
                return True
            time.sleep(0.2)
        return False

    def child(self, role: str) -> int:
        """Process id of the 'actions' or the 'rasa' server."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for pid in children:
            command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            if role.encode() in command:
                return int(pid)
        raise AssertionError(f"no {role} server among {children}")

    def stop(self) -> None:
        """Ends it as Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of an assistant of its own: free ports, its own conversations."""
    own = {"PORT": str(free_port()), "ACTIONS_PORT": str(free_port()), "TRACKER_DB": str(folder / "conversations.db")}
    inherited = {key: value for key, value in os.environ.items() if key not in ("HOST", "ACTIONS_URL", "MODEL")}
    return {**inherited, **own, **settings}


@contextmanager
def running(
    folder: Path, say: Callable[[str], None], prefix: Sequence[str] = (), **settings: str
) -> Iterator[Assistant]:
    """Starts an assistant (training first if needed), waits until it answers, and stops it afterwards.

    ``prefix``: a program that it is started through, with its arguments.
    """
    env = environment(folder, **settings)
    log = folder / "assistant.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [*prefix, sys.executable, "-m", "assistant.server", "run"], cwd=ROOT, env=env, stdout=stream, stderr=stream
        )
    assistant = Assistant(process, int(env["PORT"]), int(env["ACTIONS_PORT"]), log)
    try:
        _wait(assistant, say)
        yield assistant
    finally:
        assistant.stop()


def _wait(assistant: Assistant, say: Callable[[str], None]) -> None:
    started = last = time.monotonic()
    while assistant.health()[0] != 200:
        if assistant.process.poll() is not None:
            raise AssertionError(f"the assistant did not start:\n{assistant.log.read_text(errors='replace')[-4000:]}")
        now = time.monotonic()
        if now - started > START_SECONDS:
            raise AssertionError(f"not ready in time:\n{assistant.log.read_text(errors='replace')[-4000:]}")
        if now - last > 10:
            last = now
            say(f"  waiting for the assistant, {now - started:.0f} s: {_last_line(assistant.log)}")
        time.sleep(0.3)
    say(f"  the assistant is ready after {time.monotonic() - started:.0f} s")


def _last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1][:100] if lines else "starting"


def run_once(env: Mapping[str, str], seconds: float) -> subprocess.CompletedProcess[str]:
    """Runs ``make run``'s program where it is expected to end by itself."""
    return subprocess.run(
        [sys.executable, "-m", "assistant.server", "run"],
        cwd=ROOT,
        env=dict(env),
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
