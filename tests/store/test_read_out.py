"""Feedback and unanswered questions as a table for editors."""

from __future__ import annotations

import pytest

from assistant.store import __main__ as command


@pytest.mark.parametrize("cell", ["=HYPERLINK()", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_cell_that_would_run_as_a_formula_is_made_plain(cell: str, capsys: pytest.CaptureFixture[str]) -> None:
    command.write([{"question": cell, "asked": 0.0}])
    _, row = capsys.readouterr().out.splitlines()
    assert row.lstrip('"').startswith("'")
