"""Properties of masking that hold for any text."""

from __future__ import annotations

import socket
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.privacy import Masker
from assistant.privacy.checks import is_ird, is_luhn, is_nhi
from assistant.privacy.masking import PLACEHOLDERS

MASKER = Masker()


@given(st.text(max_size=500))
@settings(max_examples=300, deadline=None)
def test_any_text_is_masked_without_error(text: str) -> None:
    masked = MASKER.mask(text)
    assert set(masked.kinds) <= set(PLACEHOLDERS)
    assert masked.kinds or masked.text == text


@given(st.text(st.sampled_from("0123456789 -/.,@aAbBLN+()"), max_size=500))
@settings(max_examples=200, deadline=1500)
def test_lookalikes_of_details_cost_no_time(text: str) -> None:
    MASKER.mask(text)


@pytest.mark.parametrize(
    "hard", ["a@" * 500, "1 a " * 300, "a.b-" * 300 + "at", "12 " * 400, "address is " * 90, "dot " * 300]
)
def test_hostile_texts_cost_no_time(hard: str) -> None:
    start = time.perf_counter()
    MASKER.mask(hard)
    assert time.perf_counter() - start < 1.0


@given(
    st.from_regex(r"\A02[1279] \d{3} \d{4}\Z"),
    st.sampled_from(["call {}", "{}", "ph: {}.", "when did RAMSI start {} ?"]),
)
@settings(max_examples=150, deadline=None)
def test_mobile_numbers_never_survive(number: str, frame: str) -> None:
    assert number not in MASKER.mask(frame.format(number)).text


@given(st.from_regex(r"\A[a-z]{1,12}(\.[a-z]{1,9})?@[a-z]{2,12}\.(com|co\.nz|org|nz)\Z"))
@settings(max_examples=150, deadline=None)
def test_email_addresses_never_survive(address: str) -> None:
    assert MASKER.mask(f"write to {address} please").text == "write to [email address] please"


def test_kinds_are_told_once_in_order() -> None:
    masked = MASKER.mask("021 123 4567 or a@b.nz or 021 123 4568")
    assert masked.kinds == ("phone", "email")
    assert masked.text == "[phone number] or [email address] or [phone number]"


def test_invisible_characters_hide_nothing() -> None:
    assert MASKER.mask("call 021\u200b 123\u200b 4567").kinds == ("phone",)


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("masking opened a connection")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert Masker().mask("jane@foo.nz").kinds == ("email",)


@pytest.mark.parametrize("number", ["49091850", "35901981", "49098576", "136410132"])
def test_published_ird_examples(number: str) -> None:
    assert is_ird(number)


@pytest.mark.parametrize("number", ["136410133", "9125568", "49091851"])
def test_published_ird_examples_that_are_none(number: str) -> None:
    assert not is_ird(number)


@pytest.mark.parametrize("number", ["ZZZ0016", "ZZZ00AX", "ALU18KZ", "zzz0016"])
def test_published_nhi_examples(number: str) -> None:
    assert is_nhi(number)


@pytest.mark.parametrize("number", ["ZZZ0044", "DAB8233", "OIO1234", "ABC", "ZZZ00AB"])
def test_what_is_no_nhi_number(number: str) -> None:
    assert not is_nhi(number)


def test_luhn() -> None:
    assert is_luhn("4111111111111111")
    assert not is_luhn("4111111111111112")
