"""Vectors kept in a file between runs, by text, so that only new texts are encoded."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.nlu.encoder import DIMENSIONS, SentenceEncoder, Vectors, encoder_version
from assistant.settings import ROOT

QUESTION_VECTORS = ROOT / ".run" / "question-vectors.npz"
MOST_KEPT = 40_000
FACT_VECTORS = ROOT / ".run" / "fact-vectors.npz"


def text_hash(text: str) -> str:
    """Short hash of a text and of the encoder that its vector comes from."""
    return hashlib.sha256(f"{encoder_version()}\0{text}".encode()).hexdigest()[:16]


def read_vectors(path: Path) -> dict[str, Vectors]:
    """Vectors by the hash of their text; none where there is no readable file."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            vectors = arrays["vectors"].astype(np.float32)
            return {str(name): vectors[place] for place, name in enumerate(arrays["hashes"])}
    except (OSError, ValueError, KeyError):
        return {}


def write_vectors(path: Path, hashes: Sequence[str], vectors: Vectors) -> None:
    """Write vectors by the hash of their text, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished.npz")
    np.savez(unfinished, hashes=np.array(hashes, dtype="U16"), vectors=vectors.astype(np.float16))
    unfinished.replace(path)


def encode_known(texts: Sequence[str], encoder: SentenceEncoder, known: dict[str, Vectors]) -> Vectors:
    """Vectors of texts, encoding only those whose hash is not known."""
    hashes = [text_hash(text) for text in texts]
    missing = [place for place, name in enumerate(hashes) if name not in known]
    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    if missing:
        vectors[missing] = encoder.encode([texts[place] for place in missing])
    for place, name in enumerate(hashes):
        if name in known:
            vectors[place] = known[name]
    return vectors


def encode_with_store(texts: Sequence[str], encoder: SentenceEncoder, store: Path | None) -> Vectors:
    """Vectors of texts, read from and written to a file.

    Vectors of other texts in the file stay, unless it has grown past ``MOST_KEPT``.
    """
    known = read_vectors(store) if store else {}
    vectors = encode_known(texts, encoder, known)
    if store and any(text_hash(text) not in known for text in texts):
        current = dict(zip(map(text_hash, texts), vectors, strict=True))
        kept = {**known, **current} if len(known) + len(current) <= MOST_KEPT else current
        write_vectors(store, list(kept), np.stack(list(kept.values())))
    return vectors
