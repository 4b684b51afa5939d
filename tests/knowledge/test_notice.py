"""The check of data/notice.yml, and its schema for editors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft7Validator

from assistant.knowledge import check, notice, schema
from assistant.knowledge.problem import KnowledgeError
from assistant.settings import ROOT

FILE = ROOT / "data" / "notice.yml"


def test_the_notice_on_file_says_nothing_and_is_ready_to_be_switched_off() -> None:
    on_file = notice.read(FILE)
    assert (on_file.notice, on_file.switched_off) == ("", False)
    assert "https://www.mfat.govt.nz/en/about-us/contact-us/" in on_file.off_text


def test_the_schema_on_file_is_that_of_the_record_and_fits_the_notice() -> None:
    on_file = (ROOT / "data" / notice.SCHEMA).read_text(encoding="utf-8")
    assert on_file == schema.as_text(notice.schema()), "run: python -m assistant.knowledge schema"
    Draft7Validator(json.loads(on_file)).validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def test_no_file_says_nothing(tmp_path: Path) -> None:
    assert notice.read(tmp_path / "notice.yml") == notice.Notice()


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("notice: a\nswitched_off: maybe\n", 2, "switched_off: must be true or false"),
        ("notice: a\nswitched_off: 'true'\n", 2, "switched_off: must be true or false"),
        ("notice: a\n\nswitched: true\n", 3, "unknown field switched"),
        ("switched_off: true\noff_text: Closed.\n", 2, "off_text: holds no address"),
        ("switched_off: false\nnotice: [a]\n", 2, "notice: str type expected"),
        ("switched_off: false\nnotice: 'a\n", 3, "no valid YAML"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    file = tmp_path / "notice.yml"
    file.write_text(text)
    with pytest.raises(KnowledgeError) as raised:
        notice.read(file)
    (problem,) = raised.value.problems
    assert (problem.file, problem.line) == ("notice.yml", line)
    assert problem.what.startswith(what)


def test_make_knowledge_checks_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "knowledge").symlink_to(ROOT / "data" / "knowledge")
    (tmp_path / "notice.yml").write_text("switched_off: perhaps\n")
    assert check.main([str(tmp_path / "knowledge")]) == 1
    assert "notice.yml:1: switched_off: must be true or false" in capsys.readouterr().err
