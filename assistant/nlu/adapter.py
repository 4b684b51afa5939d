"""What the encoder has learned about this subject, read at the start and added to its weights.

Kept as two thin matrices for each product of the upper layers (``data/encoder/adapter.npz``, about a megabyte), made by
``make encoder``. docs/nlu.md says what it brings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.nlu.encoder_weights import Floats, with_changes
from assistant.settings import ROOT

ADAPTER = ROOT / "data" / "encoder" / "adapter.npz"


def write_adapter(path: Path, changes: Mapping[str, tuple[Floats, Floats]]) -> None:
    """Write the thin matrices of each product, of shape (in, rank) and (rank, out), at half precision."""
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays = {}
    for name, (down, up) in changes.items():
        arrays[f"{name}.down"], arrays[f"{name}.up"] = down.astype(np.float16), up.astype(np.float16)
    np.savez_compressed(path, **arrays)


def adapted(model: bytes, path: Path = ADAPTER) -> bytes:
    """The model with what it has learned.

    Raises:
        FileNotFoundError: the file of what was learned is not there.
    """
    with np.load(path, allow_pickle=False) as arrays:
        changes = {
            name.removesuffix(".down"): arrays[name].astype(np.float32)
            @ arrays[f"{name.removesuffix('.down')}.up"].astype(np.float32)
            for name in arrays.files
            if name.endswith(".down")
        }
    return with_changes(model, changes)


@lru_cache(maxsize=2)
def adapter_version(path: Path = ADAPTER) -> str:
    """A short hash of what was learned, for whatever depends on the vectors."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
