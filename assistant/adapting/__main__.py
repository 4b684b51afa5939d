"""Adapt the encoder to the knowledge base and the training questions: ``make encoder``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from assistant.adapting.fit import EPOCHS, Learner
from assistant.adapting.pairs import Material
from assistant.knowledge import yaml_file
from assistant.nlu.adapter import ADAPTER, write_adapter
from assistant.nlu.encoder import WEIGHTS, load_tokenizer, packaged_file
from assistant.nlu.encoder_weights import float_tensors, product_weights
from assistant.settings import ROOT


def _of_many_subjects() -> set[str]:
    """The kinds that config.yml lets the classifier learn as several parts."""
    config = yaml_file.read(ROOT / "config.yml", "config.yml")
    return {kind for component in config["pipeline"] for kind in component.get("background", ())}


def main(arguments: Sequence[str] | None = None) -> int:
    """Learn and write the file; the next ``make run`` trains with it."""
    parser = argparse.ArgumentParser(prog="python -m assistant.adapting", description=main.__doc__)
    parser.add_argument("--epochs", type=int, default=EPOCHS, help="rounds over all pairs (%(default)s)")
    parser.add_argument("--out", type=Path, default=ADAPTER, help="where to write what was learned")
    chosen = parser.parse_args(arguments)
    began = time.monotonic()

    def tell(line: str) -> None:
        print(f"{time.monotonic() - began:5.0f} s  {line}", flush=True)

    material = Material.read(ROOT / "data" / "knowledge", ROOT / "data" / "nlu", without=_of_many_subjects())
    model = packaged_file(*WEIGHTS).read_bytes()
    tokenizer = load_tokenizer()
    learner = Learner(float_tensors(model), product_weights(model), lambda text: list(tokenizer.encode(text).ids))
    learner.prepare(material.texts(), tell)
    for number, loss in enumerate(learner.learn(material, tell, chosen.epochs), 1):
        tell(f"round {number}: mean loss {loss:.3f}")
    write_adapter(chosen.out, learner.changes())
    tell(f"written: {chosen.out}, {chosen.out.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
