"""The model behind the classifier: sentence vector and tf-idf into logistic regression, times nearness to a known one.

The wide tf-idf features are brought down to a few hundred dimensions by a truncated SVD
before the regression is fitted, which makes a fit take a second; the fitted weights are then multiplied out again, so
that at run time the regression is one matrix over the original features.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.nlu.background import add_up, owners_of, split_kinds
from assistant.nlu.encoder import Vectors
from assistant.nlu.question_features import Featurizer, Floats, Neighbours, QuestionFeatures
from assistant.nlu.reduction import principal_axes
from assistant.nlu.regression import Labels, fit_regression, softmax


@dataclass(frozen=True)
class KindSettings:
    """What can be tuned.

    ``encoder_weight``: of the sentence vector in the regression; ``c``: inverse strength of the regularisation;
    ``dimensions``: of the SVD; ``nearness_weight``: of the sentence vector in the search for the nearest question;
    ``background``: kinds that hold many subjects, and into how many parts each is split inside the model.
    """

    encoder_weight: float = 3.0
    c: float = 3.0
    dimensions: int = 600
    nearness_weight: float = 1.5
    background: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    """What the model makes of one question: confidence by kind, and the nearest training question."""

    confidences: Floats
    nearest_score: float
    nearest_row: int


@dataclass(frozen=True)
class TrainingSet:
    """Training questions sorted by kind and part, with their features, also reduced to fewer dimensions."""

    features: QuestionFeatures
    reduced: Floats
    labels: Labels
    parts: Labels
    order: npt.NDArray[np.int64]


def confidence(probabilities: Floats, nearness: Floats) -> Floats:
    """Geometric mean of probability, nearness and nearness, per question and kind.

    Nearness (to the nearest training question of that kind) guards against a confident answer to a question that is
    unlike any we know; counted twice it also orders the kinds better than the probability alone.
    """
    sure: Floats = np.cbrt(probabilities * nearness**2).astype(np.float32)
    return sure


class KindModel:
    """Trained on questions with their vectors and kinds."""

    def __init__(
        self,
        kinds: Sequence[str],
        texts: Sequence[str],
        labels: Labels,
        featurizer: Featurizer,
        known: QuestionFeatures,
        regression: tuple[Floats, Floats],
        owners: Labels,
        settings: KindSettings,
    ) -> None:
        """``texts``, ``labels`` and ``known`` are the training questions, sorted by kind; ``owners`` are the kinds
        of the parts that the regression tells apart.
        """
        self.kinds = list(kinds)
        self.texts = list(texts)
        self.labels = labels
        self._featurizer = featurizer
        self._known = known
        self._weights, self._bias = regression
        self._owners = owners
        self._settings = settings
        self._starts = np.searchsorted(labels, np.arange(len(self.kinds)))
        self._neighbours = Neighbours(known, settings.nearness_weight)

    @classmethod
    def fit(
        cls, texts: Sequence[str], vectors: Vectors, kinds: Sequence[str], settings: KindSettings
    ) -> tuple[KindModel, TrainingSet]:
        """Fit; also gives the training set for cross-validation.

        Raises:
            ValueError: there are fewer than two kinds.
        """
        names = sorted(set(kinds))
        if len(names) < 2:
            raise ValueError("one kind of question is too few to learn from")
        number = {name: place for place, name in enumerate(names)}
        unsorted = np.array([number[kind] for kind in kinds], dtype=np.int64)
        split = split_kinds(vectors, unsorted, names, settings.background)
        order = np.argsort(split, kind="stable")
        parts, labels, ordered = split[order], unsorted[order], [texts[place] for place in order]
        featurizer = Featurizer.fit(ordered)
        known = featurizer.features(ordered, vectors[order])
        weighted = known.vectors * np.float32(settings.encoder_weight)
        axes = principal_axes(weighted, known.ngrams, settings.dimensions)
        reduced = _project(weighted, known, axes)
        coefficients, bias = fit_regression(reduced, parts, settings.c)
        weights: Floats = axes.T @ coefficients.T
        weights[: vectors.shape[1]] *= settings.encoder_weight
        owners = owners_of(parts, labels)
        model = cls(names, ordered, labels, featurizer, known, (weights, bias), owners, settings)
        return model, TrainingSet(known, reduced, labels, parts, order)

    def judge(self, texts: Sequence[str], vectors: Vectors) -> list[Judgement]:
        """Judge questions, given their (masked) texts and sentence vectors."""
        questions = self._featurizer.features(texts, vectors)
        near = self._neighbours.similarity(questions) * questions.seen()[:, None]
        by_kind = np.maximum.reduceat(near, self._starts, axis=1)
        confidences = confidence(add_up(softmax(self._scores(questions)), self._owners), by_kind)
        rows = near.argmax(axis=1)
        return [Judgement(confidences[place], float(near[place, row]), int(row)) for place, row in enumerate(rows)]

    def _scores(self, questions: QuestionFeatures) -> Floats:
        offset = questions.vectors.shape[1]
        scores = questions.vectors @ self._weights[:offset] + self._bias
        for block in questions.ngrams:
            scores = scores + block @ self._weights[offset : offset + block.shape[1]]
            offset += block.shape[1]
        return scores

    def save(self, folder: Path) -> None:
        """Write the model as arrays and JSON: loading it runs no code."""
        arrays = {f"idf_{place}": weights for place, weights in enumerate(self._featurizer.weights())}
        np.savez(
            folder / "kinds.npz",
            weights=self._weights.astype(np.float16),
            bias=self._bias,
            known=self._known.vectors.astype(np.float16),
            labels=self.labels,
            owners=self._owners,
            **arrays,
        )
        record = {
            "kinds": self.kinds,
            "texts": self.texts,
            "settings": asdict(self._settings),
            "vocabularies": self._featurizer.vocabularies(),
        }
        (folder / "kinds.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> KindModel:
        """Read what ``save`` wrote."""
        record = json.loads((folder / "kinds.json").read_text(encoding="utf-8"))
        with np.load(folder / "kinds.npz", allow_pickle=False) as arrays:
            idf = [arrays[f"idf_{place}"] for place in range(len(record["vocabularies"]))]
            featurizer = Featurizer.restore(record["vocabularies"], idf)
            known = featurizer.features(record["texts"], arrays["known"].astype(np.float32))
            regression = arrays["weights"].astype(np.float32), arrays["bias"]
            settings = KindSettings(**record["settings"])
            labels, owners = arrays["labels"], arrays["owners"]
            return cls(record["kinds"], record["texts"], labels, featurizer, known, regression, owners, settings)


def _project(weighted: Floats, known: QuestionFeatures, axes: Floats) -> Floats:
    offset = weighted.shape[1]
    reduced: Floats = weighted @ axes[:, :offset].T
    for block in known.ngrams:
        reduced = reduced + block @ axes[:, offset : offset + block.shape[1]].T
        offset += block.shape[1]
    return reduced
