"""Servers that stand behind the proxy in place of Rasa servers: they tell what they were sent."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Echo:
    """One such server. ``status`` is what it answers with, after ``pause`` seconds; it remembers the requests."""

    def __init__(self) -> None:
        self.status = 200
        self.cut = False
        self.had: list[dict[str, Any]] = []
        echo = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                request = {"path": self.path, "headers": {k.lower(): v for k, v in self.headers.items()}}
                echo.had.append({**request, "body": body.decode()})
                if echo.cut:
                    self.close_connection = True
                    return
                told = json.dumps(request).encode()
                self.send_response(echo.status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(told)))
                self.end_headers()
                self.wfile.write(told)

            do_GET = do_POST = do_DELETE = answer  # noqa: N815 - names that http.server looks for

            def log_message(self, format: str, *args: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        """Ends it: its port refuses connections."""
        self._server.shutdown()
        self._server.server_close()

    def reset(self) -> None:
        """As at the start."""
        self.status, self.cut, self.had = 200, False, []


@contextmanager
def echoes(number: int) -> Iterator[list[Echo]]:
    """So many of them."""
    made = [Echo() for _ in range(number)]
    try:
        yield made
    finally:
        for each in made:
            each.stop()
