"""Kinds that hold many subjects, split into parts that are learnt as kinds of their own and added up again.

What lies outside has no common wording ("the UK's army", "school fees", "football"): as one kind it is a poor target
for a linear model, and balanced against a hundred others it weighs no more than any of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from sklearn.cluster import KMeans

from assistant.nlu.encoder import Vectors
from assistant.nlu.question_features import Floats
from assistant.nlu.regression import Labels

SMALLEST = 5


def split_kinds(vectors: Vectors, labels: Labels, kinds: Sequence[str], background: Mapping[str, int]) -> Labels:
    """Number of the part that each question belongs to; a kind that is not split is one part.

    Parts are numbered in the order of their kinds. The same questions always give the same parts.

    Args:
        vectors: sentence vectors of the questions.
        labels: numbers of their kinds.
        kinds: names of the kinds.
        background: into how many parts a kind is split, fewer where a part would have under ``SMALLEST`` questions.
    """
    parts = np.zeros(len(labels), dtype=np.int64)
    begin = 0
    for number, kind in enumerate(kinds):
        rows = np.flatnonzero(labels == number)
        wanted = min(background.get(kind, 1), len(rows) // SMALLEST)
        if wanted > 1:
            found = KMeans(wanted, n_init=3, random_state=0).fit_predict(vectors[rows])
            present, own = np.unique(found, return_inverse=True)
            count = len(present)
        else:
            own, count = np.zeros(len(rows), dtype=np.int64), 1
        parts[rows] = begin + own
        begin += count
    return parts


def owners_of(parts: Labels, labels: Labels) -> Labels:
    """The kind of each part that occurs, in the order of the parts."""
    owners: Labels = labels[np.unique(parts, return_index=True)[1]]
    return owners


def add_up(probabilities: Floats, owners: Labels) -> Floats:
    """Probabilities by kind from probabilities by part, shape (questions, kinds that occur in ``owners``)."""
    starts = np.unique(owners, return_index=True)[1]
    total: Floats = np.add.reduceat(probabilities, starts, axis=1)
    return total
