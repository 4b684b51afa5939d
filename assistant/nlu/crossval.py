"""Cross-validation of the kind model: how sure it is of questions it has not seen, and where to draw the line."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import StratifiedKFold

from assistant.nlu.background import add_up, owners_of
from assistant.nlu.kind_model import KindSettings, TrainingSet, confidence
from assistant.nlu.question_features import Floats, Neighbours
from assistant.nlu.regression import Labels, fit_regression, softmax

SMALL_SET = 1000
# Enough questions to find the threshold by: it came out at 0.4007, and at 0.4011 with all 11,000 judged.
ENOUGH = 4000


@dataclass(frozen=True)
class CrossValidation:
    """Out-of-fold results, one row a training question in the order of the training set."""

    predicted: Labels
    confidences: Floats
    right: npt.NDArray[np.bool_]

    @property
    def accuracy(self) -> float:
        """Share of questions given their own kind, no threshold."""
        return float(self.right.mean())

    def threshold(self, rejected: float) -> float:
        """The confidence below which this share of the rightly classified questions lies."""
        sure = self.confidences[self.right]
        return float(np.quantile(sure, rejected)) if len(sure) else 0.0


def cross_validate(
    questions: TrainingSet, settings: KindSettings, folds: int = 5, enough: int | None = None
) -> CrossValidation:
    """Judge every question by a model that has not seen its fold (the SVD, which knows no kinds, has).

    A small set is cut into twice as many folds: a model that has seen a fifth less of it is much less sure, and the
    threshold would come out too low for the model trained on all of it.

    Args:
        questions: what ``KindModel.fit`` gave.
        settings: the model's.
        folds: in how many parts the questions are cut.
        enough: stop after the fold that makes so many judged questions; the result then holds only those.
    """
    labels = questions.labels
    folds = folds if len(labels) > SMALL_SET else folds * 2
    predicted = np.zeros(len(labels), dtype=np.int64)
    sure = np.zeros(len(labels), dtype=np.float32)
    folds = max(2, min(folds, int(np.bincount(labels).max())))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # kinds with fewer questions than folds are no error while data is written
        parts = list(StratifiedKFold(folds, shuffle=True, random_state=0).split(labels, labels))
    judged: list[npt.NDArray[np.int64]] = []
    for seen, unseen in parts:
        if enough is not None and sum(map(len, judged)) >= enough:
            break
        judged.append(unseen)
        present, starts = np.unique(labels[seen], return_index=True)
        numbered = np.unique(questions.parts[seen], return_inverse=True)[1]
        owners = owners_of(numbered, labels[seen])
        weights, bias = fit_regression(questions.reduced[seen], numbered, settings.c)
        neighbours = Neighbours(questions.features.rows(seen), settings.nearness_weight)
        near = np.maximum.reduceat(neighbours.similarity(questions.features.rows(unseen)), starts, axis=1)
        shares = add_up(softmax(questions.reduced[unseen] @ weights.T + bias), owners)
        scores = confidence(shares, near)
        best = scores.argmax(axis=1)
        predicted[unseen] = present[best]
        sure[unseen] = scores[np.arange(len(unseen)), best]
    rows = np.sort(np.concatenate(judged))
    return CrossValidation(predicted[rows], sure[rows], (predicted == labels)[rows])
