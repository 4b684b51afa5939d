"""What the kind model sees of questions: sentence vectors beside tf-idf of words and of character n-grams."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from assistant.nlu.encoder import Vectors
from assistant.nlu.integer_rows import IntegerRows

Floats = npt.NDArray[np.float32]

_NGRAMS: tuple[dict[str, Any], ...] = (
    {"analyzer": "word", "ngram_range": (1, 2), "token_pattern": r"(?u)\b\w+\b"},
    {"analyzer": "char_wb", "ngram_range": (1, 4)},
)

# Up to this many texts, tf-idf is worked out without scikit-learn's transform.
MOST_BY_HAND = 8


@dataclass(frozen=True)
class QuestionFeatures:
    """Unit sentence vectors and, for each kind of n-gram, unit tf-idf rows of the same questions."""

    vectors: Vectors
    ngrams: tuple[Any, ...]

    def __len__(self) -> int:
        return len(self.vectors)

    def rows(self, places: npt.NDArray[np.int64]) -> QuestionFeatures:
        """The questions at these places."""
        return QuestionFeatures(self.vectors[places], tuple(block[places] for block in self.ngrams))

    def seen(self) -> npt.NDArray[np.bool_]:
        """Which questions share an n-gram with the training questions, other than the blank between words."""
        counts = sum(np.diff(block.indptr) for block in self.ngrams)
        return np.asarray(counts >= 2)


class Neighbours:
    """Known questions to compare with: a weighted mean of three cosines, of meaning, words and letters."""

    def __init__(self, known: QuestionFeatures, weight: float) -> None:
        """``weight``: of the sentence vector against each kind of n-gram (it counts as weight squared)."""
        self._vectors = known.vectors
        self._ngrams = [block.T.tocsr() for block in known.ngrams]
        self._weight = weight

    @cached_property
    def _rows(self) -> IntegerRows:
        return IntegerRows(self._vectors)

    def similarity(self, questions: QuestionFeatures) -> Floats:
        """Similarities, shape (questions, known questions), 0 to 1."""
        square = self._weight**2
        few = len(questions) <= MOST_BY_HAND
        products = self._rows.products(questions.vectors) if few else questions.vectors @ self._vectors.T
        total = square * products
        for block, known in zip(questions.ngrams, self._ngrams, strict=True):
            total += (block @ known).toarray()
        similar: Floats = np.maximum(total / (square + len(self._ngrams)), 0.0).astype(np.float32)
        return similar


class Featurizer:
    """Tf-idf fitted on the training questions; n-grams seen in a single question are left out."""

    def __init__(self, vectorizers: Sequence[TfidfVectorizer]) -> None:
        self._vectorizers = list(vectorizers)
        self._analyzers = [vectorizer.build_analyzer() for vectorizer in self._vectorizers]

    @classmethod
    def fit(cls, texts: Sequence[str]) -> Featurizer:
        """Learn vocabularies and weights."""
        often = 2 if len(texts) > 200 else 1
        vectorizers = [_vectorizer(place, min_df=often) for place in range(len(_NGRAMS))]
        for vectorizer in vectorizers:
            vectorizer.fit(texts)
        return cls(vectorizers)

    def features(self, texts: Sequence[str], vectors: Vectors) -> QuestionFeatures:
        """Features of questions whose sentence vectors are given."""
        few = len(texts) <= MOST_BY_HAND
        blocks = (
            _few(vectorizer, analyze, texts) if few else vectorizer.transform(texts)
            for vectorizer, analyze in zip(self._vectorizers, self._analyzers, strict=True)
        )
        return QuestionFeatures(vectors, tuple(blocks))

    def vocabularies(self) -> list[list[str]]:
        """The n-grams of each kind, in the order of their columns."""
        return [sorted(each.vocabulary_, key=each.vocabulary_.__getitem__) for each in self._vectorizers]

    def weights(self) -> list[Any]:
        """The inverse document frequencies of each kind, in the order of their columns."""
        return [vectorizer.idf_ for vectorizer in self._vectorizers]

    @classmethod
    def restore(cls, vocabularies: Sequence[Sequence[str]], weights: Sequence[Any]) -> Featurizer:
        """Rebuild from vocabularies and weights."""
        vectorizers = []
        for place, (words, idf) in enumerate(zip(vocabularies, weights, strict=True)):
            vectorizer = _vectorizer(place, vocabulary={word: column for column, word in enumerate(words)})
            vectorizer.idf_ = idf
            vectorizers.append(vectorizer)
        return cls(vectorizers)


def _few(vectorizer: TfidfVectorizer, analyze: Callable[[str], list[str]], texts: Sequence[str]) -> Any:
    """What ``vectorizer.transform`` gives, without the checks that take longer than the work when texts are few."""
    columns: list[int] = []
    values: list[float] = []
    ends = [0]
    vocabulary, idf = vectorizer.vocabulary_, vectorizer.idf_
    for text in texts:
        counts: dict[int, int] = {}
        for ngram in analyze(text):
            column = vocabulary.get(ngram)
            if column is not None:
                counts[column] = counts.get(column, 0) + 1
        row = [(1.0 + math.log(count)) * idf[column] for column, count in counts.items()]
        length = math.sqrt(sum(value * value for value in row))
        columns += counts
        values += [value / length for value in row]
        ends.append(len(columns))
    data = np.array(values, dtype=np.float32), np.array(columns, dtype=np.int32), np.array(ends, dtype=np.int32)
    return sp.csr_matrix(data, shape=(len(texts), len(vocabulary)))


def _vectorizer(place: int, **options: Any) -> TfidfVectorizer:
    return TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **_NGRAMS[place], **options)
