"""The model behind the classifier: sentence vector and tf-idf into logistic regression, with a nearest-question score.

Pure scikit-learn and numpy. The wide tf-idf features are brought down to a few hundred dimensions by a truncated SVD
before the regression is fitted, which makes a fit take a second; the fitted weights are then multiplied out again, so
that at run time the model is one matrix over the original features.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.utils.extmath import randomized_svd

from assistant.nlu.encoder import Vectors

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]

_VECTORIZERS: tuple[dict[str, Any], ...] = (
    {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b"},
    {"analyzer": "char_wb", "ngram_range": (1, 4)},
)


@dataclass(frozen=True)
class KindSettings:
    """What can be tuned: weight of the sentence vector, regularisation, dimensions of the SVD."""

    encoder_weight: float = 3.0
    c: float = 1.0
    dimensions: int = 600


@dataclass(frozen=True)
class Judgement:
    """What the model makes of one question: confidence by kind, and the nearest training question."""

    confidences: Floats
    nearest_score: float
    nearest_row: int


def confidence(probabilities: Floats, cosines: Floats) -> Floats:
    """Geometric mean of probability and cosine, per question and kind.

    The cosine (to the nearest training question of that kind) guards against a confident answer to a question that is
    unlike any we know.
    """
    sure: Floats = np.sqrt(probabilities * np.maximum(cosines, 0.0)).astype(np.float32)
    return sure


class KindModel:
    """Trained on questions with their vectors and kinds."""

    def __init__(
        self,
        kinds: Sequence[str],
        vectorizers: Sequence[TfidfVectorizer],
        weights: Floats,
        bias: Floats,
        settings: KindSettings,
        known: Vectors,
        labels: Labels,
        texts: Sequence[str],
    ) -> None:
        """``known``, ``labels`` and ``texts`` are the training questions, sorted by kind."""
        self.kinds = list(kinds)
        self.texts = list(texts)
        self.labels = labels
        self._vectorizers = list(vectorizers)
        self._weights = weights
        self._bias = bias
        self._settings = settings
        self._known = known
        self._starts = np.searchsorted(labels, np.arange(len(self.kinds)))

    @classmethod
    def fit(
        cls, texts: Sequence[str], vectors: Vectors, kinds: Sequence[str], settings: KindSettings
    ) -> tuple[KindModel, Floats, Labels]:
        """Fit; also gives the reduced features and the labels in the model's order, for cross-validation."""
        names = sorted(set(kinds))
        number = {name: place for place, name in enumerate(names)}
        unsorted = np.array([number[kind] for kind in kinds], dtype=np.int64)
        order = np.argsort(unsorted, kind="stable")
        labels, known = unsorted[order], vectors[order]
        sorted_texts = [texts[place] for place in order]
        vectorizers = [TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **options) for options in _VECTORIZERS]
        blocks = [vectorizer.fit_transform(sorted_texts) for vectorizer in vectorizers]
        features = sp.hstack([sp.csr_matrix(known * settings.encoder_weight), *blocks]).tocsr().astype(np.float32)
        rank = min(settings.dimensions, *(size - 1 for size in features.shape))
        basis: Floats = randomized_svd(features, rank, n_iter=2, random_state=0)[2].astype(np.float32)
        reduced: Floats = features @ basis.T
        coefficients, bias = fit_regression(reduced, labels, settings.c)
        weights = (basis.T @ coefficients.T).astype(np.float32)
        return cls(names, vectorizers, weights, bias, settings, known, labels, sorted_texts), reduced, labels

    def judge(self, texts: Sequence[str], vectors: Vectors) -> list[Judgement]:
        """Judge questions, given their (masked) texts and sentence vectors."""
        width = vectors.shape[1]
        scores = vectors @ self._weights[:width] * self._settings.encoder_weight + self._bias
        seen = np.zeros(len(texts), dtype=bool)
        offset = width
        for vectorizer in self._vectorizers:
            block = vectorizer.transform(texts)
            scores = scores + block @ self._weights[offset : offset + block.shape[1]]
            seen |= np.diff(block.indptr) > 0
            offset += block.shape[1]
        cosines = vectors @ self._known.T
        by_kind = np.maximum.reduceat(cosines, self._starts, axis=1)
        confidences = confidence(softmax(scores), by_kind) * seen[:, None]
        rows = cosines.argmax(axis=1)
        return [
            Judgement(confidences[place], float(cosines[place, row]) if seen[place] else 0.0, int(row))
            for place, row in enumerate(rows)
        ]

    def save(self, folder: Path) -> None:
        """Write the model as arrays and JSON: loading it runs no code."""
        arrays = {f"idf_{place}": vectorizer.idf_ for place, vectorizer in enumerate(self._vectorizers)}
        np.savez_compressed(
            folder / "kinds.npz",
            weights=self._weights.astype(np.float16),
            bias=self._bias,
            known=self._known.astype(np.float16),
            labels=self.labels,
            **arrays,
        )
        record = {
            "kinds": self.kinds,
            "texts": self.texts,
            "settings": vars(self._settings),
            "vocabularies": [
                sorted(vectorizer.vocabulary_, key=vectorizer.vocabulary_.__getitem__)
                for vectorizer in self._vectorizers
            ],
        }
        (folder / "kinds.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> KindModel:
        """Read what ``save`` wrote."""
        record = json.loads((folder / "kinds.json").read_text(encoding="utf-8"))
        with np.load(folder / "kinds.npz", allow_pickle=False) as arrays:
            vectorizers = []
            for place, words in enumerate(record["vocabularies"]):
                vocabulary = {word: column for column, word in enumerate(words)}
                vectorizer = TfidfVectorizer(
                    sublinear_tf=True, dtype=np.float32, vocabulary=vocabulary, **_VECTORIZERS[place]
                )
                vectorizer.idf_ = arrays[f"idf_{place}"]
                vectorizers.append(vectorizer)
            return cls(
                record["kinds"],
                vectorizers,
                arrays["weights"].astype(np.float32),
                arrays["bias"],
                KindSettings(**record["settings"]),
                arrays["known"].astype(np.float32),
                arrays["labels"],
                record["texts"],
            )


def fit_regression(features: Floats, labels: Labels, c: float) -> tuple[Floats, Floats]:
    """Multinomial logistic regression with balanced classes: weights (kinds × features) and bias (kinds)."""
    regression = LogisticRegression(C=c, class_weight="balanced", max_iter=200, tol=1e-3).fit(features, labels)
    weights, bias = regression.coef_, regression.intercept_
    if len(regression.classes_) == 2:
        weights, bias = np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2
    return weights.astype(np.float32), bias.astype(np.float32)


def softmax(scores: Floats) -> Floats:
    """Rows that add up to one."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Floats = (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares
