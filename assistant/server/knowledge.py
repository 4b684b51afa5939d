"""The state of the knowledge base, as far as running the assistant is concerned."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.knowledge.base import KnowledgeBase


@dataclass(frozen=True)
class KnowledgeState:
    """Version and size of the knowledge base, and a hash of its names."""

    version: str
    names: str
    counts: dict[str, int]

    def as_dict(self) -> dict[str, Any]:
        """The state as data."""
        return asdict(self)


def read(folder: Path) -> KnowledgeState:
    """Loads the knowledge base.

    Raises:
        KnowledgeError: it does not load; the problems name file, line and fix.
    """
    from assistant.knowledge.loader import load

    return of(load(folder))


def of(base: KnowledgeBase) -> KnowledgeState:
    """The state of a loaded knowledge base."""
    from assistant.knowledge.names import names_hash

    counts = {
        kind: len(getattr(base, kind))
        for kind in ("operations", "topics", "terms", "agencies", "contacts", "places", "sources")
    }
    return KnowledgeState(base.version, names_hash(base), counts)


def version(folder: Path) -> str:
    """The version of the knowledge files as they lie on disk now."""
    from assistant.knowledge.loader import version_of

    return version_of(folder)
