"""The encoder as a function of its weights, so that a change of them can be learned (BERT, Devlin et al. 2018).

Only products of the upper layers change, each by a product of two thin matrices (LoRA, Hu et al. 2021): few numbers to
learn and to keep, and what the encoder knows of the language stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, TypeAlias

import jax
import jax.numpy as jnp

HEADS = 12
_TINY = 1e-12
_FAR_BELOW = -1e9

#: A ``jax.Array``; JAX is not in the environment in which types are checked.
Array: TypeAlias = Any
#: By product (``3.query``): the thin matrices of shape (in, rank) and (rank, out).
Change = Mapping[str, tuple[Array, Array]]


@partial(jax.jit, static_argnames=("layers",))
def lower_layers(floats: Mapping[str, Array], products: Mapping[str, Array], ids: Array, layers: int) -> Array:
    """The hidden numbers, shape (texts, tokens, 384), after so many layers; ids are padded with 0."""
    mask = ids != 0
    hidden = (
        floats["inner.embeddings.word_embeddings.weight"][ids]
        + floats["inner.embeddings.position_embeddings.weight"][: ids.shape[1]]
        + floats["inner.embeddings.token_type_embeddings.weight"][0]
    )
    hidden = _normalised(hidden, floats, "inner.embeddings.LayerNorm")
    for layer in range(layers):
        hidden = _layer(hidden, mask, floats, products, {}, layer)
    return hidden


def sentence_vectors(
    change: Change,
    floats: Mapping[str, Array],
    products: Mapping[str, Array],
    hidden: Array,
    mask: Array,
    first: int,
    last: int,
) -> Array:
    """Unit vectors, shape (texts, 384), from the hidden numbers before layer ``first``; ``last`` is not included."""
    for layer in range(first, last):
        hidden = _layer(hidden, mask, floats, products, change, layer)
    weights = mask[..., None].astype(hidden.dtype)
    pooled = (hidden * weights).sum(1) / weights.sum(1)
    return pooled / jnp.linalg.norm(pooled, axis=1, keepdims=True)


def _layer(
    hidden: Array, mask: Array, floats: Mapping[str, Array], products: Mapping[str, Array], change: Any, layer: int
) -> Array:
    prefix = f"inner.encoder.layer.{layer}"

    def product(given: Array, part: str, bias: str) -> Array:
        name = f"{layer}.{part}"
        result = given @ products[name] + floats[f"{prefix}.{bias}.bias"]
        if name in change:
            down, up = change[name]
            result = result + (given @ down) @ up
        return result

    texts, tokens, width = hidden.shape

    def heads(given: Array) -> Array:
        return given.reshape(texts, tokens, HEADS, width // HEADS).transpose(0, 2, 1, 3)

    query = heads(product(hidden, "query", "attention.self.query"))
    key = heads(product(hidden, "key", "attention.self.key"))
    value = heads(product(hidden, "value", "attention.self.value"))
    scores = query @ key.transpose(0, 1, 3, 2) / jnp.sqrt(width // HEADS)
    scores = jnp.where(mask[:, None, None, :], scores, _FAR_BELOW)
    attended = (jax.nn.softmax(scores) @ value).transpose(0, 2, 1, 3).reshape(texts, tokens, width)
    attended = product(attended, "attended", "attention.output.dense")
    hidden = _normalised(hidden + attended, floats, f"{prefix}.attention.output.LayerNorm")
    widened = jax.nn.gelu(product(hidden, "widened", "intermediate.dense"), approximate=False)
    return _normalised(hidden + product(widened, "narrowed", "output.dense"), floats, f"{prefix}.output.LayerNorm")


def _normalised(given: Array, floats: Mapping[str, Array], name: str) -> Array:
    centred = given - given.mean(-1, keepdims=True)
    spread = jnp.sqrt((centred**2).mean(-1, keepdims=True) + _TINY)
    return centred / spread * floats[f"{name}.weight"] + floats[f"{name}.bias"]
