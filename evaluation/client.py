"""Talks to a running assistant over HTTP, on this machine only."""

from __future__ import annotations

import http.client
import ipaddress
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from evaluation.reply import Reply, read_reply

WEBHOOK = "/webhooks/rest/webhook"
TIMEOUT = 30.0


class NotLoopbackError(Exception):
    """The address is not on this machine: the evaluation sends thousands of questions and must not do so elsewhere."""


class NotReadyError(Exception):
    """No assistant answers at the address, or it says that it is not ready."""


def loopback(address: str) -> tuple[str, int]:
    """Split an address into host and port.

    Args:
        address: for example ``http://127.0.0.1:5005``.

    Raises:
        NotLoopbackError: unless it is plain HTTP to a loopback host.
    """
    parts = urlsplit(address if "//" in address else f"//{address}", scheme="http")
    host = parts.hostname or ""
    if parts.scheme != "http" or not _is_loopback(host):
        raise NotLoopbackError(f"{address}: only http to 127.0.0.1, ::1 or localhost is evaluated")
    return host, parts.port or 80


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class Assistant:
    """One kept-alive connection to the assistant. Not to be shared between threads."""

    def __init__(
        self, address: str, timeout: float = TIMEOUT, read: Callable[[Any, float], Reply] = read_reply
    ) -> None:
        self._host, self._port = loopback(address)
        self._timeout = timeout
        self._read = read
        self._connection: http.client.HTTPConnection | None = None

    def ask(self, sender: str, message: str) -> Reply:
        """Send one message and wait for the reply; a transport failure is a Reply with outcome ``error``."""
        body = json.dumps({"sender": sender, "message": message}).encode()
        began = time.perf_counter()
        try:
            status, answer = self._send("POST", WEBHOOK, body)
        except OSError as fault:
            return Reply(seconds=time.perf_counter() - began, fault=f"no reply: {fault}")
        except http.client.HTTPException as fault:
            self.close()
            return Reply(seconds=time.perf_counter() - began, fault=f"broken reply: {type(fault).__name__}")
        seconds = time.perf_counter() - began
        if status != 200:
            return Reply(seconds=seconds, fault=f"HTTP status {status}")
        try:
            return self._read(json.loads(answer), seconds)
        except ValueError:
            return Reply(seconds=seconds, fault="the reply is no JSON")

    def health(self) -> dict[str, Any]:
        """What ``GET /health`` says of model and knowledge; empty where there is no such route.

        Raises:
            NotReadyError: if nothing listens, or the assistant says it is not ready.
        """
        try:
            status, answer = self._send("GET", "/health")
        except (OSError, http.client.HTTPException) as fault:
            raise NotReadyError(
                f"no assistant at http://{self._host}:{self._port} ({fault}); start one: make run"
            ) from fault
        if status == 503:
            raise NotReadyError(f"the assistant is not ready: {answer.decode(errors='replace')[:300]}")
        try:
            told = json.loads(answer) if status == 200 else {}
        except ValueError:
            told = {}
        return told if isinstance(told, dict) else {}

    def close(self) -> None:
        """Drop the connection."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _send(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        kept = self._connection is not None
        connection = self._connection or http.client.HTTPConnection(self._host, self._port, timeout=self._timeout)
        self._connection = connection
        headers = {"Content-Type": "application/json"} if body is not None else {}
        try:
            connection.request(method, path, body=body, headers=headers)
            response = connection.getresponse()
            return response.status, response.read()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            self.close()
            if not kept:
                raise
            return self._send(method, path, body)  # the server had closed the idle connection
        except OSError:
            self.close()
            raise
