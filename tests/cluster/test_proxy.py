"""The proxy as deploy/production configures it, with servers behind it that tell what they were sent."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
import requests

from assistant.cluster import nginx, programs
from assistant.cluster.plan import LanePlan, Plan, free_port, make_folder
from tests.cluster.echo import Echo, echoes


@pytest.fixture(scope="module")
def behind() -> Iterator[list[Echo]]:
    with echoes(2) as servers:
        yield servers


@pytest.fixture(scope="module")
def proxy(behind: list[Echo], installed: programs.Programs, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """nginx in front of two servers; its address."""
    wished = tmp_path_factory.mktemp("proxy")
    (wished / "log").mkdir()
    lanes = tuple(LanePlan(number + 1, rasa=server.port, actions=server.port) for number, server in enumerate(behind))
    plan = Plan(make_folder(wished), wished / "log", free_port(), lanes)
    described = nginx.process(plan, installed.nginx, programs.unprivileged())
    process = subprocess.Popen(described.command)
    try:
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                requests.get(f"{plan.address}/nothing", timeout=1)
                break
            except requests.ConnectionError:
                assert process.poll() is None, plan.log("nginx-errors").read_text()
                time.sleep(0.05)
        yield plan.address
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(autouse=True)
def fresh(behind: list[Echo]) -> None:
    for server in behind:
        server.reset()


def opened(proxy: str, address: str) -> socket.socket:
    """A connection from an address of loopback: limits count addresses."""
    host, port = proxy.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), 5, (address, 0))


def received(connection: socket.socket, seconds: float) -> bytes:
    """What comes until nothing more comes for so long."""
    connection.settimeout(seconds)
    said = b""
    try:
        while more := connection.recv(65536):
            said += more
    except TimeoutError:
        pass
    return said


def test_servers_learn_who_asks_and_callers_cannot_make_it_up(proxy: str) -> None:
    lies = {"X-Forwarded-For": "1.2.3.4", "X-Real-IP": "1.2.3.4", "X-Forwarded-Proto": "https", "X-Request-Id": "mine"}
    told = requests.get(f"{proxy}/chat", headers=lies, timeout=5).json()["headers"]
    assert told["x-forwarded-for"] == told["x-real-ip"] == "127.0.0.1"
    assert told["x-forwarded-proto"] == "http"
    assert told["x-request-id"] != "mine"
    assert len(told["x-request-id"]) == 32
    assert told["host"] == proxy.removeprefix("http://")


@pytest.mark.parametrize(
    "path", ["/", "/chat", "/chat/feedback", "/privacy", "/widget/launcher.js", "/api/chat/session"]
)
def test_what_the_public_may_reach_is_passed_on(proxy: str, path: str) -> None:
    assert requests.get(proxy + path, timeout=5).json()["path"] == path


@pytest.mark.parametrize(
    "path",
    [
        "/metrics",
        "/webhooks/rest/webhook",
        "/health/live",
        "/status",
        "/webhook",
        "/conversations/me",
        "/apis",
        "/chatter",
    ],
)
def test_nothing_else_is(proxy: str, behind: list[Echo], path: str) -> None:
    response = requests.post(proxy + path, json={}, timeout=5)
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "http_404"
    assert [server.had for server in behind] == [[], []]


def test_a_large_body_is_refused(proxy: str, behind: list[Echo]) -> None:
    response = requests.post(f"{proxy}/api/chat/messages", data=b"x" * 70_000, timeout=5)
    assert (response.status_code, response.json()["error"]["code"]) == (413, "body_too_large")
    assert [server.had for server in behind] == [[], []]


def test_a_flood_from_one_address_is_cut_and_others_are_not(proxy: str) -> None:
    request = f"GET /privacy HTTP/1.1\r\nHost: {proxy.removeprefix('http://')}\r\n\r\n".encode()
    with ExitStack() as held:
        flood = [held.enter_context(opened(proxy, "127.6.6.6")) for _ in range(20)]
        for connection in flood:
            connection.sendall(request * 40)
        time.sleep(2.0)
        said = b"".join(received(connection, 0.2) for connection in flood)
    assert said.count(b"HTTP/1.1 200") >= 100
    assert said.count(b"HTTP/1.1 429") >= 50
    assert b"Retry-After: 5" in said
    assert b'"code":"too_many_requests"' in said
    with opened(proxy, "127.6.6.7") as other:
        other.sendall(request)
        assert b"HTTP/1.1 200" in received(other, 1.0)


def test_one_address_has_so_many_connections(proxy: str) -> None:
    started = b"POST /api/chat/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n"
    with ExitStack() as held:
        for _ in range(205):
            last = held.enter_context(opened(proxy, "127.7.7.7"))
            last.sendall(started)
            time.sleep(0.02)  # slower than the limit on requests
        assert b" 429 " in received(last, 1.0)


def test_a_caller_that_never_ends_its_request_is_cut(proxy: str) -> None:
    with opened(proxy, "127.8.8.8") as slow:
        slow.sendall(b"GET /chat HTTP/1.1\r\nHost: x\r\nX-Slow: ")
        started = time.monotonic()
        with suppress(ConnectionResetError):
            assert b" 200 " not in received(slow, 20)
        assert 8 < time.monotonic() - started < 16


def test_a_server_that_is_not_ready_is_passed_over(proxy: str, behind: list[Echo]) -> None:
    behind[0].status = 503
    replies = [requests.post(f"{proxy}/api/chat/messages", json={"text": "When?"}, timeout=5) for _ in range(10)]
    assert {reply.status_code for reply in replies} == {200}
    assert len(behind[1].had) == 10


def test_a_request_lost_halfway_is_asked_of_the_other_server_as_the_same(proxy: str, behind: list[Echo]) -> None:
    behind[0].cut = True
    end = time.monotonic() + 20
    sent = 0
    while not behind[0].had and time.monotonic() < end:
        time.sleep(0.1)  # one that failed before is asked again after a while
        sent += 1
        assert requests.post(f"{proxy}/api/chat/messages", json={"text": str(sent)}, timeout=5).status_code == 200
    lost = {request["body"]: request["headers"]["x-request-id"] for request in behind[0].had}
    assert lost
    answered = {request["body"]: request["headers"]["x-request-id"] for request in behind[1].had}
    assert len(answered) == sent
    assert {body: answered[body] for body in lost} == lost


def test_an_event_of_slack_is_not_passed_on_twice(proxy: str, behind: list[Echo]) -> None:
    for server in behind:
        server.cut = True
    assert requests.post(f"{proxy}/webhooks/slack/events", json={}, timeout=5).status_code == 503
    assert sum(len(server.had) for server in behind) == 1


def test_both_away_is_told_and_does_not_last(proxy: str, behind: list[Echo]) -> None:
    for server in behind:
        server.cut = True
    for _ in range(10):
        response = requests.post(f"{proxy}/api/chat/messages", json={}, timeout=5)
        assert (response.status_code, response.json()["error"]["code"]) == (503, "away")
        assert response.headers["retry-after"] == "2"
    for server in behind:
        server.cut = False
    assert requests.post(f"{proxy}/api/chat/messages", json={}, timeout=5).status_code == 200
