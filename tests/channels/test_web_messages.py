"""Messages: once, in order, never without a word, within limits, without personal details."""

from __future__ import annotations

import threading
import time

import pytest

from tests.channels.web_server import Visitor, Web, serving


def test_an_answer_with_its_sources_and_suggestions(visitor: Visitor) -> None:
    turn = visitor.ask("When did RAMSI start?")
    assert turn["state"] == "answered"
    answer = turn["answer"]
    assert answer["text"].startswith("RAMSI began on 24 July 2003.")
    assert answer["sources"][0]["as_of"] == "as of July 2013"
    assert [button["title"] for button in answer["buttons"]] == answer["suggestions"]


def test_the_same_message_again_is_answered_once(visitor: Visitor) -> None:
    first = visitor.ask("count", "message-one")
    assert visitor.ask("count", "message-one") == first
    assert first["answer"]["text"] == "1"
    assert visitor.ask("count", "message-two")["answer"]["text"] == "2"
    assert len(visitor.history()) == 2


def test_the_same_message_many_times_at_once_is_answered_once(visitor: Visitor) -> None:
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda: answers.append(visitor.ask("pause and count", "message-one")["answer"]["text"]))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["1"] * 6


def test_an_id_is_not_used_for_two_texts(visitor: Visitor) -> None:
    visitor.ask("one", "message-one")
    response = visitor.send("two", "message-one")
    assert response.status_code == 409
    assert len(visitor.history()) == 1


def test_two_messages_at_once_are_answered_in_order_and_soon(visitor: Visitor) -> None:
    started = time.monotonic()
    threads = [threading.Thread(target=visitor.ask, args=(f"pause {place}", f"message-{place}")) for place in range(3)]
    for thread in threads:
        thread.start()
        time.sleep(0.1)
    for thread in threads:
        thread.join()
    assert [turn["question"] for turn in visitor.history()] == ["pause 0", "pause 1", "pause 2"]
    assert time.monotonic() - started < 3 * 0.5 + 1.5


def test_a_slow_assistant_is_owned_up_to_within_five_seconds_and_the_message_can_be_sent_again(
    visitor: Visitor,
) -> None:
    started = time.monotonic()
    turn = visitor.ask("slow please", "message-one")
    assert time.monotonic() - started < 5
    assert turn["state"] == "failed"
    assert "https://www.mfat.govt.nz/en/contact-us/" in turn["answer"]["text"]
    assert visitor.ask("count", "message-two")["answer"]["text"] == "2"


@pytest.mark.parametrize("word", ["dead", "silent"])
def test_an_assistant_that_fails_is_owned_up_to(visitor: Visitor, word: str) -> None:
    turn = visitor.ask(word, "message-one")
    assert turn["state"] == "failed"
    assert turn["answer"]["text"]
    visitor.ask(word, "message-one")
    assert len(visitor.history()) == 1


def test_too_long(visitor: Visitor) -> None:
    assert visitor.send("x" * 500).status_code == 200
    response = visitor.send("x" * 501)
    assert response.status_code == 413
    assert "500 characters" in response.json()["error"]["reason"]
    assert visitor.call("POST", "/messages", json={"text": "hello", "more": "x" * 17_000}).status_code == 413


@pytest.mark.parametrize("text", ["", "   ", None, 5, ["a"], {"a": 1}, True])
def test_no_text(visitor: Visitor, text: object) -> None:
    response = visitor.send(text)
    assert response.status_code == 400
    assert response.json()["error"]["reason"]


@pytest.mark.parametrize("body", [b"[]", b"null", b"{", b"\xff\xfe", b'"x"', b"[" * 5000])
def test_broken_bodies(visitor: Visitor, body: bytes) -> None:
    assert visitor.call("POST", "/messages", data=body).status_code == 400


@pytest.mark.parametrize("message", ["short", "a" * 65, "with space", "semi;colon", 5, ["x"]])
def test_bad_ids(visitor: Visitor, message: object) -> None:
    assert visitor.call("POST", "/messages", json={"text": "hello", "id": message}).status_code == 400


def test_personal_details_are_nowhere(web: Web, visitor: Visitor) -> None:
    turn = visitor.ask(
        "I am at 021 555 0188 and kiri.w@example.com, 14 Rimu Street. When did RAMSI start?", "message-one"
    )
    assert turn["masked"] == ["phone", "email", "address"]
    assert "a phone number, an email address and a street address" in turn["answer"]["text"]
    visitor.call("POST", "/feedback", json={"message": "message-one", "verdict": "down", "reason": "call 021 555 0188"})
    transcript = visitor.call("GET", "/transcript").text
    files = [*web.database.parent.glob("conversations.db*"), web.log]
    kept = transcript.encode() + b"".join(file.read_bytes() for file in files)
    for detail in (b"555 0188", b"kiri.w", b"Rimu"):
        assert detail not in kept
    assert b"[phone number]" in kept


def test_too_fast(visitor: Visitor) -> None:
    statuses = [visitor.send("hi").status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]
    response = visitor.send("hi")
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert response.json()["error"]["retry_after"] == int(response.headers["retry-after"])


def test_addresses_are_limited_and_forwarded_ones_believed_only_from_our_proxies(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("rates")
    with serving(folder, WEB_ADDRESS_RATE="3/minute", WEB_START_RATE="4/minute") as web:
        first = web.visitor()
        first.start()
        assert [first.send("hi").status_code for _ in range(3)] == [200] * 3
        second = web.visitor(**{"X-Forwarded-For": "203.0.113.9"})
        second.start()
        assert second.send("hi").status_code == 429
        assert [web.visitor().call("POST", "/session", json={}).status_code for _ in range(3)] == [200, 200, 429]
    with serving(folder, WEB_ADDRESS_RATE="1/minute", WEB_PROXIES="127.0.0.0/8") as web:
        for address, expected in (("198.51.100.1", 200), ("198.51.100.2", 200), ("spoofed, 198.51.100.2", 429)):
            someone = web.visitor(**{"X-Forwarded-For": address})
            someone.start()
            assert someone.send("hi").status_code == expected
