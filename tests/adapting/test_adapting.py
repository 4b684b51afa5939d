"""Adapting the encoder: the same function as the model that runs, and pairs that come nearer by learning."""

from __future__ import annotations

import random
from pathlib import Path

import jax.numpy as jnp
import numpy as np
import pytest

from assistant.adapting.fit import BATCH, FIRST, LAST, Learner
from assistant.adapting.pairs import NEIGHBOURS, Material
from assistant.adapting.transformer import lower_layers, sentence_vectors
from assistant.nlu.adapter import adapted, write_adapter
from assistant.nlu.encoder import WEIGHTS, load_tokenizer, packaged_file
from assistant.nlu.encoder_weights import float_tensors, product_weights
from assistant.nlu.facts import FactText
from assistant.settings import ROOT


@pytest.fixture(scope="module")
def shipped() -> bytes:
    return packaged_file(*WEIGHTS).read_bytes()


@pytest.fixture(scope="module")
def material() -> Material:
    return Material.read(ROOT / "data" / "knowledge", ROOT / "data" / "nlu")


def _ids(text: str) -> list[int]:
    return list(load_tokenizer().encode(text).ids)


def _learner(shipped: bytes) -> Learner:
    return Learner(float_tensors(shipped), product_weights(shipped), _ids)


def _silent(line: str) -> None:
    assert line


def test_the_function_that_learns_is_the_model_that_runs(shipped: bytes) -> None:
    import onnxruntime

    ids = np.array([_ids("How many police officers went to Bougainville?")])
    feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    runs = onnxruntime.InferenceSession(shipped, providers=["CPUExecutionProvider"]).run(None, feed)[0][0].mean(axis=0)
    floats, products = float_tensors(shipped), product_weights(shipped)
    padded = jnp.asarray(np.pad(ids, ((0, 0), (0, 5))))
    hidden = lower_layers(floats, products, padded, FIRST)
    learns = np.asarray(sentence_vectors({}, floats, products, hidden, padded != 0, FIRST, LAST))[0]
    assert learns @ runs / np.linalg.norm(runs) == pytest.approx(1, abs=1e-4)


def test_pairs_hold_what_belongs_together_and_neighbours_stand_together(material: Material) -> None:
    pairs = material.epoch(random.Random(1))
    facts = {fact.id: fact for record in material.facts.values() for fact in record}
    about_facts = [pair for pair in pairs if pair.label in facts]
    assert {pair.label for pair in about_facts} == set(facts)
    for pair in about_facts:
        assert pair.first in facts[pair.label].asked
        assert pair.second in (facts[pair.label].text, *facts[pair.label].asked)
    assert {pair.label for pair in pairs} - set(facts) == set(material.kinds)
    record = next(record for record, found in material.facts.items() if len(found) > 2 * NEIGHBOURS)
    places = [place for place, pair in enumerate(pairs) if pair.label.rsplit(".", 1)[0] == record]
    beside = sum(place + 1 in places for place in places)
    assert beside / len(places) > 0.8


def test_learning_brings_partners_nearer_than_others(shipped: bytes, tmp_path: Path) -> None:
    colours = ("red", "green", "blue", "white", "black", "grey", "brown", "pink")
    things = ("door", "boat", "hat", "road", "dog", "lamp", "book", "tree")
    # Nothing but what is learned here says that a question for a number means the thing of that colour.
    facts = [
        FactText(f"record.{row}-{column}", f"The {thing} is {colour}.", (f"number {row} of list {column}",))
        for row, colour in enumerate(colours)
        for column, thing in enumerate(things)
    ]
    material = Material(facts={"record": facts})
    learner = _learner(shipped)
    learner.prepare(material.texts(), _silent)
    losses = learner.learn(material, _silent, epochs=30, rate=2e-3)
    assert len(facts) == BATCH
    assert losses[-1] < losses[0] / 2
    learned = tmp_path / "learned.npz"
    write_adapter(learned, learner.changes())
    assert not np.array_equal(
        product_weights(adapted(shipped, learned))["5.narrowed"], product_weights(shipped)["5.narrowed"]
    )
