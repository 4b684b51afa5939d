"""Fits the judge of whether the facts answer a question: python -m evaluation.answerability [--write]

Takes the questions in data/answerability and the open set through the trained pipeline, fits a logistic regression to
the signs, and shows, by cross-validation, how many questions it would doubt at each threshold. ``--write`` keeps the
weights in data/answerability/weights.json.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import structlog
from rasa.core.agent import Agent
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from assistant.knowledge import yaml_file
from assistant.nlu.answerability import NOT_ON_FILE, WEIGHTS, Answerability, Asked, words_of_kinds
from assistant.nlu.facts import fact_texts
from assistant.nlu.names import read_names
from assistant.server.model import find, fingerprint
from assistant.settings import ROOT, from_environment
from evaluation.case import Turn
from evaluation.loading import load_set
from evaluation.near_copies import training_questions

DATA = ROOT / "data" / "answerability"
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
_KINDS = ("operation_", "policy_")
#: To turn away a question that has an answer is so much worse than to try one that has none.
ANSWERED_WEIGH = 1.5


@dataclass(frozen=True)
class Example:
    """A question, whether a fact answers it, where it stands, and what it must not be told apart from in fitting."""

    text: str
    answered: bool
    place: str
    group: str


def examples() -> list[Example]:
    """All questions to fit to."""
    answered = yaml_file.read(DATA / "answerable.yml", "answerable.yml")
    found = [Example(text, True, "data", fact) for fact, text in answered.items()]
    unanswered = yaml_file.read(DATA / "not_on_file.yml", "not_on_file.yml")
    found += [Example(text, False, "data", text) for text in unanswered]
    for case in load_set("open"):
        if case.kind in ("in_scope", "unanswerable"):
            found += [Example(turn.user, case.kind == "in_scope", "open", _fact(turn)) for turn in case.steps]
    return found


def _fact(turn: Turn) -> str:
    """The first fact that a turn asks for, so that questions for one fact are fitted to or tried together."""
    return next(iter(turn.expect.permitted if turn.expect else ()), turn.user)


async def parsed(texts: Sequence[str]) -> list[dict[str, Any]]:
    """The parse of each text by the model that fits the files."""
    settings = from_environment()
    model = find(settings, fingerprint(settings))
    if model is None:
        sys.exit("No model fits the files as they are: run make train first.")
    agent = Agent.load(str(model.path))
    return [await agent.parse_message(text) for text in texts]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, show, and keep the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="keep the weights")
    write = parser.parse_args(arguments).write
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    facts = [fact for fact in fact_texts(from_environment().knowledge) if fact.kind]
    kinds = words_of_kinds((place.split(", ")[1], text) for place, text in training_questions())
    names = [name.text for name in read_names(from_environment().knowledge).names]
    judge = Answerability(facts, kinds, {}, names)
    rows, used = [], []
    questions = examples()
    for example, message in zip(questions, asyncio.run(parsed([item.text for item in questions])), strict=True):
        clauses = message.get("clauses") or []
        if len(clauses) == 1 and _judged(clauses[0]) and (signs := judge.signs(Asked.read(clauses[0]))):
            rows.append(signs)
            used.append(example)
    labels = list(rows[0])
    values = np.array([[row[name] for name in labels] for row in rows])
    truth = np.array([example.answered for example in used])
    scaler = StandardScaler().fit(values)
    scaled = scaler.transform(values)
    _show(_tried(scaled, truth, [example.group for example in used]), used)
    model = _fitted(scaled, truth)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - weights @ scaler.mean_)
    kept = {"bias": round(bias, 4), **{name: round(float(w), 4) for name, w in zip(labels, weights, strict=True)}}
    print(json.dumps(kept, indent=2))
    if write:
        WEIGHTS.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    return 0


def _fitted(values: Any, truth: Any) -> LogisticRegression:
    return LogisticRegression(C=0.1, max_iter=3000).fit(values, truth, np.where(truth, ANSWERED_WEIGH, 1.0))


def _tried(values: Any, truth: Any, groups: Sequence[str]) -> Any:
    """The probability of each question by weights that were fitted without any of its fact's."""
    found = np.zeros(len(truth))
    for fitted, tried in GroupKFold(10).split(values, truth, groups):
        found[tried] = _fitted(values[fitted], truth[fitted]).predict_proba(values[tried])[:, 1]
    return found


def _judged(clause: dict[str, Any]) -> bool:
    """Whether the judge has a say: a question on one operation or on policy."""
    kinds = [item["name"] for item in clause["intent_ranking"] if item["name"] != NOT_ON_FILE]
    return bool(kinds) and kinds[0].startswith(_KINDS) and kinds[0] != "operation_presence"


def _show(probabilities: Any, used: Sequence[Example]) -> None:
    truth = [example.answered for example in used]
    print(f"{len(used)} questions, AUROC {roc_auc_score(truth, probabilities):.3f}\n")
    groups = [(place, answered) for place in ("data", "open") for answered in (True, False)]
    print("threshold  " + "  ".join(f"{place} {'answered' if yes else 'not on file'}" for place, yes in groups))
    for threshold in THRESHOLDS:
        shares = []
        for group in groups:
            own = [p for p, item in zip(probabilities, used, strict=True) if (item.place, item.answered) == group]
            shares.append(sum(p < threshold for p in own) / max(len(own), 1))
        print(f"{threshold:9.2f}  " + "  ".join(f"{share:6.1%} doubted" for share in shares))


if __name__ == "__main__":
    sys.exit(main())
