"""The input guard: what it lets through, what it cleans, what it refuses and why."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels import guard

LIMIT = 500


def test_a_question_passes_as_it_is() -> None:
    accepted = guard.check("When did RAMSI start?", "me", LIMIT)
    assert (accepted.text, accepted.sender, accepted.wordless) == ("When did RAMSI start?", "me", False)


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (None, "message_missing"),
        (5, "message_not_text"),
        ({"text": "hello"}, "message_not_text"),
        (["hello"], "message_not_text"),
        (True, "message_not_text"),
        ("", "message_empty"),
        (" \n\t ", "message_empty"),
        ("\x00\x01\x02", "message_empty"),
        ("\u202e\u200b\ufeff", "message_empty"),
        pytest.param("a" * (LIMIT + 1), "message_too_long", id="long"),
    ],
)
def test_no_question(message: object, code: str) -> None:
    with pytest.raises(guard.Refused) as refused:
        guard.check(message, "me", LIMIT)
    assert refused.value.code == code
    assert 400 <= refused.value.status < 500
    assert refused.value.reason


@pytest.mark.parametrize(
    ("sender", "code"),
    [
        pytest.param("x" * 1_000_000, "sender_too_long", id="long"),
        (["x"], "sender_not_text"),
        (1.5, "sender_not_text"),
        (True, "sender_not_text"),
        ("a\x00b", "sender_unprintable"),
        ("a\nb", "sender_unprintable"),
        ("  ", "sender_unprintable"),
        pytest.param("\ud800", "sender_unprintable", id="half"),
    ],
)
def test_no_sender(sender: object, code: str) -> None:
    with pytest.raises(guard.Refused) as refused:
        guard.check("hello", sender, LIMIT)
    assert refused.value.code == code


def test_without_a_sender_each_message_is_a_conversation_of_its_own() -> None:
    assert guard.check("hello", None, LIMIT).sender != guard.check("hello", None, LIMIT).sender


def test_a_number_is_a_sender() -> None:
    assert guard.check("hello", 42, LIMIT).sender == "42"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("when\x00 did\x07 it\r\nstart", "when did it start"),
        ("\u202eRAMSI\u202c", "RAMSI"),
        ("half \ud83d character", "half character"),
        ("cafe\u0301", "café"),
        ("Māori  words", "Māori words"),
        ("/greet", "/greet"),
        ('/intent{"operation":"x"}', '/intent{"operation":"x"}'),
        ("مرحبا", "مرحبا"),
    ],
)
def test_cleaning(typed: str, read: str) -> None:
    assert guard.check(typed, "me", LIMIT).text == read


@pytest.mark.parametrize(
    ("text", "wordless"), [("😀😀😀", True), ("!!! ...", True), ("👍", False), ("?", False), ("7", False)]
)
def test_wordless(text: str, wordless: bool) -> None:
    assert guard.check(text, "me", LIMIT).wordless is wordless


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b'"text"', 400),
        (b"null", 400),
        (b"\xff\xfe{}", 400),
        (b'{"message": "\xc3\x28"}', 400),
        (b"[" * 100_000, 413),
        (b"[" * 60_000, 400),
        (b'{"sender": "' + b"x" * 1_000_000 + b'"}', 413),
    ],
    ids=range(10),
)
def test_bodies_of_the_wrong_shape(body: bytes, status: int) -> None:
    with pytest.raises(guard.Refused) as refused:
        guard.json_object(body)
    assert refused.value.status == status


@given(st.text(max_size=LIMIT))
def test_whatever_is_typed_can_be_stored_and_sent(text: str) -> None:
    try:
        accepted = guard.check(text, "me", LIMIT)
    except guard.Refused:
        return
    accepted.text.encode("utf-8")
    assert "\x00" not in accepted.text
    assert accepted.text == accepted.text.strip() != ""


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_whatever_json_is_sent_is_accepted_or_refused(content: object) -> None:
    try:
        body = guard.json_object(json.dumps(content).encode())
        guard.check(body.get("message"), body.get("sender"), LIMIT)
    except guard.Refused:
        return
