"""Names as the linker keeps them: read from the knowledge base at training, persisted in the model."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.settings import from_environment


@dataclass(frozen=True)
class LinkedName:
    """A spelling, the kind of record it names, and that record's id (an ISO code for a place)."""

    text: str
    kind: str
    id: str


@dataclass(frozen=True)
class NameList:
    """All names, and a hash that tells whether the knowledge files still say the same."""

    names: tuple[LinkedName, ...] = ()
    hash: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The list as JSON data."""
        return {"hash": self.hash, "names": [list(asdict(name).values()) for name in self.names]}

    @classmethod
    def from_dict(cls, record: dict[str, Any]) -> NameList:
        """Read what ``as_dict`` gave."""
        return cls(tuple(LinkedName(*entry) for entry in record["names"]), record["hash"])


def knowledge_folder(setting: str | bool | None) -> Path | None:
    """Where the knowledge files are: the setting, else the assistant's own folder; none when the setting is false."""
    if setting is False:
        return None
    return Path(setting) if isinstance(setting, str) else from_environment().knowledge


def read_names(folder: Path | None) -> NameList:
    """The names in a knowledge folder, none without a folder.

    Raises:
        KnowledgeError: the knowledge base does not load.
    """
    if folder is None:
        return NameList()
    from assistant.knowledge.loader import load
    from assistant.knowledge.names import names, names_hash

    base = load(folder)
    return NameList(tuple(LinkedName(*name) for name in names(base)), names_hash(base))
