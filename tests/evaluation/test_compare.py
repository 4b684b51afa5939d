from __future__ import annotations

import subprocess
from pathlib import Path

from evaluation.compare import COMMITTED, committed_report, compare
from evaluation.markdown import as_markdown
from evaluation.tally import Count, Report


def report(passed: int, failing: list[str], wrong: int = 0) -> Report:
    count = Count(cases=100, passed=passed, wrong=wrong)
    return Report(day="2026-11-24", sets={"open": {"original": {"in_scope": count}}}, failing=failing)


def test_it_tells_better_from_worse_and_lists_what_fails_anew() -> None:
    before, now = report(90, ["open/a", "open/b"], wrong=1), report(95, ["open/b", "open/c"], wrong=2)
    found = compare(now, before)
    assert found.newly_failing == ["open/c"]
    assert found.newly_passing == ["open/a"]
    text = as_markdown(now, [], found)
    assert "- better: open, in_scope, original: right 90.0% → 95.0%" in text
    assert "- worse: open: wrong-answer rate 1.0% → 2.0%" in text
    assert "- newly failing (1): open/c" in text


def test_the_same_again_is_no_change() -> None:
    assert "Nothing changed." in as_markdown(report(90, []), [], compare(report(90, []), report(90, [])))


def test_a_run_without_the_suite_says_nothing_of_it() -> None:
    before = report(90, []).copy(update={"suite_failing": ["ramsi.end.0"]})
    assert compare(report(90, []), before).newly_passing == []


def test_the_committed_report_is_the_one_of_the_last_commit(tmp_path: Path) -> None:
    assert committed_report(tmp_path) is None
    file = tmp_path / COMMITTED
    file.parent.mkdir(parents=True)
    file.write_text(report(90, []).json(), encoding="utf-8")
    author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
    for arguments in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "first"]):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True)
    file.write_text(report(95, []).json(), encoding="utf-8")
    committed = committed_report(tmp_path)
    assert committed is not None
    assert committed.count("open").passed == 90
