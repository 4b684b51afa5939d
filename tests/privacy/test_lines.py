"""Masking, measured on labelled lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from assistant.privacy import Masker

LINES: dict[str, list[str]] = YAML(typ="safe").load(Path(__file__).with_name("lines.yml").read_text(encoding="utf-8"))
MARK = re.compile("«(.*?)»")
CASES = [(kind, line) for kind, lines in LINES.items() for line in lines]


@pytest.fixture(scope="module")
def masker() -> Masker:
    return Masker()


def left_over(masker: Masker, line: str) -> list[str]:
    """Marked values of which three or more characters in a row survive."""
    masked = re.sub(r"\[[A-Za-z ]+\]", "|", masker.mask(MARK.sub(r"\1", line)).text)
    outside = MARK.sub(" ", line)
    return [value for value in MARK.findall(line) if survives(value, masked, outside)]


def survives(value: str, masked: str, outside: str) -> bool:
    pieces = {value[i : i + 3] for i in range(max(1, len(value) - 2))}
    return any(piece in masked and piece not in outside and piece.strip(" .,-()") for piece in pieces)


def test_enough_lines() -> None:
    assert len(CASES) >= 300
    assert all(isinstance(line, str) for _, line in CASES)
    assert len({line for _, line in CASES}) == len(CASES)


def test_recall(masker: Masker) -> None:
    values = [(line, value) for _, line in CASES for value in MARK.findall(line)]
    missed = [(line, value) for _, line in CASES for value in left_over(masker, line)]
    recall = 1 - len(missed) / len(values)
    print(f"{len(values)} values, recall {recall:.4f}")
    assert recall >= 0.98, missed


@pytest.mark.parametrize("kind", [kind for kind in LINES if kind not in ("nothing", "mixed")])
def test_recall_of_each_kind(masker: Masker, kind: str) -> None:
    values = [value for line in LINES[kind] for value in MARK.findall(line)]
    missed = [value for line in LINES[kind] for value in left_over(masker, line)]
    assert len(missed) <= 0.05 * len(values), missed


def test_nothing_else_is_masked(masker: Masker) -> None:
    broken = []
    for _, line in CASES:
        masked = masker.mask(MARK.sub(r"\1", line)).text
        kept = [word for word in re.findall(r"\w+", MARK.sub(" ", line)) if word not in re.findall(r"\w+", masked)]
        if kept:
            broken.append((line, masked))
    assert len(broken) <= 0.01 * len(CASES), broken


def test_innocent_lines_stay_as_they_are(masker: Masker) -> None:
    assert {line: masker.mask(line).text for line in LINES["nothing"]} == {line: line for line in LINES["nothing"]}


def test_masking_twice_changes_nothing(masker: Masker) -> None:
    for _, line in CASES:
        once = masker.mask(MARK.sub(r"\1", line)).text
        assert masker.mask(once).text == once
