"""The fixed lines that a channel itself can say, taken from the responses in domain.yml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ruamel.yaml import YAML

DOMAIN = Path(__file__).resolve().parents[2] / "domain.yml"


@dataclass(frozen=True)
class Lines:
    """What is said when no answer can be given."""

    unavailable: str
    try_again: str
    no_words: str


@lru_cache(maxsize=4)
def load(domain: Path = DOMAIN) -> Lines:
    """Reads the lines.

    Raises:
        KeyError: domain.yml lacks one of the responses.
    """
    responses = YAML(typ="safe").load(domain.read_text(encoding="utf-8"))["responses"]

    def line(name: str) -> str:
        return str(responses[name][0]["text"]).strip()

    return Lines(unavailable=line("utter_trouble"), try_again=line("utter_try_again"), no_words=line("utter_no_words"))
