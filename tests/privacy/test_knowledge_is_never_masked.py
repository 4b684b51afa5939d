"""No name, date or figure of the knowledge base, and no training question, is ever masked."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.privacy import Masker, masker
from assistant.privacy.masking import KNOWLEDGE

DATA = KNOWLEDGE.parent
FILES = sorted([*KNOWLEDGE.rglob("*.yml"), *KNOWLEDGE.rglob("*.csv"), *(DATA / "nlu").rglob("*.yml")])


@pytest.fixture(scope="module")
def known() -> Masker:
    return masker()


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(DATA)))
def test_file_stays_as_it_is(known: Masker, file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [(line, known.mask(line).text) for line in lines if known.mask(line).kinds] == []


def test_little_is_public(known: Masker) -> None:
    # what the knowledge files make public is read by a person: it must be telephone numbers and addresses of offices
    assert len(known.public) <= 25, sorted(known.public)


@pytest.mark.parametrize("line", ["+64 4 439 8000", "04 439 8000", "(04) 439-8000", "044398000", "195 Lambton Quay"])
def test_the_ministrys_own_number_is_public_however_it_is_written(known: Masker, line: str) -> None:
    assert known.mask(f"is {line} right?").kinds == ()
