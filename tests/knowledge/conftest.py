"""The real knowledge base, and a small one on disk that a test may break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.loader import load

REAL = Path(__file__).parents[2] / "data" / "knowledge"


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load(REAL)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the real files."""
    return Path(shutil.copytree(REAL, tmp_path / "knowledge"))


@pytest.fixture
def change(root: Path) -> Callable[[str, str, str], int]:
    """Replace a text in a file of the copy; gives the line (from 1) where it stood."""

    def replace(file: str, old: str, new: str) -> int:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    return replace
