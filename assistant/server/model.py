"""Trained models on disk: which one fits the files as they are now."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.server import knowledge
from assistant.settings import ROOT, Settings

logger = logging.getLogger(__name__)

KEEP = 3
# What a model is made of, beside the names of the knowledge base and the ways of asking that the classifier learns.
# Facts do not count: their vectors are made anew at the start where the words have changed. Nor does the wording in the
# domain, which the answers read for themselves.
_INPUTS = ("config.yml", "uv.lock", "data/nlu", "data/rules", "data/encoder", "assistant/nlu")
_WORDING = b"\nresponses:"


@dataclass(frozen=True)
class Model:
    """A trained model and what it was trained from. ``digest``: SHA-256 of its file, by which damage is seen."""

    path: Path
    fingerprint: str
    knowledge: str
    names: str
    seconds: float
    digest: str = ""

    @property
    def id(self) -> str:
        """The model's name."""
        return self.path.name.removesuffix(".tar.gz")

    def save(self) -> None:
        """Writes what is known about the model beside it."""
        record = {**asdict(self), "path": self.path.name}
        _sidecar(self.path).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


def fingerprint(settings: Settings, root: Path = ROOT) -> str:
    """A hash over everything that a model is trained from.

    Raises:
        KnowledgeError: the knowledge base does not load.
    """
    from assistant.knowledge.loader import load
    from assistant.nlu.fact_kinds import asked_of

    base = load(settings.knowledge)
    digest = hashlib.sha256(knowledge.of(base).names.encode())
    for question, kind in sorted(set(asked_of(base))):
        digest.update(f"{question}\0{kind}\0".encode())
    digest.update((root / "domain.yml").read_bytes().partition(_WORDING)[0])
    for place in (root / name for name in _INPUTS):
        for path in _files(place):
            digest.update(f"{path.relative_to(place.parent)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def path_for(settings: Settings, mark: str) -> Path:
    """Where the model with this fingerprint lies."""
    return settings.models / f"assistant-{mark}.tar.gz"


def find(settings: Settings, mark: str) -> Model | None:
    """The model with this fingerprint, if it has been trained and is not damaged."""
    path = path_for(settings, mark)
    try:
        found = Model(**{**json.loads(_sidecar(path).read_text(encoding="utf-8")), "path": path})
        sound = found.digest in ("", digest_of(path))
    except (OSError, ValueError, TypeError):
        return None
    if not sound:
        logger.error("%s is damaged: it is not the file that training wrote", path.name)
    return found if sound else None


def digest_of(path: Path) -> str:
    """SHA-256 of a file.

    Raises:
        OSError: it cannot be read.
    """
    return hashlib.sha256(path.read_bytes()).hexdigest()


def prune(settings: Settings) -> None:
    """Keeps the newest few models."""
    models = sorted(settings.models.glob("assistant-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in models[KEEP:]:
        path.unlink(missing_ok=True)
        _sidecar(path).unlink(missing_ok=True)


def _sidecar(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(".tar.gz") + ".json")


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    return sorted(
        path for path in place.rglob("*") if path.suffix in (".yml", ".csv", ".py", ".json", ".npz") and path.is_file()
    )
