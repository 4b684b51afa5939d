"""The assistant's wording: templates of the domain, filled in here. No sentence for a user stands in Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

#: An empty value leaves a space before what follows it.
_SPACE_BEFORE = re.compile(r"\s+([,.:;)])(?=\s|$)")


class WordingError(KeyError):
    """A template is missing from the domain, or a value is missing for a template."""


class Wording:
    """Templates by name, each with one or more variants in plain text with ``{fields}``."""

    def __init__(self, templates: Mapping[str, tuple[str, ...]]) -> None:
        """``templates`` maps a response name to its variants."""
        self._templates = dict(templates)

    @classmethod
    def from_domain(cls, path: Path) -> Wording:
        """Read the ``responses`` of a Rasa domain file."""
        domain = yaml.safe_load(path.read_text(encoding="utf-8"))
        responses = domain.get("responses") or {}
        return cls(
            {name: tuple(variant["text"].strip() for variant in variants) for name, variants in responses.items()}
        )

    def has(self, name: str) -> bool:
        """Whether there is a template of that name."""
        return name in self._templates

    def say(self, template: str, turn: int = 0, /, **values: Any) -> str:
        """Fill in a template. ``turn`` picks the variant, so that two turns running do not sound alike."""
        try:
            variants = self._templates[template]
            return _SPACE_BEFORE.sub(r"\1", variants[turn % len(variants)].format_map(values))
        except KeyError as error:
            raise WordingError(f"response {template!r} in domain.yml: missing {error}") from error

    def variants(self, name: str) -> int:
        """How many ways there are to say it."""
        return len(self._templates.get(name, ()))

    def join(self, items: Iterable[str]) -> str:
        """A list in running text: "a", "a and b", "a, b and c"."""
        words = list(items)
        if len(words) < 2:
            return "".join(words)
        return self.say("join_last", first=", ".join(words[:-1]), last=words[-1])
