"""A small HTTP server that stands in for the assistant."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answering = Callable[[str, str], Any]  # (sender, message) -> the body to send back


def answer(text: str, outcome: str = "answered", facts: tuple[str, ...] = (), sources: tuple[str, ...] = ()) -> Any:
    """A reply as the assistant sends it."""
    custom = {"outcome": outcome, "facts": list(facts), "sources": [{"id": source} for source in sources]}
    return [{"recipient_id": "anyone", "text": text, "buttons": [], "custom": custom}]


class FakeAssistant:
    """Where it listens, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.asked: list[tuple[str, str]] = []

    @property
    def messages(self) -> list[str]:
        return [message for _, message in self.asked]


@contextmanager
def fake_assistant(answering: Answering, health: int = 200, port: int = 0) -> Iterator[FakeAssistant]:
    """Run the server for the length of a test."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(health, {"model": "fake", "reason": "the action server is down"})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append((body["sender"], body["message"]))
            self._send(200, answering(body["sender"], body["message"]))

        def _send(self, status: int, body: Any) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    http.daemon_threads = True
    server = FakeAssistant(http.server_address[1])
    thread = threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
