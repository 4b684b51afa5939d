"""Cross-validation of the kind model: how sure it is of questions it has not seen, and where to draw the line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sklearn.model_selection import StratifiedKFold

from assistant.nlu.encoder import Vectors
from assistant.nlu.kind_model import Floats, Labels, confidence, fit_regression, softmax


@dataclass(frozen=True)
class CrossValidation:
    """Out-of-fold results, one row a training question in the model's order."""

    predicted: Labels
    confidences: Floats
    right: np.ndarray[tuple[int], np.dtype[np.bool_]]

    @property
    def accuracy(self) -> float:
        """Share of questions given their own kind, no threshold."""
        return float(self.right.mean())

    def threshold(self, rejected: float) -> float:
        """The confidence below which this share of the rightly classified questions lies."""
        sure = self.confidences[self.right]
        return float(np.quantile(sure, rejected)) if len(sure) else 0.0


def cross_validate(reduced: Floats, vectors: Vectors, labels: Labels, c: float, folds: int = 5) -> CrossValidation:
    """Judge every question by a model that has not seen its fold.

    Args:
        reduced: features of the questions, shape (questions, dimensions).
        vectors: their sentence vectors, same order.
        labels: their kinds, sorted.
        c: inverse strength of the regularisation.
        folds: number of parts; kinds with fewer questions than that make it smaller.
    """
    kinds = int(labels.max()) + 1
    predicted = np.zeros(len(labels), dtype=np.int64)
    sure = np.zeros(len(labels), dtype=np.float32)
    folds = max(2, min(folds, int(np.bincount(labels).max())))
    for seen, unseen in StratifiedKFold(folds, shuffle=True, random_state=0).split(reduced, labels):
        weights, bias = fit_regression(reduced[seen], labels[seen], c)
        present = np.unique(labels[seen])
        starts = np.searchsorted(labels[seen], present)
        cosines = np.maximum.reduceat(vectors[unseen] @ vectors[seen].T, starts, axis=1)
        scores = confidence(softmax(reduced[unseen] @ weights.T + bias), cosines)
        best = scores.argmax(axis=1)
        predicted[unseen] = present[best]
        sure[unseen] = scores[np.arange(len(unseen)), best]
    if kinds < 2:
        raise ValueError("one kind of question is too few to learn from")
    return CrossValidation(predicted, sure, predicted == labels)
