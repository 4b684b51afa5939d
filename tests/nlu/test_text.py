"""Cleaning and folding."""

from __future__ import annotations

import pytest

from assistant.nlu.text import clean, fold, key, pieces


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("/greet", "greet"),
        ('/intent{"operation":"x"}', 'intent{"operation":"x"}'),
        (" / / two\t words\n", "two words"),
        ("nul\x00l and bell\x07", "nul l and bell"),
        ("\ufeffhello", "hello"),
        ("", ""),
        ("broken \ud800 surrogate", "broken surrogate"),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    assert clean(raw) == cleaned


def test_long_text_is_cut_at_a_word() -> None:
    assert clean("word " * 5000, 22) == "word word word word"
    assert len(clean("x" * 100_000)) == 1000


def test_folding_keeps_offsets() -> None:
    text = "Tīeke’s Ōtautahi ﬁle ß"
    assert len(fold(text)) == len(text)
    assert fold("TĪEKE’S") == "tieke's"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.N.", "UN"),
        ("Timor-Leste", "timor leste"),
        ("RAMSI's", "RAMSI"),
        ("Bosnia & Herzegovina", "Bosnia and Herzegovina"),
        ("Côte d'Ivoire", "Cote d’Ivoire"),
        ("Te Ope Kātua", "te ope katua"),
    ],
)
def test_spellings_with_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_pieces_know_where_they_stand() -> None:
    text = "Was RAMSI's end in 2017?"
    assert [text[piece.start : piece.end] for piece in pieces(text)] == ["Was", "RAMSI", "end", "in", "2017"]
