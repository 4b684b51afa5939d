"""Multinomial logistic regression with balanced classes, in single precision.

The same objective and stopping rule as scikit-learn's LogisticRegression (lbfgs), which works in double precision and
takes twice as long; a test compares the two.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from assistant.nlu.question_features import Floats

Labels = npt.NDArray[np.int64]


def fit_regression(features: Floats, labels: Labels, c: float, tolerance: float = 1e-3) -> tuple[Floats, Floats]:
    """Fit.

    Args:
        features: shape (questions, dimensions).
        labels: numbers of the kinds, from 0 without gaps.
        c: inverse strength of the L2 regularisation.
        tolerance: the largest slope at which the search may stop.

    Returns:
        Weights, shape (kinds, dimensions), and biases, shape (kinds).
    """
    questions, dimensions = features.shape
    kinds = int(labels.max()) + 1
    rows = np.arange(questions)
    balance = (questions / (kinds * np.bincount(labels, minlength=kinds)))[labels].astype(np.float32)
    strength = 1.0 / (c * float(balance.sum()))
    balance /= balance.sum()

    def objective(point: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        table = point.reshape(kinds, dimensions + 1).astype(np.float32)
        weights = table[:, :-1]
        scores = features @ weights.T + table[:, -1]
        scores -= scores.max(axis=1, keepdims=True)
        own = scores[rows, labels].copy()
        np.exp(scores, out=scores)
        totals = scores.sum(axis=1)
        loss = float((balance * (np.log(totals) - own)).sum(dtype=np.float64))
        loss += 0.5 * strength * float(np.square(weights).sum(dtype=np.float64))
        scores /= totals[:, None]
        scores[rows, labels] -= 1.0
        scores *= balance[:, None]
        slope = np.empty((kinds, dimensions + 1))
        slope[:, :-1] = scores.T @ features + strength * weights
        slope[:, -1] = scores.sum(axis=0)
        return loss, slope.ravel()

    found = minimize(
        objective,
        np.zeros(kinds * (dimensions + 1)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 200, "gtol": tolerance, "maxls": 50, "ftol": 64 * np.finfo(float).eps},
    )
    table = found.x.reshape(kinds, dimensions + 1).astype(np.float32)
    return table[:, :-1], table[:, -1]


def softmax(scores: Floats) -> Floats:
    """Rows that add up to one."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares
