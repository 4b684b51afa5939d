"""Everything that a person can ask, set or call is documented, and the documentation is true."""

from __future__ import annotations

import re
from typing import get_args

import pytest
import yaml

from assistant.answers.answer import Answer, Outcome
from assistant.settings import ROOT
from tests.docs import reading


def test_every_make_target_is_documented() -> None:
    named = set(re.findall(r"^\| `make ([a-z-]+)` \|", reading.text("README.md"), re.MULTILINE))
    assert named == reading.make_targets()


def test_the_two_commands_exist() -> None:
    section = reading.text("README.md").partition("## Two commands")[2].partition("\n## ")[0]
    commands = re.findall(r"^    make ([a-z-]+)", section, re.MULTILINE)
    assert len(commands) == 2
    assert set(commands) <= reading.make_targets()


def test_every_setting_is_documented() -> None:
    found = reading.settings()
    assert {"HOST", "WEB_ORIGINS", "SLACK_BOT_TOKEN", "TRACKER_DB", "MODEL", "Q", "DATA"} <= found
    told = reading.documentation()
    assert {name for name in found if not re.search(rf"`{name}(?:=[^`]*)?`", told)} == set()


def test_no_setting_is_made_up() -> None:
    first = {row[0] for page in ("README.md", "docs/web.md", "docs/slack.md") for row in reading.rows(page)}
    told = {name for name in first if re.fullmatch(r"[A-Z]+(?:_[A-Z]+)*", name)}
    assert told - reading.settings() - {"UV"} == set()


def test_every_intent_is_documented_with_its_action() -> None:
    told = {row[0]: row[2] for row in reading.rows("docs/conversation.md") if row[0] in reading.intents()}
    assert told == reading.ruled()
    assert set(told) == reading.intents()


@pytest.mark.parametrize("what", ["actions", "slots", "entities"])
def test_actions_slots_and_entities_are_documented(what: str) -> None:
    assert [name for name in reading.domain()[what] if not reading.is_told(name)] == []


def test_every_component_of_the_pipeline_is_documented_with_its_options() -> None:
    told = {row[0]: row[2].split(", ") for row in reading.rows("docs/nlu.md") if len(row) == 3}
    for entry in yaml.safe_load(reading.text("config.yml"))["pipeline"]:
        options = told[entry["name"].rpartition(".")[2]]
        assert set(entry) - {"name"} <= set(options), entry["name"]


def test_outcomes_and_fields_on_the_wire_are_documented() -> None:
    page = reading.text("docs/conversation.md")
    fields = Answer("", "answered", (), ()).as_data()
    assert [name for name in (*get_args(Outcome), *fields) if not reading.is_told(name, page)] == []


def test_every_link_resolves() -> None:
    broken = []
    for page in reading.pages():
        for path, anchor in reading.links(page):
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or (anchor and anchor not in reading.anchors(target)):
                broken.append(f"{page.relative_to(ROOT)}: {path}#{anchor}")
    assert broken == []


def test_every_path_named_exists() -> None:
    """Paths in code marks, but for those that only running makes."""
    made = re.compile(r"(?:\.run|models|widget/dist|evaluation/report)(?:/|$)")
    path = re.compile(r"`((?:actions|assistant|data|deploy|docs|evaluation|scripts|tests|vendor|widget)/[\w./-]+)`")
    named = {found for page in reading.pages() for found in path.findall(page.read_text(encoding="utf-8"))}
    assert "assistant/answers" in named
    assert {name for name in named if not made.match(name) and not (ROOT / name).exists()} == set()
