"""A real cluster, started for tests as ``make cluster`` does, and what tests do to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import create_engine, text

from assistant.settings import ROOT
from tests.e2e.running import free_port

START_SECONDS = 600  # training included, on a busy machine


@dataclass
class Running:
    """A running cluster."""

    process: subprocess.Popen[bytes]
    folder: Path
    address: str
    log: Path

    @property
    def state(self) -> dict[str, Any]:
        """What the cluster tells of itself."""
        told: dict[str, Any] = json.loads((self.folder / "state.json").read_text())
        return told

    def pid(self, name: str) -> int | None:
        """Process id of "rasa-1", "redis" and so on; none while it is down."""
        pid: int | None = self.state["processes"][name]
        return pid

    def end(self, name: str, how: signal.Signals) -> None:
        """Ends a process, which is started again by itself."""
        pid = self.pid(name)
        assert pid is not None, f"{name} is down"
        os.kill(pid, how)

    def health(self, address: str | None = None) -> tuple[int, dict[str, Any]]:
        """Status and body of /health; (0, {}) without an answer."""
        try:
            response = requests.get(f"{address or self.address}/health", timeout=10)
            return response.status_code, response.json()
        except (requests.RequestException, ValueError):
            return 0, {}

    def whole(self) -> bool:
        """Whether everything answers."""
        status, body = self.health()
        return status == 200 and set(body["parts"].values()) == {"ok"}

    def wait_for(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Waits until something is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if ready():
                return True
            time.sleep(0.2)
        return False

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Asks the database."""
        engine = create_engine(self.environment("rasa-1")["DATABASE_URL"])
        try:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(query))]
        finally:
            engine.dispose()

    def environment(self, name: str) -> dict[str, str]:
        """The environment that a server was started with."""
        pairs = Path(f"/proc/{self.pid(name)}/environ").read_text().split("\0")
        return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


@contextmanager
def running(folder: Path, lanes: int = 2, settings: Mapping[str, str] | None = None) -> Iterator[Running]:
    """Starts a cluster, waits until it answers, and stops it afterwards."""
    port = free_port()
    log = folder / "cluster.log"
    command = [sys.executable, "-m", "assistant.cluster", "run", "--folder", str(folder / "cluster")]
    env = {key: value for key, value in os.environ.items() if key not in ("HOST", "ACTIONS_URL", "MODEL", "ENDPOINTS")}
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [*command, "--lanes", str(lanes)],
            cwd=ROOT,
            env={**env, "PORT": str(port), **(settings or {})},
            stdout=stream,
            stderr=stream,
        )
    cluster = Running(process, folder / "cluster", f"http://127.0.0.1:{port}", log)
    try:
        _wait(cluster)
        yield cluster
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(60)


def _wait(cluster: Running) -> None:
    end = time.monotonic() + START_SECONDS
    while "The assistant answers at" not in cluster.log.read_text(errors="replace"):
        told = cluster.log.read_text(errors="replace")
        assert cluster.process.poll() is None, told[-4000:]
        assert time.monotonic() < end, told[-4000:]
        time.sleep(0.2)
