"""Loading: quickly, without surprises, and one more operation is one more file."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from assistant.knowledge import links, schema
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.check import check
from assistant.knowledge.loader import FOLDERS, LISTS, load
from tests.knowledge.conftest import REAL

INVENTED = """\
# yaml-language-server: $schema=../schema/operation.json
id: atlantis
name: Mission to Atlantis
short_name: ATLANTIS
aliases: [Operation Neptune]
category: peace_support
countries: [GR]
region: Europe
lead: UN
agencies: [nzdf]
start: {date: 2021-03, fact: atlantis.1}
status: {state: ongoing, fact: atlantis.1, last_seen: 2026-01}
overview: [atlantis.1]
facts:
  - id: atlantis.1
    field: start
    statement: New Zealanders have served on the Mission to Atlantis since March 2021.
    source: medium70
"""


def test_loading_takes_less_than_a_second() -> None:
    started = time.perf_counter()
    load(REAL)
    assert time.perf_counter() - started < 1


def test_an_operation_is_added_by_adding_a_file(root: Path) -> None:
    (root / "operations" / "atlantis.yml").write_text(INVENTED, encoding="utf-8")
    kb, problems = check(root)
    assert problems == []
    assert kb is not None
    assert kb.fact("atlantis.1").field == "start"
    assert "atlantis" in {operation.id for operation in kb.operations_in("GR")}
    assert kb.version != load(REAL).version


def test_text_stays_text(kb: KnowledgeBase) -> None:
    assert kb.places["NO"].name == "Norway"
    assert kb.contacts["emergency"].phone == "111"
    assert kb.fact("untso.1").value == "1954"


def test_records_cannot_be_changed(kb: KnowledgeBase) -> None:
    with pytest.raises(TypeError):
        kb.operations["ramsi"].name = "Another"  # type: ignore[misc]


def test_where_facts_belong(kb: KnowledgeBase) -> None:
    assert kb.owner_of("ramsi.3").id == "ramsi"
    assert kb.source_of(kb.fact("ramsi.3")).id == kb.fact("ramsi.3").source
    assert [operation.id for operation in kb.operations_in("ML")] == ["mali_minusma"]
    assert kb.operations_in("FR") == ()
    assert kb.un_mission("UNTSO") is not None
    assert [term.id for term in kb.term_of("ramsi")] == ["ramsi"]


def test_the_schemas_on_file_are_those_of_the_records() -> None:
    for name, expected in schema.schemas().items():
        on_file = (REAL / "schema" / name).read_text(encoding="utf-8")
        assert on_file == schema.as_text(expected), f"run: python -m assistant.knowledge schema  ({name})"


def _files_with_schema() -> list[tuple[Path, str]]:
    found = [(REAL / f"{kind}.yml", f"schema/{kind}.json") for kind in LISTS]
    for kind in FOLDERS:
        found += [(path, f"../schema/{kind[:-1]}.json") for path in sorted((REAL / kind).glob("*.yml"))]
    return found


@pytest.mark.parametrize(("path", "reference"), _files_with_schema(), ids=lambda value: str(value).rsplit("/", 1)[-1])
def test_an_editor_that_follows_the_schema_finds_no_fault(path: Path, reference: str) -> None:
    head = path.read_text(encoding="utf-8").splitlines()[0]
    assert head == f"# yaml-language-server: $schema={reference}"
    rules: dict[str, Any] = json.loads((path.parent / reference).read_text(encoding="utf-8"))
    content = YAML(typ="safe", pure=False).load(path)
    assert [error.message for error in Draft7Validator(rules).iter_errors(content)] == []


def test_the_link_check_tells_who_holds_a_dead_address(kb: KnowledgeBase) -> None:
    dead = "https://vacancies.mfat.govt.nz/"
    lines = links.check(kb, ask=lambda address: "HTTP 404" if address == dead else None)
    assert lines == [f"contact careers: {dead}: HTTP 404"]
