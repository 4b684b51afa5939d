"""Regression and reduction agree with scikit-learn's."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from assistant.nlu.question_features import Floats
from assistant.nlu.reduction import principal_axes
from assistant.nlu.regression import fit_regression

RANDOM = np.random.default_rng(1)
LABELS = np.repeat(np.arange(4), [40, 30, 20, 10])
CENTRES = RANDOM.standard_normal((4, 12))
FEATURES: Floats = (CENTRES[LABELS] + RANDOM.standard_normal((100, 12))).astype(np.float32)


def test_the_regression_is_that_of_scikit_learn() -> None:
    weights, bias = fit_regression(FEATURES, LABELS, 1.0, tolerance=1e-5)
    theirs = LogisticRegression(C=1.0, class_weight="balanced", tol=1e-5, max_iter=500).fit(FEATURES, LABELS)
    assert np.allclose(weights, theirs.coef_, atol=0.01)
    assert np.allclose(bias, theirs.intercept_, atol=0.01)


def test_two_kinds() -> None:
    some = LABELS < 2
    weights, bias = fit_regression(FEATURES[some], LABELS[some], 1.0)
    predicted = (FEATURES[some] @ weights.T + bias).argmax(axis=1)
    assert (predicted == LABELS[some]).mean() > 0.95


def test_the_axes_hold_nearly_all_that_an_exact_svd_holds() -> None:
    sparse = sp.random(100, 60, density=0.1, random_state=0, format="csr", dtype=np.float32)
    joined = np.hstack([FEATURES, sparse.toarray()])
    axes = principal_axes(FEATURES, [sparse[:, :20].tocsr(), sparse[:, 20:].tocsr()], 15)
    exact = np.linalg.svd(joined)[2][:15]
    assert axes.shape == (15, 72)
    assert np.allclose(axes @ axes.T, np.eye(15), atol=1e-3)
    assert np.square(joined @ axes.T).sum() > 0.97 * np.square(joined @ exact.T).sum()


def test_small_sets_have_fewer_axes() -> None:
    nothing = sp.csr_matrix((5, 3), dtype=np.float32)
    assert len(principal_axes(FEATURES[:5], [nothing], 600)) == 4
