"""Dot products as integers are those of floats, nearly."""

from __future__ import annotations

import numpy as np

from assistant.nlu.integer_rows import IntegerRows


def unit(rows: int, seed: int) -> np.typing.NDArray[np.float32]:
    vectors = np.random.default_rng(seed).normal(size=(rows, 384)).astype(np.float32)
    lengths: np.typing.NDArray[np.float32] = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, lengths)


def test_products_are_those_of_floats_nearly() -> None:
    known, questions = unit(500, 1), unit(3, 2)
    assert np.abs(IntegerRows(known).products(questions) - questions @ known.T).max() < 0.005


def test_a_question_finds_itself() -> None:
    known = unit(500, 1)
    products = IntegerRows(known).products(known[[7, 499]])
    assert products.argmax(axis=1).tolist() == [7, 499]
    assert np.allclose(products.max(axis=1), 1, atol=0.005)


def test_a_product_does_not_depend_on_what_else_is_asked() -> None:
    rows, questions = IntegerRows(unit(50, 1)), unit(3, 2) * np.array([[1], [9], [1]], dtype=np.float32)
    assert np.array_equal(rows.products(questions)[0], rows.products(questions[:1])[0])


def test_nothing_known_and_nothing_asked() -> None:
    assert IntegerRows(np.zeros((0, 384), dtype=np.float32)).products(unit(2, 1)).shape == (2, 0)
    rows = IntegerRows(np.zeros((2, 384), dtype=np.float32))
    assert rows.products(unit(1, 1)).tolist() == [[0.0, 0.0]]
    assert rows.products(unit(0, 1)).shape == (0, 2)
