"""Measures the NLU pipeline of config.yml on another set of questions, with and without questions out of scope.

    python -m evaluation.benchmark_nlu DIR

DIR holds train.jsonl (text, intent) and test.jsonl (text, intent, oos). The pipeline is trained and run by Rasa, as in
the assistant; only the search for facts is left empty, because it has no part in the figures. The threshold comes from
the training rows alone: cross-validation in training chooses it.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import structlog
import yaml

from assistant.settings import QUIET, ROOT

# No facts to search, and the vectors kept for training stay those of the assistant's own questions.
CHANGED = {
    "assistant.nlu.spelling_corrector.SpellingCorrector": {"knowledge": False},
    "assistant.nlu.fact_retriever.FactRetriever": {"knowledge": False},
    "assistant.nlu.sentence_encoder.SentenceEncoderFeaturizer": {"store": False},
}
FALLBACK = "nlu_fallback"
GOALS = {"accuracy": 0.95, "auroc": 0.97, "accuracy_with_threshold": 0.92, "out_of_scope_recall": 0.85}


@dataclass(frozen=True)
class Row:
    """A question of the set; ``oos`` is true when it belongs to none of the intents."""

    text: str
    intent: str
    oos: bool = False


@dataclass(frozen=True)
class Figures:
    """What was measured. Shares are from 0 to 1, times in seconds, latencies in milliseconds."""

    accuracy: float
    auroc: float
    accuracy_with_threshold: float
    out_of_scope_recall: float
    training_seconds: float
    parse_p50: float
    parse_p95: float

    def table(self) -> str:
        """The figures beside their goals."""
        names = {
            "accuracy": "in scope, right, no threshold",
            "auroc": "out of scope, AUROC",
            "accuracy_with_threshold": "in scope, right, with threshold",
            "out_of_scope_recall": "out of scope, turned away",
        }
        rows = [f"{'':34} {'measured':>9} {'goal':>6}"]
        rows += [f"{label:34} {getattr(self, name):9.1%} {GOALS[name]:6.0%}" for name, label in names.items()]
        rows.append(
            f"training {self.training_seconds:.0f} s, parse p50 {self.parse_p50:.1f} ms, p95 {self.parse_p95:.1f} ms"
        )
        return "\n".join(rows)

    def reaches_goals(self) -> bool:
        """Whether every goal is reached."""
        return all(getattr(self, name) >= goal for name, goal in GOALS.items())


def read_rows(path: Path) -> list[Row]:
    """Read a file of JSON lines."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [Row(row["text"], row["intent"], bool(row.get("oos", False))) for row in rows]


def train(rows: Sequence[Row], config: Path, folder: Path) -> Path:
    """Train the pipeline of a configuration with Rasa; gives the path of the model."""
    import rasa.model_training

    settings = yaml.safe_load(config.read_text(encoding="utf-8"))
    pipeline = [{**entry, **CHANGED.get(entry["name"], {})} for entry in settings["pipeline"]]
    without_policies = {
        "recipe": settings["recipe"],
        "assistant_id": "benchmark",
        "language": "en",
        "pipeline": pipeline,
    }
    questions: dict[str, list[str]] = {}
    for row in rows:
        questions.setdefault(row.intent, []).append(" ".join(row.text.split()))
    data = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)} for intent, texts in questions.items()
    ]
    (folder / "config.yml").write_text(yaml.safe_dump(without_policies), encoding="utf-8")
    (folder / "nlu.yml").write_text(
        yaml.safe_dump({"version": "3.1", "nlu": data}, allow_unicode=True), encoding="utf-8"
    )
    model = rasa.model_training.train_nlu(
        config=str(folder / "config.yml"), nlu_data=str(folder / "nlu.yml"), output=str(folder / "models")
    )
    if model is None:
        raise RuntimeError("Rasa trained no model; its messages above say why.")
    return Path(model)


def parse(model: Path, texts: Sequence[str]) -> tuple[list[dict[str, Any]], list[float]]:
    """Parse texts one by one, as a channel does; gives the parses and the seconds each took."""
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    parses, seconds = [], []

    async def run() -> None:
        for text in texts:
            started = time.perf_counter()
            parses.append(await agent.parse_message(text))
            seconds.append(time.perf_counter() - started)

    asyncio.run(run())
    return parses, seconds


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Chance that a score of the first kind is above one of the second, ties by half."""
    ordered = np.sort(np.asarray(negative))
    below = np.searchsorted(ordered, positive, side="left")
    tied = np.searchsorted(ordered, positive, side="right") - below
    return float((below + tied / 2).mean() / len(ordered))


def measure(train_rows: Sequence[Row], test_rows: Sequence[Row], config: Path = ROOT / "config.yml") -> Figures:
    """Train on the one, judge the other."""
    with tempfile.TemporaryDirectory() as name:
        started = time.monotonic()
        model = train(train_rows, config, Path(name))
        training_seconds = time.monotonic() - started
        parses, seconds = parse(model, [row.text for row in test_rows])
    return figures_of(test_rows, parses, seconds, training_seconds)


def figures_of(
    test_rows: Sequence[Row], parses: Sequence[dict[str, Any]], seconds: Sequence[float], training_seconds: float
) -> Figures:
    """Judge the parses of the test rows."""
    judged = list(zip(test_rows, parses, strict=True))
    inside = [(row, result) for row, result in judged if not row.oos]
    outside = [result for row, result in judged if row.oos]
    right = [(_best(result)["name"] == row.intent, result["intent"]["name"] != FALLBACK) for row, result in inside]
    return Figures(
        accuracy=float(np.mean([correct for correct, _ in right])),
        auroc=auroc([_sure(result) for _, result in inside], [_sure(result) for result in outside]),
        accuracy_with_threshold=float(np.mean([correct and kept for correct, kept in right])),
        out_of_scope_recall=float(np.mean([result["intent"]["name"] == FALLBACK for result in outside])),
        training_seconds=training_seconds,
        parse_p50=float(np.percentile(seconds, 50) * 1000),
        parse_p95=float(np.percentile(seconds, 95) * 1000),
    )


def _best(result: dict[str, Any]) -> dict[str, Any]:
    return dict(result["intent_ranking"][0])


def _sure(result: dict[str, Any]) -> float:
    return float(_best(result)["confidence"])


def quieten() -> None:
    """Keep Rasa's own messages below warnings off the screen."""
    os.environ.update(QUIET)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    logging.getLogger("rasa").setLevel(logging.ERROR)


def main() -> int:
    """Run from the command line: 0 when the goals are reached."""
    quieten()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="DIR")
    folder = parser.parse_args().folder
    figures = measure(read_rows(folder / "train.jsonl"), read_rows(folder / "test.jsonl"))
    print(figures.table())
    return 0 if figures.reaches_goals() else 1


if __name__ == "__main__":
    raise SystemExit(main())
