"""``make knowledge`` names file, line and fix of whatever is wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.knowledge import check as command
from assistant.knowledge.check import check, due
from assistant.knowledge.loader import load
from assistant.knowledge.problem import KnowledgeError, Problem

Change = Callable[[str, str, str], int]
UNTSO = "operations/untso.yml"


def only_problem(root: Path) -> Problem:
    _, problems = check(root)
    assert len(problems) == 1, "\n".join(map(str, problems))
    return problems[0]


def test_the_real_files_are_sound(root: Path) -> None:
    kb, problems = check(root)
    assert kb is not None
    assert problems == []


@pytest.mark.parametrize(
    ("file", "old", "new", "what", "fix"),
    [
        (UNTSO, "region: Middle East", "regoin: Middle East", "unknown field 'regoin'", "take it out or correct it"),
        (UNTSO, "region: Middle East", "region: Mars", "'Mars' is no value for 'region'", "use one of: Pacific"),
        (UNTSO, "    source: medium70\n", "", "'facts.source' is missing", "name the source"),
        (UNTSO, "source: medium70", "source: medium71", "no source 'medium71'", "sources.yml"),
        (UNTSO, "date: '1954'", "date: in 1954", "'in 1954' is no date", "2003-07"),
        (UNTSO, "valid_at: 2024-05", "valid_at: 2024-13", "'2024-13' is no date", "2003-07"),
        (UNTSO, "review_by: '2026-10-01'", "review_by: soon", "review_by 'soon' is no day", "2027-05-31"),
        (UNTSO, "overview: [untso.8", "overview: [untso.999", "no fact 'untso.999'", "correct the id"),
        (UNTSO, "countries: [IL", "countries: [QQ", "no place 'QQ'", "places.yml"),
        (UNTSO, "  - id: untso.2\n", "  - id: untso.3\n", "the fact id 'untso.3' is taken", "next free number"),
        (UNTSO, "  - UNTSO\n", "  - UNTSO\n  - RAMSI\n", "the name 'RAMSI' also stands for", "ambiguous_names.yml"),
        (UNTSO, "statement: UNTSO is the", "statement: It is the", "it starts with 'It'", "name who or what is meant"),
        (UNTSO, "id: untso\n", "id: unsto\n", "the id is not the name of the file", "id: untso"),
        ("sources.yml", "- id: aaptc\n", "- id: afg-alj\n", "'afg-alj' stands twice", "an id of its own"),
        ("contacts.yml", "address: https://vacancies", "address: vacancies", "no web address", "https://"),
        ("ambiguous_names.yml", "operation:rhodesia_cmf", "operation:rhodesia", "no operation 'rhodesia'", "correct"),
        ("terms.yml", "operation: ramsi\n", "operation: interfet\n", "also stands for the", "ambiguous_names.yml"),
    ],
)
def test_a_fault_is_told_with_its_place_and_its_fix(
    root: Path, change: Change, file: str, old: str, new: str, what: str, fix: str
) -> None:
    change(file, old, new)
    _, problems = check(root)
    told = [problem for problem in problems if what in problem.what]
    assert told, "\n".join(map(str, problems))
    assert fix in told[0].fix
    assert (root / told[0].file).exists()


def test_the_line_is_the_line_of_the_fault(root: Path, change: Change) -> None:
    line = change(UNTSO, "region: Middle East", "region: Mars")
    problem = only_problem(root)
    assert (problem.file, problem.line) == (UNTSO, line)
    assert str(problem).startswith(f"{UNTSO}:{line}: ")


def test_the_line_of_a_fault_in_a_fact_is_that_of_the_fact(root: Path, change: Change) -> None:
    change("operations/ramsi.yml", "source: scoop-sol06b", "source: nowhere")
    problem = only_problem(root)
    assert "id: ramsi.11" in (root / problem.file).read_text(encoding="utf-8").splitlines()[problem.line - 1]


@pytest.mark.parametrize(
    "broken",
    ["facts: [unclosed", "id: 'untso", "\tid: untso", "id: untso\nid: untso2", "- just\n- a list", "", "id: \x00"],
)
def test_broken_yaml_is_a_problem_and_not_a_crash(root: Path, broken: str) -> None:
    (root / UNTSO).write_text(broken, encoding="utf-8")
    kb, problems = check(root)
    assert kb is None
    assert problems[0].file == UNTSO
    assert problems[0].fix


def test_a_file_that_is_not_utf8_is_named(root: Path) -> None:
    (root / UNTSO).write_bytes(b"id: \xff\xfe")
    assert "UTF-8" in only_problem(root).what


def test_a_missing_file_is_named(root: Path) -> None:
    (root / "sources.yml").unlink()
    with pytest.raises(KnowledgeError) as caught:
        load(root)
    assert caught.value.problems[0].file == "sources.yml"


def test_an_alias_listed_as_ambiguous_may_name_several(root: Path, change: Change) -> None:
    change(UNTSO, "  - UNTSO\n", "  - UNTSO\n  - Blue Berets Abroad\n")
    change("operations/ramsi.yml", "  - RAMSI\n", "  - RAMSI\n  - Blue Berets Abroad\n")
    assert "also stands for" in only_problem(root).what
    listed = root / "ambiguous_names.yml"
    entry = "\n- name: Blue Berets Abroad\n  means: [operation:untso, operation:ramsi]\n"
    listed.write_text(listed.read_text(encoding="utf-8") + entry, encoding="utf-8")
    assert check(root)[1] == []


def test_a_lapsed_mandate_needs_its_end(root: Path, change: Change) -> None:
    change(UNTSO, "  mandate_to: '2026-09-30'\n", "")
    assert "lapsed mandate" in only_problem(root).what


def test_an_operation_cannot_end_before_it_starts(root: Path, change: Change) -> None:
    change("operations/interfet.yml", "date: '2000-02-23'", "date: '1998-02-23'")
    assert "before it starts" in only_problem(root).what


def test_facts_past_their_review_day_are_listed_but_no_fault(root: Path) -> None:
    kb, problems = check(root)
    assert kb is not None
    assert not problems
    assert ("2026-10-01", "untso.3") in due(kb, date(2026, 11, 24))
    assert ("2026-10-01", "untso.3") not in due(kb, date(2026, 9, 30))


def test_the_command_fails_on_faults_only(root: Path, change: Change, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(root)]) == 0
    assert "is sound" in capsys.readouterr().out
    change(UNTSO, "region: Middle East", "region: Mars")
    assert command.main([str(root)]) == 1
    assert "operations/untso.yml:" in capsys.readouterr().err
