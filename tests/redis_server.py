"""A Redis server of the tests' own, from Debian's package, on a free port of loopback; it keeps nothing on disk."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError


def program() -> str | None:
    """Where the server's program lies; none without one."""
    return shutil.which("redis-server")


@contextmanager
def running(server: str, port: int | None = None) -> Iterator[str]:
    """Starts a server, on any port unless told otherwise, yields its address and stops it afterwards."""
    with tempfile.TemporaryDirectory(prefix="redis") as name:
        folder = Path(name)
        for _ in range(3):
            # somebody else can take the port before the server does: then another one
            place = port or _free_port()
            url = f"redis://127.0.0.1:{place}/0"
            settings = {"bind": "127.0.0.1", "port": place, "dir": folder, "save": "", "appendonly": "no"}
            command = [server, *(str(word) for key, value in settings.items() for word in (f"--{key}", value))]
            with (folder / "log").open("wb") as log:
                process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
            try:
                if _answers(url, process):
                    yield url
                    return
            finally:
                process.kill()
                process.wait(20)
        raise AssertionError((folder / "log").read_text(errors="replace"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    """Waits for the server; False if it ended or another one has the port."""
    end = time.monotonic() + 20
    with Redis.from_url(url, socket_timeout=2.0) as client:
        while time.monotonic() < end and process.poll() is None:
            try:
                return bool(client.info("server")["process_id"] == process.pid)
            except RedisError:
                time.sleep(0.05)
    return False
