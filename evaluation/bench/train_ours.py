"""Trains our model from nothing: question vectors that earlier trainings kept would make it look quicker than it is."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import assistant.nlu.fact_retriever
import assistant.nlu.sentence_encoder
from assistant.server import logs, training
from assistant.settings import from_environment


def main() -> int:
    """Train into the folder that ``MODELS_DIR`` names."""
    settings = from_environment()
    logs.configure(settings)
    with tempfile.TemporaryDirectory() as folder:
        vars(assistant.nlu.sentence_encoder)["QUESTION_VECTORS"] = Path(folder) / "questions.npz"
        vars(assistant.nlu.fact_retriever)["FACT_VECTORS"] = Path(folder) / "facts.npz"
        print(training.train(settings).id)
    return 0


if __name__ == "__main__":
    sys.exit(main())
