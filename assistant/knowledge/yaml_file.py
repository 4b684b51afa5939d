"""Reading a YAML file of the knowledge base: quickly, without surprises, and with line numbers when they are needed.

Every scalar is read as text, except ``null``, ``true`` and ``false``. So Norway's code ``NO`` is no boolean,
``2003-07-24`` no date object and ``0800`` no octal number; the record types turn text into numbers where one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant.knowledge.problem import KnowledgeError, Problem

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # PyYAML built without libyaml: slower, the same result
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

Key = str | int


class _Loader(_Base):
    """Reads scalars as text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Build a mapping; a key given twice is an error, not a silent loss."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(problem=f"the key '{key.value}' stands twice", problem_mark=key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_Loader.yaml_implicit_resolvers = {}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])


def read(path: Path, shown_as: str) -> Any:
    """The content of the file.

    Raises:
        KnowledgeError: it is no YAML or not UTF-8; the problem names the line.
    """
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    except UnicodeDecodeError as error:
        raise KnowledgeError([Problem(shown_as, 1, "the file is not UTF-8", "save it as UTF-8")]) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        fix = "check indentation, quotes and colons in this line; put a text that has ': ' in it into quotes"
        raise KnowledgeError([Problem(shown_as, line, f"no valid YAML: {error.problem}", fix)]) from error
    except yaml.YAMLError as error:
        fix = "take out control characters and the like"
        raise KnowledgeError([Problem(shown_as, 1, f"no valid YAML: {error}", fix)]) from error


def line_of(path: Path, keys: Sequence[Key]) -> int:
    """The line (from 1) of the value that the keys lead to, or of the nearest thing above it."""
    node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    line = 1
    for key in keys:
        child = None
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                if name.value == key:
                    child, line = value, name.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            child = node.value[key]
            line = child.start_mark.line + 1
        if child is None:
            break
        node = child
    return line
