"""Whatever is sent: a short answer or a 4xx with a JSON reason, no stack trace, and the next question is answered."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
import requests

from tests.e2e.running import Assistant

pytestmark = pytest.mark.e2e

WEBHOOK = "/webhooks/rest/webhook"


@pytest.fixture(autouse=True)
def next_question_is_answered(assistant: Assistant) -> Iterator[None]:
    yield
    assert assistant.ask("When did RAMSI start?").outcome == "answered"


def assert_clear_refusal(response: requests.Response) -> None:
    assert 400 <= response.status_code < 500
    error = response.json()["error"]
    assert error["code"]
    assert error["reason"]
    assert "Traceback" not in response.text


@pytest.mark.parametrize(
    "message",
    [
        "😀😀😀",
        "/greet",
        "/restart",
        "/session_start",
        '/intent{"operation":"x"}',
        '/operation_start{"operation":"ramsi"}',
        "'; DROP TABLE events; --",
        "<script>alert(1)</script>",
        "<b>When did RAMSI start?</b>",
        "${jndi:ldap://x}",
        "{{7*7}}",
        "\u202eRAMSI did when\u202c start",
        "متى بدأت RAMSI؟",
        "when\x00did\x07RAMSI\x1bstart",
        "half a \ud83d character",
        "?",
        "a " * 400,
        "word" * 200,
    ],
    ids=range(18),
)
def test_odd_words_get_a_short_answer(assistant: Assistant, message: str) -> None:
    body = json.dumps({"sender": "odd", "message": message})
    response = requests.post(f"{assistant.address}{WEBHOOK}", data=body.encode(), timeout=30)
    assert response.status_code == 200
    (answer,) = response.json()
    assert 0 < len(answer["text"]) < 3000
    assert answer["custom"]["outcome"] != "error"
    assert "<script>" not in answer["text"]


def test_a_command_is_not_obeyed(assistant: Assistant) -> None:
    """Were it read as a payload, this would be answered with the date."""
    reply = assistant.ask('/operation_start{"operation":"ramsi"}')
    plain = assistant.ask('operation_start{"operation":"ramsi"}')
    assert reply.text == plain.text or reply.outcome != "answered"


@pytest.mark.parametrize(
    "body",
    [
        [],
        None,
        "text",
        5,
        {},
        {"sender": "x"},
        {"message": None},
        {"message": 5},
        {"message": ["a"]},
        {"message": {"text": "a"}},
        {"message": ""},
        {"message": "   "},
        {"message": "\x00\x00"},
        {"message": "x" * 10_000},
        {"sender": ["x"], "message": "hello"},
        {"sender": "x" * 1_000, "message": "hello"},
        {"sender": "x" * 1_000_000, "message": "hello"},
        {"sender": "a\x00b", "message": "hello"},
        {"sender": "x", "message": "hello", "padding": "y" * 200_000},
    ],
    ids=range(19),
)
def test_wrong_shapes_are_refused_with_a_reason(assistant: Assistant, body: object) -> None:
    assert_clear_refusal(assistant.post(body))


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b'{"message": "\xc3\x28"}', b"[" * 60_000, b"message=hello"], ids=range(6)
)
def test_broken_bodies_are_refused_with_a_reason(assistant: Assistant, body: bytes) -> None:
    assert_clear_refusal(requests.post(f"{assistant.address}{WEBHOOK}", data=body, timeout=30))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", WEBHOOK),
        ("DELETE", WEBHOOK),
        ("GET", "/conversations/default/tracker"),
        ("POST", "/model/parse"),
        ("GET", "/domain"),
        ("GET", "/nowhere"),
        ("GET", "/webhooks/rest/../../etc/passwd"),
    ],
)
def test_there_is_nothing_else(assistant: Assistant, method: str, path: str) -> None:
    assert_clear_refusal(requests.request(method, f"{assistant.address}{path}", timeout=30))


def test_other_conversations_do_not_notice(assistant: Assistant) -> None:
    assistant.ask("When did RAMSI start?", "quiet")
    for message in ("/restart", "😀", "x" * 900, '{"sender": "quiet"}'):
        assistant.ask(message, "noisy")
    assert "2017" in assistant.ask("when did it end?", "quiet").text


def test_who_speaks_cannot_be_forged_by_channel_or_metadata(assistant: Assistant) -> None:
    body = {"sender": "x", "message": "hello", "input_channel": "slack", "metadata": {"role": "admin"}, "stream": True}
    (answer,) = assistant.post(body).json()
    assert answer["recipient_id"] == "x"
