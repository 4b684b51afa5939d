"""The stock model, kept between runs because training it takes most of an hour."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from assistant.settings import ROOT
from evaluation.bench.figures import Training
from evaluation.bench.processes import Cost
from evaluation.bench.sides import STOCK_MODEL

RECORD = STOCK_MODEL.with_name("training.json")
_INPUTS = ("evaluation/bench/stock/config.yml", "evaluation/bench/stock/uv.lock", "data/nlu", "data/rules")
_WORDING = b"\nresponses:"


def fingerprint(root: Path = ROOT) -> str:
    """A hash over what both sides are trained from; the wording of answers is not part of it."""
    digest = hashlib.sha256((root / "domain.yml").read_bytes().partition(_WORDING)[0])
    for place in (root / name for name in _INPUTS):
        for path in [place] if place.is_file() else sorted(place.rglob("*.yml")):
            digest.update(f"{path.name}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def questions(root: Path = ROOT) -> int:
    """How many training questions there are: lines of examples in data/nlu."""
    return sum(
        line.lstrip().startswith("- ") and not line.lstrip().startswith("- intent:")
        for path in (root / "data" / "nlu").rglob("*.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
    )


def training_of(cost: Cost, load: float) -> Training:
    """A training that has just been done, with the files as they are; ``load`` is that of the machine before it."""
    return Training(
        seconds=round(cost.seconds, 1),
        processor_seconds=round(cost.processor_seconds, 1),
        peak_bytes=cost.peak_bytes,
        day=date.today().isoformat(),
        load=load,
        questions=questions(),
        fingerprint=fingerprint(),
    )


def keep(training: Training, record: Path = RECORD) -> None:
    """Notes what the stock model beside the record took."""
    record.write_text(json.dumps(asdict(training), indent=1) + "\n", encoding="utf-8")


def kept(record: Path = RECORD, model: Path = STOCK_MODEL) -> Training | None:
    """What the kept stock model took, if there is one."""
    try:
        return Training(**json.loads(record.read_text(encoding="utf-8"))) if model.exists() else None
    except (OSError, ValueError, TypeError):
        return None


def note_on(training: Training, now: str) -> str:
    """What a reader must know of a kept model; empty for one trained in this run from the files as they are."""
    text = f"The stock model was kept: trained, and its training measured, on {training.day}"
    changed = "" if training.fingerprint == now else ", before they were last changed"
    return f"{text}, on {training.questions:,} questions{changed}, with a load of {training.load} beside it."
