"""The encoder's weights as floats and back, and what it has learned added to them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.nlu.adapter import ADAPTER, adapted, adapter_version, write_adapter
from assistant.nlu.encoder import WEIGHTS, SentenceEncoder, encoder_version, packaged_file
from assistant.nlu.encoder_weights import PARTS, product_weights, with_changes


@pytest.fixture(scope="module")
def shipped() -> bytes:
    return packaged_file(*WEIGHTS).read_bytes()


def test_every_product_of_every_layer_has_its_weights(shipped: bytes) -> None:
    weights = product_weights(shipped)
    assert set(weights) == {f"{layer}.{part}" for layer in range(6) for part in PARTS}
    assert weights["5.widened"].shape == (384, 1536)
    assert weights["5.narrowed"].shape == (1536, 384)


def test_a_change_is_in_the_model_to_within_half_a_step_of_int8(shipped: bytes) -> None:
    before = product_weights(shipped)["4.value"]
    change = np.random.default_rng(0).normal(0, 0.02, before.shape).astype(np.float32)
    changed = product_weights(with_changes(shipped, {"4.value": change}))
    step = np.abs(before + change).max(axis=0) / 127
    assert np.all(np.abs(changed["4.value"] - before - change) <= step * 0.51)
    assert np.array_equal(changed["4.key"], product_weights(shipped)["4.key"])


def test_no_change_leaves_the_weights_as_they_are(shipped: bytes) -> None:
    nothing = {name: np.zeros_like(weights) for name, weights in product_weights(shipped).items()}
    unchanged = product_weights(with_changes(shipped, nothing))
    assert all(np.allclose(unchanged[name], weights) for name, weights in product_weights(shipped).items())


def test_a_product_that_is_not_there_is_refused(shipped: bytes) -> None:
    with pytest.raises(KeyError, match=r"9\.query"):
        with_changes(shipped, {"9.query": np.zeros((384, 384), dtype=np.float32)})


def test_what_was_learned_is_kept_small_and_read_again(shipped: bytes, tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    down, up = chance.normal(0, 0.05, (384, 4)), chance.normal(0, 0.05, (4, 384))
    path = tmp_path / "learned.npz"
    write_adapter(path, {"5.query": (down.astype(np.float32), up.astype(np.float32))})
    changed = product_weights(adapted(shipped, path))["5.query"]
    assert np.allclose(changed, product_weights(shipped)["5.query"] + down @ up, atol=0.01)
    assert path.stat().st_size < 10_000


def test_the_encoder_s_version_says_what_it_has_learned() -> None:
    assert adapter_version() in encoder_version()
    assert ADAPTER.stat().st_size < 2_000_000


def test_a_question_is_nearer_to_what_answers_it_than_to_its_neighbour() -> None:
    question, answer, neighbour = SentenceEncoder().encode(
        [
            "what did their days look like",
            "The observers patrolled on foot and by car and spoke with people in the villages.",
            "The observers were lent by another mission of the United Nations.",
        ]
    )
    assert question @ answer > question @ neighbour
