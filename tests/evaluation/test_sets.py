"""The question sets themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.catalogue import knowledge_base, unknown_ids
from evaluation.counts import record, recorded, shrunk, sizes
from evaluation.loading import SET_NAMES, load_set


@pytest.mark.parametrize("name", SET_NAMES)
def test_every_fact_and_source_that_a_case_names_exists(name: str) -> None:
    assert unknown_ids(knowledge_base(), load_set(name)) == []


def test_sets_only_grow() -> None:
    assert shrunk(sizes(), recorded()) == []


def test_a_smaller_set_is_found() -> None:
    before = {"open": {"in_scope": 3, "unsafe": 1}}
    assert shrunk({"open": {"in_scope": 2}}, before) == [
        "open: in_scope has 2 cases, 3 are on record",
        "open: unsafe has 0 cases, 1 are on record",
    ]
    assert shrunk({"open": {"in_scope": 4, "unsafe": 1}}, before) == []


def test_recording_raises_and_never_lowers(tmp_path: Path) -> None:
    questions, counts = tmp_path / "open" / "a.yml", tmp_path / "counts.yml"
    questions.parent.mkdir()
    questions.write_text(
        "- {id: a, kind: unsafe, question: x}\n- {id: b, kind: unsafe, question: y}\n", encoding="utf-8"
    )
    assert record(tmp_path, counts) == []
    assert recorded(counts)["open"] == {"unsafe": 2}
    questions.write_text("- {id: a, kind: unsafe, question: x}\n", encoding="utf-8")
    assert record(tmp_path, counts) == ["open: unsafe has 1 cases, 2 are on record"]
    assert recorded(counts)["open"] == {"unsafe": 2}
