"""The search of facts by their statements and by the ways of asking for them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.nlu.encoder import SentenceEncoder, Vectors
from assistant.nlu.facts import (
    WORDS_WEIGH,
    WORDS_WEIGH_ASKED,
    FactSearch,
    FactText,
    content_words,
    fact_texts,
    texts_of,
)
from assistant.nlu.vector_store import read_vectors, text_hash
from assistant.settings import ROOT

START = FactText("ramsi.1", "RAMSI began in July 2003.")
POLICE = FactText("ramsi.2", "RAMSI had 35 police.", ("how many cops went", "constables sent in 2003"))


def unit(*numbers: float) -> Vectors:
    """A vector of length 1."""
    vector: Vectors = np.array(numbers, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def score(search: FactSearch, vector: Vectors, text: str, fact: str) -> float:
    return dict(search.top(vector, text, 10))[fact]


def test_without_ways_of_asking_the_statement_counts_in_full() -> None:
    search = FactSearch([START], np.stack([unit(1, 0)]))
    assert score(search, unit(3, 4), "the", "ramsi.1") == pytest.approx(0.6, abs=2e-3)
    assert score(search, unit(3, 4), "RAMSI began July", "ramsi.1") == pytest.approx(0.6 + WORDS_WEIGH, abs=2e-3)


def test_half_the_cosine_is_that_to_the_nearest_way_of_asking() -> None:
    search = FactSearch([POLICE], np.stack([unit(1, 0, 0), unit(0, 1, 0), unit(0, 0, 1)]))
    assert score(search, unit(0, 1, 0), "the", "ramsi.2") == pytest.approx((0 + 1) / 2)
    assert score(search, unit(0, 0, 1), "the", "ramsi.2") == pytest.approx((0 + 1) / 2)
    assert score(search, unit(1, 1, 0), "the", "ramsi.2") == pytest.approx(0.5**0.5, abs=1e-3)


def test_words_count_once_whether_in_the_statement_or_in_a_way_of_asking() -> None:
    vectors = np.stack([unit(1, 0), unit(1, 0), unit(1, 0), unit(1, 0)])
    search = FactSearch([START, POLICE], vectors)
    plain = score(search, unit(1, 0), "the", "ramsi.2")
    assert score(search, unit(1, 0), "RAMSI police", "ramsi.2") == pytest.approx(plain + WORDS_WEIGH_ASKED, abs=1e-3)
    # The year stands in a statement of another fact and in a way of asking for this one.
    assert score(search, unit(1, 0), "2003", "ramsi.2") == pytest.approx(plain + WORDS_WEIGH_ASKED, abs=1e-3)


def test_a_word_that_no_statement_has_takes_nothing_away() -> None:
    search = FactSearch([START], np.stack([unit(1, 0)]))
    known, more = "RAMSI began", "RAMSI began xylophone"
    assert score(search, unit(1, 0), known, "ramsi.1") == score(search, unit(1, 0), more, "ramsi.1")


def test_a_fact_is_found_by_how_people_ask_for_it() -> None:
    fact, other = (
        FactText("a.1", "RAMSI: 35 sworn officers in 2003."),
        FactText("a.2", "RAMSI: 15 countries took part."),
    )
    asked = FactText("a.1", fact.text, ("how many cops did we send over",))
    encoder = SentenceEncoder()
    question = "number of cops we sent"
    vector = encoder.encode([question])[0]
    plain = score(FactSearch.build([fact, other], encoder, {}), vector, question, "a.1")
    search = FactSearch.build([asked, other], encoder, {})
    assert search.top(vector, question, 1)[0][0] == "a.1"
    assert score(search, vector, question, "a.1") > plain + 0.1


def test_each_id_is_found_once_and_no_more_than_asked_for() -> None:
    gaps = [FactText("gap_x", "how many are there now"), FactText("gap_x", "how many today"), START]
    search = FactSearch(gaps, np.stack([unit(1, 0), unit(1, 0.1), unit(0, 1)]))
    assert [id_ for id_, _ in search.top(unit(1, 0), "", 5)] == ["gap_x", "ramsi.1"]
    assert len(search.top(unit(1, 0), "", 1)) == 1
    assert FactSearch([], np.zeros((0, 2), dtype=np.float32)).top(unit(1, 0), "x", 3) == []


def test_ways_of_asking_are_kept_among_the_vectors(tmp_path: Path) -> None:
    file = tmp_path / "facts.npz"
    search = FactSearch([START, POLICE], np.stack([unit(1, number) for number in range(4)]))
    search.save(file)
    assert set(read_vectors(file)) == {text_hash(text) for text in texts_of([START, POLICE])}
    assert texts_of([START, POLICE]) == [START.text, POLICE.text, *POLICE.asked]


def test_short_months_and_small_words() -> None:
    assert content_words("When was it in Sep?") == {"september"}


def test_the_facts_on_file_have_a_kind_and_gaps_have_none() -> None:
    found = fact_texts(ROOT / "data" / "knowledge")
    kinds = {fact.id: fact.kind for fact in found}
    assert kinds["ramsi.4"] == "operation_end"
    assert kinds["veto.201"] == "policy_veto"
    assert {fact.kind for fact in found if fact.id.startswith("gap_")} == {""}
    assert fact_texts(None) == []
