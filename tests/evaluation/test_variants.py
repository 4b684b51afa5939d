from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from evaluation.variants import lower_case, no_punctuation, typos

QUESTION = "How many people did New Zealand send to UNTSO in 1954, and wasn't S/RES/50 its mandate?"


def test_lower_case() -> None:
    assert lower_case("Where's RAMSI?") == "where's ramsi?"


def test_no_punctuation_keeps_words_and_figures_whole() -> None:
    assert (
        no_punctuation("Wasn't it 1,500 people (or 2.5 %), Timor-Leste?") == "Wasnt it 1,500 people or 2.5 Timor Leste"
    )


def test_typos_are_the_same_every_time_and_differ_by_seed() -> None:
    assert typos(QUESTION, "a") == typos(QUESTION, "a")
    assert len({typos(QUESTION, str(seed)) for seed in range(20)}) > 10


def test_typos_leave_digits_acronyms_and_short_words_alone() -> None:
    for seed in range(50):
        words = typos(QUESTION, str(seed)).split()
        assert [words[place] for place in (0, 3, 7, 8, 9, 10)] == ["How", "did", "to", "UNTSO", "in", "1954,"]


def test_at_most_two_words_are_mistyped() -> None:
    for seed in range(50):
        changed = [a for a, b in zip(QUESTION.split(), typos(QUESTION, str(seed)).split(), strict=True) if a != b]
        assert 1 <= len(changed) <= 2


def test_nothing_to_mistype() -> None:
    assert typos("UN in 1999?") == "UN in 1999?"


@given(st.text(), st.text())
def test_any_text_survives(text: str, seed: str) -> None:
    assert [sign for sign in typos(text, seed) if sign.isdigit()] == [sign for sign in text if sign.isdigit()]
    no_punctuation(text)
