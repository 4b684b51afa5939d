"""Slack's text format: nothing a person or a source wrote can act, and splitting breaks nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels.slack import mrkdwn

ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&|*_~`@#! \n"), max_size=300)


@pytest.mark.parametrize(
    "evil",
    [
        "<!channel> <!here|here> <!everyone>",
        "<@U0AROHA> <#C0PEACE|peace> <!subteam^S1>",
        "<https://evil.example|https://www.mfat.govt.nz>",
        "<mailto:a@example.org|write> <tel:111>",
        "<!date^1392734382^{date}|today>",
    ],
)
def test_markup_is_text(evil: str) -> None:
    escaped = mrkdwn.from_plain(evil)
    assert not re.search(r"<(?!https?://)", escaped)
    assert mrkdwn.to_plain(escaped).replace("\u2060", "") == evil


@given(ANY)
def test_no_reference_ever_comes_out_of_a_text(text: str) -> None:
    escaped = mrkdwn.from_plain(text)
    for inside in re.findall(r"<([^>]*)>", escaped):
        assert inside.startswith(("https://", "http://"))
    assert escaped.count("<") == escaped.count(">")
    assert "&" not in re.sub(r"&(?:amp|lt|gt);", "", escaped)


@given(ANY)
def test_escaping_keeps_every_word(text: str) -> None:
    back = mrkdwn.to_plain(mrkdwn.escape(text)).replace("\u2060", "")
    assert back == " ".join(text.replace("\u2060", "").split())


def test_formatting_characters_do_not_format_but_names_stay_whole() -> None:
    assert mrkdwn.escape("snake_case and 2*3") == "snake_case and 2*3"
    for evil in ("*bold*", "_it_", "~gone~", "`code`"):
        assert mrkdwn.escape(evil) != evil
    assert not mrkdwn.escape("> quoted").startswith("&gt;")


def test_links_in_running_text() -> None:
    plain = "See https://www.mfat.govt.nz/en/about_us/?a=1&b=2. Or (https://example.org/x_(y))."
    assert "<https://www.mfat.govt.nz/en/about_us/?a=1&amp;b=2>." in mrkdwn.from_plain(plain)
    assert mrkdwn.to_plain(mrkdwn.from_plain(plain)) == plain
    assert mrkdwn.link("javascript:alert(1)", "click") == "click"
    assert "|" not in mrkdwn.link("https://a.example/", "a|b").replace("/|", "")


@given(
    st.lists(st.sampled_from(["word", "kupu", "<https://a.example/x|a label here>", "&amp;", "&lt;", "\n\n", "end."]))
)
def test_split_breaks_no_word_link_or_entity(parts: list[str]) -> None:
    text = " ".join(parts)
    pieces = mrkdwn.split(text, 40)
    assert all(0 < len(piece) <= 40 for piece in pieces)
    assert " ".join(" ".join(pieces).split()) == " ".join(text.split())
    for piece in pieces:
        assert piece.count("<") == piece.count(">")
        assert not re.search(r"&(?!amp;|lt;|gt;)", piece)


@given(st.text(max_size=400), st.integers(10, 60))
def test_split_is_bounded_and_loses_nothing(text: str, most: int) -> None:
    pieces = mrkdwn.split(text, most)
    assert all(0 < len(piece) <= most for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_split_prefers_paragraphs_then_sentences() -> None:
    assert mrkdwn.split("one two.\n\nthree four", 14) == ["one two.", "three four"]
    assert mrkdwn.split("One two three. Four five", 20) == ["One two three.", "Four five"]
    assert mrkdwn.split("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_shorten() -> None:
    assert mrkdwn.shorten("short", 10) == "short"
    assert mrkdwn.shorten("one two three four", 12) == "one two…"
    assert len(mrkdwn.shorten("x" * 100, 10)) == 10
