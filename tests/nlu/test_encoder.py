"""The sentence encoder and the vectors kept between runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.nlu.encoder import DIMENSIONS, SentenceEncoder
from assistant.nlu.vector_store import encode_with_store, read_vectors, text_hash


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_paraphrases_are_near_and_other_questions_far(encoder: SentenceEncoder) -> None:
    first, paraphrase, other = encoder.encode(
        ["When did the mission begin?", "what was the start date of the mission", "how do I renew my passport"]
    )
    assert first @ paraphrase > 0.6
    assert first @ other < 0.3


def test_a_vector_hardly_depends_on_its_batch(encoder: SentenceEncoder) -> None:
    alone = SentenceEncoder(cache_size=0).encode(["who led it"])[0]
    together = SentenceEncoder(cache_size=0).encode(["who led it", "a much longer text " * 10])[0]
    assert alone @ together > 0.98


def test_unit_length_and_zero_for_nothing(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(["word", "", "word " * 3000])
    assert vectors.shape == (3, DIMENSIONS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 0, 1], abs=1e-4)
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_the_cache_is_bounded() -> None:
    small = SentenceEncoder(cache_size=2)
    texts = ["one", "two", "three", "four"]
    assert np.allclose(small.encode(texts), small.encode(texts), atol=0.05)
    assert len(small._cache) == 2


def test_only_new_texts_are_encoded(tmp_path: Path) -> None:
    store = tmp_path / "vectors.npz"
    first = encode_with_store(["one", "two"], SentenceEncoder(cache_size=0), store)
    again = encode_with_store(["two", "three"], SentenceEncoder(cache_size=0), store)
    assert np.allclose(first[1], again[0], atol=1e-3)
    assert set(read_vectors(store)) == {text_hash(text) for text in ("one", "two", "three")}


def test_a_broken_store_is_ignored(tmp_path: Path) -> None:
    store = tmp_path / "vectors.npz"
    store.write_bytes(b"no archive")
    assert encode_with_store(["one"], SentenceEncoder(cache_size=0), store).shape == (1, DIMENSIONS)
