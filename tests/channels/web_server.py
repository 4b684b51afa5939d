"""Starts the scripted assistant of ``fake_assistant`` and talks to it as a browser would."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from assistant.settings import ROOT

ORIGIN = "https://www.example.govt.nz"


@dataclass(frozen=True)
class Web:
    """A running web channel."""

    address: str
    database: Path
    log: Path

    def visitor(self, **headers: str) -> Visitor:
        """Somebody who has just opened the page."""
        return Visitor(self.address, headers)


@dataclass
class Visitor:
    """A browser: it keeps its cookies."""

    address: str
    headers: dict[str, str] = field(default_factory=dict)
    browser: requests.Session = field(default_factory=requests.Session)

    def call(self, method: str, path: str, **more: Any) -> requests.Response:
        """One request to the API."""
        headers = {**self.headers, **more.pop("headers", {})}
        return self.browser.request(method, f"{self.address}/api/chat{path}", headers=headers, timeout=15, **more)

    def start(self) -> dict[str, Any]:
        """Starts or resumes the session."""
        response = self.call("POST", "/session", json={})
        assert response.status_code == 200, response.text
        conversation: dict[str, Any] = response.json()
        return conversation

    def ask(self, text: str, message: str | None = None) -> dict[str, Any]:
        """Asks a question and returns the turn."""
        response = self.send(text, message)
        assert response.status_code == 200, response.text
        turn: dict[str, Any] = response.json()
        return turn

    def send(self, text: Any, message: str | None = None) -> requests.Response:
        """Sends a message."""
        body = {"text": text} if message is None else {"text": text, "id": message}
        return self.call("POST", "/messages", json=body)

    def history(self) -> list[dict[str, Any]]:
        """The turns so far."""
        turns: list[dict[str, Any]] = self.call("GET", "/history").json()["messages"]
        return turns


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[Web]:
    """Serves the web channel on a free port until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address, database, log = f"http://127.0.0.1:{port}", folder / "conversations.db", folder / "server.log"
    environment = {
        **os.environ,
        "TRACKER_DB": str(database),
        "WEB_ORIGINS": ORIGIN,
        "WEB_START_RATE": "100000/minute",
        "WEB_ADDRESS_RATE": "100000/minute",
        "PYTHONPATH": str(ROOT),
        **settings,
    }
    with log.open("wb") as opened:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.channels.fake_assistant", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=opened,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(address, process, log)
        yield Web(address, database, log)
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 120
    while time.monotonic() < end:
        assert process.poll() is None, log.read_text(errors="replace")
        try:
            requests.get(f"{address}/privacy", timeout=2)
        except requests.RequestException:
            time.sleep(0.3)
        else:
            return
    raise AssertionError(f"not serving after two minutes\n{log.read_text(errors='replace')}")
