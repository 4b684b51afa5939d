"""Learning the change: of a batch of pairs, each text must be nearest to its own partner (InfoNCE, in both directions).

Layers below ``FIRST`` stay as they are, so their results are worked out once and kept.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
from jax.example_libraries import optimizers

from assistant.adapting.pairs import Material, Pair
from assistant.adapting.transformer import Array, Change, lower_layers, sentence_vectors
from assistant.nlu.encoder_weights import PARTS, Floats

FIRST, LAST = 3, 6
RANK = 16
BATCH = 64
EPOCHS = 3
LEARNING_RATE = 5e-4
#: So much of the change is kept. Part of it keeps more of what the encoder knew (Wortsman et al. 2022): as many right
#: facts come first as with all of it, and questions on other subjects are told apart better (AUROC 0.988, not 0.982).
STRENGTH = 0.7
#: Cosines are divided by this before they are compared.
TEMPERATURE = 0.05
#: Tokens of a text that are looked at, questions being shorter than statements.
MOST_TOKENS = 48
_LENGTHS = (16, 24, 32, MOST_TOKENS)
_WARM_UP = 20
_NEVER = -1e4

Tell = Callable[[str], None]


class Learner:
    """The change of the upper layers, and what it is learned on."""

    def __init__(
        self,
        floats: dict[str, Floats],
        products: dict[str, Floats],
        tokenize: Callable[[str], list[int]],
        *,
        rank: int = RANK,
        seed: int = 0,
    ) -> None:
        """``floats`` and ``products`` as :mod:`assistant.nlu.encoder_weights` reads them."""
        self._floats = {name: jnp.asarray(value) for name, value in floats.items()}
        self._products = {name: jnp.asarray(value) for name, value in products.items()}
        self._tokenize = tokenize
        self._chance = random.Random(seed)  # noqa: S311 - nothing secret
        self._hidden: dict[str, npt.NDArray[np.float16]] = {}
        self.change = self._nothing(rank, seed)

    def _nothing(self, rank: int, seed: int) -> Change:
        """A change that is none yet: the second matrix is zero."""
        keys = iter(jax.random.split(jax.random.PRNGKey(seed), LAST * len(PARTS)))
        change = {}
        for layer in range(FIRST, LAST):
            for part in PARTS:
                rows, columns = self._products[f"{layer}.{part}"].shape
                down = jax.random.normal(next(keys), (rows, rank)) / np.sqrt(rows)
                change[f"{layer}.{part}"] = (down, jnp.zeros((rank, columns)))
        return change

    def prepare(self, texts: Sequence[str], tell: Tell) -> None:
        """Work out the lower layers for all texts, batch by batch of about the same length."""
        tokens = sorted(((self._tokenize(text)[:MOST_TOKENS], text) for text in texts), key=lambda entry: len(entry[0]))
        for start in range(0, len(tokens), BATCH):
            some = tokens[start : start + BATCH]
            ids = np.zeros((BATCH, _length(len(some[-1][0]))), dtype=np.int32)
            ids[:, 0] = 1
            for row, (numbers, _) in enumerate(some):
                ids[row, : len(numbers)] = numbers
            hidden = np.asarray(lower_layers(self._floats, self._products, jnp.asarray(ids), FIRST), dtype=np.float16)
            for row, (numbers, text) in enumerate(some):
                self._hidden[text] = hidden[row, : len(numbers)]
            if start // BATCH % 20 == 0:
                tell(f"lower layers: {start + len(some):,} of {len(tokens):,} texts")

    def learn(self, material: Material, tell: Tell, epochs: int = EPOCHS, rate: float = LEARNING_RATE) -> list[float]:
        """Learn for some rounds, at a rate that rises at first and then falls; returns the mean loss of each."""
        batches = [self._batches(material) for _ in range(epochs)]
        steps = sum(map(len, batches))

        def rate_at(step: Array) -> Array:
            return rate * jnp.minimum(1.0, (step + 1) / _WARM_UP) * jnp.maximum(0.02, 1 - step / steps)

        start, update, current = optimizers.adam(rate_at)
        state = start(self.change)
        step = 0
        losses = []
        for epoch in batches:
            total = 0.0
            for batch in epoch:
                loss, slope = _loss_and_slope(current(state), self._floats, self._products, *self._arrays(batch))
                state = update(step, slope, state)
                total += float(loss)
                step += 1
                if step % 20 == 0:
                    tell(f"step {step} of {steps}, loss {float(loss):.3f}")
            losses.append(total / len(epoch))
            self.change = current(state)
        return losses

    def changes(self) -> dict[str, tuple[Floats, Floats]]:
        """What was learned, by product, at ``STRENGTH``."""
        return {name: (np.asarray(down), np.asarray(up) * STRENGTH) for name, (down, up) in self.change.items()}

    def _batches(self, material: Material) -> list[list[Pair]]:
        pairs = material.epoch(self._chance)
        return [pairs[start : start + BATCH] for start in range(0, len(pairs) - BATCH + 1, BATCH)]

    def _arrays(self, batch: Sequence[Pair]) -> tuple[Array, Array, Array, Array, Array]:
        labels = np.array([pair.label for pair in batch])
        apart = (labels[:, None] != labels[None]) | np.eye(len(batch), dtype=bool)
        first, first_mask = self._padded([pair.first for pair in batch])
        second, second_mask = self._padded([pair.second for pair in batch])
        return first, first_mask, second, second_mask, jnp.asarray(apart)

    def _padded(self, texts: Sequence[str]) -> tuple[Array, Array]:
        rows = [self._hidden[text] for text in texts]
        length = _length(max(len(row) for row in rows))
        hidden = np.zeros((len(rows), length, rows[0].shape[1]), dtype=np.float32)
        mask = np.zeros((len(rows), length), dtype=bool)
        for place, row in enumerate(rows):
            hidden[place, : len(row)] = row
            mask[place, : len(row)] = True
        return jnp.asarray(hidden), jnp.asarray(mask)


def _length(tokens: int) -> int:
    """A few lengths only: every other one is compiled anew."""
    return next(length for length in _LENGTHS if length >= tokens)


@partial(jax.jit)
def _loss_and_slope(change: Change, floats: Any, products: Any, *arrays: Array) -> tuple[Array, Any]:
    result: tuple[Array, Any] = jax.value_and_grad(_loss)(change, floats, products, *arrays)
    return result


def _loss(
    change: Change,
    floats: Any,
    products: Any,
    first: Array,
    first_mask: Array,
    second: Array,
    second_mask: Array,
    apart: Array,
) -> Array:
    ones = sentence_vectors(change, floats, products, first, first_mask, FIRST, LAST)
    others = sentence_vectors(change, floats, products, second, second_mask, FIRST, LAST)
    scores = jnp.where(apart, ones @ others.T / TEMPERATURE, _NEVER)
    own = jnp.diagonal(scores)
    there = jax.nn.logsumexp(scores, axis=1) - own
    back = jax.nn.logsumexp(scores, axis=0) - own
    return (there.mean() + back.mean()) / 2
