"""Where in the files a record, or a text within it, stands: for messages to editors."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assistant.knowledge.loader import FOLDERS, TABLES, key_of
from assistant.knowledge.problem import Problem


class Locator:
    """Makes problems that point to the right file and line below ``root``."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def problem(self, kind: str, record_id: str, what: str, fix: str, near: str = "") -> Problem:
        """A problem with a record; ``near`` is a text in the line to point to, such as ``id: untso.5``."""
        file = _file_of(kind, record_id)
        lines = _lines(self._root / file)
        start = 0 if kind in FOLDERS else _first(lines, 0, _opening(kind, record_id))
        return Problem(file, (_first(lines, start, near) if near else start) + 1, what, fix)


def _file_of(kind: str, record_id: str) -> str:
    if kind in FOLDERS:
        return f"{kind}/{record_id}.yml"
    return f"{kind}.csv" if kind in TABLES else f"{kind}.yml"


def _opening(kind: str, record_id: str) -> str:
    return record_id if kind in TABLES else f"{key_of(kind)}: {record_id}"


def _first(lines: tuple[str, ...], start: int, text: str) -> int:
    """The first line from ``start`` that ends with the text, else that holds it, else ``start``."""
    quoted = text.replace(": ", ": '") + "'" if ": " in text else text
    for test in (lambda line: line.endswith((text, quoted)), lambda line: text in line):
        for number in range(start, len(lines)):
            if test(lines[number]):
                return number
    return start


@lru_cache(maxsize=256)
def _lines(path: Path) -> tuple[str, ...]:
    return tuple(path.read_text(encoding="utf-8").splitlines()) if path.exists() else ()
