"""Reads the ways of asking that the suite uses."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from assistant.knowledge import yaml_file

PHRASINGS = Path(__file__).with_name("phrasings.yml")


class Asked(BaseModel):
    """How one field of an operation is asked for, straight away and as a follow-up."""

    ask: tuple[str, ...]
    follow_up: str | None = None


class Phrasings(BaseModel):
    """All ways of asking, by kind of record."""

    class Config:
        """A misspelt key is an error."""

        extra = "forbid"

    operation: dict[str, Asked]
    introduction: str
    place: tuple[str, ...]
    term: tuple[str, ...]
    topic: tuple[str, ...]
    agency: tuple[str, ...]
    statement: tuple[str, ...]


def read_phrasings(path: Path = PHRASINGS) -> Phrasings:
    """Read the phrasings file."""
    return Phrasings.parse_obj(yaml_file.read(path, path.name))
