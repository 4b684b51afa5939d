"""Fewer dimensions: a randomized SVD that keeps the dense and the sparse features apart.

scikit-learn's takes one sparse matrix; with the sentence vectors stored sparsely it spends nine tenths of its time on
them. Halko, Martinsson and Tropp 2011, with one power iteration.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from assistant.nlu.question_features import Floats

_SPARE = 10


def principal_axes(dense: Floats, sparse: Sequence[Any], rank: int) -> Floats:
    """The main right singular vectors of the joined features, one a row, over all columns (dense ones first)."""
    wide: Any = _Joined(dense, sparse)
    rank = max(1, min(rank, *(size - 1 for size in wide.shape)))
    columns = min(rank + _SPARE, *wide.shape)
    start = np.random.default_rng(0).standard_normal((wide.shape[1], columns), dtype=np.float32)
    span = np.linalg.qr(wide.times(start))[0]
    span = np.linalg.qr(wide.times(np.linalg.qr(wide.transposed_times(span))[0]))[0]
    inner = wide.transposed_times(span)
    values, vectors = np.linalg.eigh(inner.T @ inner)
    order = np.argsort(-values)[:rank]
    axes: Floats = (inner @ (vectors[:, order] / np.sqrt(np.maximum(values[order], 1e-12)))).T.astype(np.float32)
    return axes


class _Joined:
    """A dense block and sparse blocks side by side."""

    def __init__(self, dense: Floats, sparse: Sequence[Any]) -> None:
        self._dense = dense
        self._sparse = [(block, block.T.tocsr()) for block in sparse]
        self.shape = (len(dense), dense.shape[1] + sum(block.shape[1] for block in sparse))

    def times(self, right: Floats) -> Floats:
        offset = self._dense.shape[1]
        total: Floats = self._dense @ right[:offset]
        for block, _ in self._sparse:
            total = total + block @ right[offset : offset + block.shape[1]]
            offset += block.shape[1]
        return total

    def transposed_times(self, left: Floats) -> Floats:
        return np.vstack([self._dense.T @ left, *(transposed @ left for _, transposed in self._sparse)])
