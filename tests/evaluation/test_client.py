from __future__ import annotations

import pytest

from evaluation.client import Assistant, NotLoopbackError, NotReadyError, loopback
from tests.evaluation.fake_assistant import answer, fake_assistant


@pytest.mark.parametrize("address", ["http://example.org", "https://127.0.0.1", "http://10.0.0.1:5005", "//0.0.0.0:1"])
def test_only_this_machine_is_asked(address: str) -> None:
    with pytest.raises(NotLoopbackError):
        Assistant(address)


def test_addresses_of_this_machine() -> None:
    assert loopback("http://127.0.0.1:5005") == ("127.0.0.1", 5005)
    assert loopback("localhost:5006") == ("localhost", 5006)
    assert loopback("http://[::1]:5007/") == ("::1", 5007)


def test_a_reply_is_read() -> None:
    with fake_assistant(lambda sender, message: answer("In 2003.", facts=("ramsi.3",), sources=("bee",))) as server:
        reply = Assistant(server.url).ask("me", "When?")
    assert (reply.text, reply.outcome, reply.facts, reply.sources) == ("In 2003.", "answered", ("ramsi.3",), ("bee",))
    assert reply.seconds > 0
    assert server.asked == [("me", "When?")]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ([], "no reply"),
        ({"status": "failure"}, "the reply is no list"),
        ([{"text": "hello"}], "the reply has no outcome"),
        (answer("one") + answer("two"), "2 messages in one turn"),
    ],
)
def test_a_malformed_reply_is_a_fault(body: object, fault: str) -> None:
    with fake_assistant(lambda sender, message: body) as server:
        assert fault in (Assistant(server.url).ask("me", "When?").fault or "")


def test_health_says_whether_it_is_ready() -> None:
    with fake_assistant(lambda sender, message: []) as server:
        assert Assistant(server.url).health()["model"] == "fake"
    with pytest.raises(NotReadyError, match="make run"):
        Assistant(server.url).health()
    with (
        fake_assistant(lambda sender, message: [], health=503) as server,
        pytest.raises(NotReadyError, match="action server"),
    ):
        Assistant(server.url).health()


def test_no_reply_is_an_error_and_not_an_exception() -> None:
    with fake_assistant(lambda sender, message: []) as server:
        pass
    assert Assistant(server.url).ask("me", "When?").outcome == "error"
