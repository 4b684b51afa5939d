"""The sentence encoder and the vectors kept between runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from assistant.nlu.adapter import adapted
from assistant.nlu.encoder import DIMENSIONS, WEIGHTS, SentenceEncoder, load_tokenizer, packaged_file
from assistant.nlu.encoder_graph import with_integer_products
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


def test_a_vector_does_not_depend_on_what_else_is_encoded() -> None:
    texts = ["who led it", *(f"a much longer text {number} " * 10 for number in range(5))]
    alone = SentenceEncoder(cache_size=0).encode(texts[:1])[0]
    assert np.array_equal(alone, SentenceEncoder(cache_size=0).encode(texts)[0])
    assert np.array_equal(alone, SentenceEncoder(workers=2, cache_size=0).encode(texts)[0])


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


def test_the_integer_graph_says_what_the_float_graph_says() -> None:
    texts = ["When did the mission begin?", "how many police went", "Ngā mihi", "what is a status of forces agreement"]
    floats = adapted(packaged_file(*WEIGHTS).read_bytes())
    session = onnxruntime.InferenceSession(floats, providers=["CPUExecutionProvider"])
    quick = SentenceEncoder(cache_size=0).encode(texts)
    for text, vector in zip(texts, quick, strict=True):
        ids = np.array([load_tokenizer().encode(text).ids])
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        exact = session.run(None, feed)[0][0].mean(axis=0)
        assert vector @ exact / np.linalg.norm(exact) > 0.97


def test_every_product_with_weights_is_one_of_integers() -> None:
    changed = with_integer_products(packaged_file(*WEIGHTS).read_bytes())
    assert changed.count(b"MatMulInteger") == 36
    assert len(changed) < 24_000_000


def test_a_file_of_another_make_is_refused() -> None:
    with pytest.raises(ValueError, match="not known"):
        with_integer_products(b"\x0d\x00\x00\x00\x00")
