"""Ten thousand connections that say nothing, or half of something: the others are served as ever."""

from __future__ import annotations

import resource
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from tests.faults.conftest import Victim
from tests.faults.flood import others

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

MANY = 10_000
HALF = b"POST /api/chat/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"


@contextmanager
def many_files(number: int) -> Iterator[None]:
    """Lets this process open so many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, number), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@contextmanager
def opened(port: int, number: int, said: bytes = b"") -> Iterator[list[socket.socket]]:
    """So many connections, which say no more than this."""
    with many_files(number + 1000):
        sockets: list[socket.socket] = []
        try:
            for _ in range(number):
                sockets.append(socket.create_connection(("127.0.0.1", port), timeout=10))
                if said:
                    sockets[-1].sendall(said)
            yield sockets
        finally:
            for each in sockets:
                each.close()


def still_open(sockets: list[socket.socket]) -> int:
    """How many the server has not closed."""
    count = 0
    for each in sockets:
        each.setblocking(False)
        try:
            count += each.recv(1) != b""
        except BlockingIOError:
            count += 1
        except OSError:
            pass
    return count


@pytest.mark.parametrize("said", [b"", HALF], ids=["silent", "half a request"])
def test_ten_thousand_connections_starve_nobody(victim: Victim, say: Callable[[str], None], said: bytes) -> None:
    address = victim.assistant.address
    alone = others(address, 3, 3.0)
    begun = time.monotonic()
    with opened(victim.assistant.port, MANY, said) as sockets:
        say(f"  {MANY} connections after {time.monotonic() - begun:.1f} s")
        beside = others(address, 3, 4.0)
        assert victim.assistant.health()[0] == 200
        assert still_open(sockets) <= 1000
    say(f"  alone {alone}; beside them {beside}")
    assert beside.p95 < max(3 * alone.p95, 0.5)
    log = victim.assistant.log.read_text()
    assert "connections are open, the most there may be" in log
    assert "Too many open files" not in log
