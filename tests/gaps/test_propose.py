"""A proposed record: the right file, filled in, and a valid record but for what is marked TODO."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import pytest
from ruamel.yaml import YAML

from assistant.gaps.collect import Miss
from assistant.gaps.grouping import group
from assistant.gaps.propose import Proposal, propose
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.loader import load
from assistant.knowledge.records import Fact, Operation, Topic
from assistant.settings import ROOT

TODAY = date(2026, 11, 24)


@lru_cache(maxsize=1)
def kb() -> KnowledgeBase:
    return load(ROOT / "data" / "knowledge")


def proposed(*questions: str, kind: str = "nlu_fallback", facts: tuple[str, ...] = (), reason: str = "") -> Proposal:
    misses = [Miss(each, "down", "web", float(at), kind, reason, facts) for at, each in enumerate(questions)]
    return propose(group(misses)[0], kb(), TODAY)


def test_a_fact_for_an_operation_that_is_named() -> None:
    found = proposed("What did RAMSI cost?", "how much did RAMSI cost", kind="operation_cost")
    assert (found.file, found.adds) == ("data/knowledge/operations/ramsi.yml", True)
    (record,) = YAML(typ="safe").load(found.text)
    fact = Fact(**record)
    assert fact.field == "cost"
    assert fact.id.startswith("ramsi.")
    assert fact.id not in kb().fact_ids
    assert fact.id not in kb().merged


def test_a_fact_for_the_operation_that_the_answer_rested_on() -> None:
    fact = kb().operations["interfet"].facts[0].id
    assert proposed("and what did that cost?", kind="operation_cost", facts=(fact,)).file.endswith("interfet.yml")


def test_a_new_operation() -> None:
    found = proposed("Did New Zealand send police to Nauru in 2010?", kind="operation_presence")
    record = Operation(**YAML(typ="safe").load(found.text))
    assert found.file == f"data/knowledge/operations/{record.id}.yml"
    assert record.id not in kb().operations
    assert (record.countries, record.region) == (("NR",), "Pacific")
    assert "# - Did New Zealand send police to Nauru in 2010?" in found.text
    assert found.text.startswith("# yaml-language-server: $schema=../schema/operation.json\n")


def test_a_new_topic() -> None:
    found = proposed(
        "Do peacekeepers get paid extra?", "are peacekeepers paid extra", reason="I asked about allowances"
    )
    record = Topic(**YAML(typ="safe").load(found.text))
    assert found.file == f"data/knowledge/topics/{record.id}.yml"
    assert record.question.endswith("?")
    assert "They said: I asked about allowances" in found.text


@pytest.mark.parametrize(
    "evil",
    ["x: y\n- z", "# no comment?", "\"quotes\" 'and' {braces}", "…???", "a\u2028b", "- [ ] & * ! | > % @ `", "TODO:"],
)
def test_odd_questions_still_give_yaml(evil: str) -> None:
    record = YAML(typ="safe").load(proposed(evil).text)
    assert Topic(**record).id


def test_ids_are_not_taken_twice() -> None:
    topic = next(iter(kb().topics))
    assert proposed(topic.replace("_", " ")).file != f"data/knowledge/topics/{topic}.yml"
