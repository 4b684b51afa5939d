"""Fitting the judge: which questions count, how a parse is read, what is shown; the model is stood in for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant.knowledge import yaml_file
from assistant.knowledge.loader import load
from assistant.nlu.answerability import NOT_ON_FILE, Asked
from assistant.settings import ROOT
from evaluation import answerability
from evaluation.answerability import Example, examples
from evaluation.loading import load_set
from evaluation.near_copies import training_questions

RANKING = [{"name": "operation_cost", "confidence": 0.6}, {"name": NOT_ON_FILE, "confidence": 0.4}]
CLAUSE: dict[str, Any] = {
    "text": "what did RAMSI cost",
    "entities": [{"entity": "operation", "value": "ramsi", "start": 9, "end": 14}],
    "intent_ranking": RANKING,
    "nearest": {"score": 0.7},
    "facts": [{"id": "ramsi.1", "score": 0.8}],
}


def test_questions_are_those_on_file_and_those_of_the_open_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "answerable.yml").write_text("ramsi.1: how many cops\n", encoding="utf-8")
    (tmp_path / "not_on_file.yml").write_text("- what the cooks earned\n", encoding="utf-8")
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "trial.yml").write_text(
        "- {id: a, kind: in_scope, question: When did it end?, expect: {facts_any: ramsi.4}}\n"
        "- {id: b, kind: unanswerable, question: Who cooked?}\n"
        "- {id: c, kind: small_talk, question: Hello}\n",
        encoding="utf-8",
    )
    monkeypatch.setattr(answerability, "DATA", tmp_path)
    monkeypatch.setattr(answerability, "load_set", lambda name: load_set(name, tmp_path))
    assert examples() == [
        Example("how many cops", True, "data", "ramsi.1"),
        Example("what the cooks earned", False, "data", "what the cooks earned"),
        Example("When did it end?", True, "open", "ramsi.4"),
        Example("Who cooked?", False, "open", "Who cooked?"),
    ]


def test_a_clause_is_read_as_the_judge_sees_it() -> None:
    found = Asked.read(CLAUSE)
    assert found.text == "what did RAMSI cost"
    assert found.names == [(9, 14)]
    assert found.ranking == [("operation_cost", 0.6), (NOT_ON_FILE, 0.4)]
    assert (found.nearest, found.facts) == (0.7, [("ramsi.1", 0.8)])
    assert Asked.read({**CLAUSE, "nearest": None}).nearest == 0


@pytest.mark.parametrize(
    ("kinds", "judged"),
    [
        (["operation_cost"], True),
        ([NOT_ON_FILE, "policy_medals"], True),
        ([NOT_ON_FILE, "greet"], False),
        (["operation_presence"], False),
        (["operations_list"], False),
        ([NOT_ON_FILE], False),
        ([], False),
    ],
)
def test_the_judge_has_a_say_on_operations_and_policy(kinds: list[str], judged: bool) -> None:
    assert answerability._judged({"intent_ranking": [{"name": kind} for kind in kinds]}) is judged


def test_the_shares_doubted_are_shown_by_group(capsys: pytest.CaptureFixture[str]) -> None:
    used = [
        Example("", True, "data", ""),
        Example("", True, "data", ""),
        Example("", False, "data", ""),
        Example("", False, "open", ""),
    ]
    answerability._show(np.array([0.9, 0.2, 0.1, 0.28]), used)
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "4 questions, AUROC 0.750"
    rows = {line.split()[0]: line.replace("doubted", "").split()[1:] for line in shown[3:]}
    assert rows["0.25"] == ["50.0%", "100.0%", "0.0%", "0.0%"]
    assert rows["0.30"] == ["50.0%", "100.0%", "0.0%", "100.0%"]


def test_without_a_model_that_fits_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answerability, "find", lambda settings, mark: None)
    with pytest.raises(SystemExit, match="make train"):
        answerability.main([])


def test_the_weights_are_kept_only_when_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    facts = [{"id": fact.id, "score": 0.5} for fact in load(ROOT / "data" / "knowledge").operations["ramsi"].facts[:6]]

    async def parsed(texts: list[str]) -> list[dict[str, Any]]:
        near = [{**fact, "score": 0.5 + 0.4 * text.startswith("known")} for text in texts for fact in facts]
        size = len(facts)
        return [
            {"clauses": [{**CLAUSE, "text": text, "facts": near[place * size : (place + 1) * size]}]}
            for place, text in enumerate(texts)
        ]

    questions = [
        Example(f"{word} {place}", word == "known", "data", f"{place}")
        for word in ("known", "odd")
        for place in range(12)
    ]
    weights = tmp_path / "weights.json"
    monkeypatch.setattr(answerability, "examples", lambda: questions)
    monkeypatch.setattr(answerability, "parsed", parsed)
    monkeypatch.setattr(answerability, "WEIGHTS", weights)
    assert answerability.main([]) == 0
    assert not weights.exists()
    assert answerability.main(["--write"]) == 0
    assert json.loads(weights.read_text(encoding="utf-8"))["score"] > 0


def test_facts_named_in_the_data_are_on_file_and_its_unanswerable_questions_are_not_learnt() -> None:
    answered = yaml_file.read(answerability.DATA / "answerable.yml", "answerable.yml")
    base = load(ROOT / "data" / "knowledge")
    assert [base.fact(id_) for id_ in answered]
    unanswered = yaml_file.read(answerability.DATA / "not_on_file.yml", "not_on_file.yml")
    assert not set(unanswered) & {text for _, text in training_questions()}
