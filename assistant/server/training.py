"""Training: a model for the files as they are, in a process of its own."""

from __future__ import annotations

import os
import time

from assistant.server import knowledge, model
from assistant.settings import ROOT, Settings


class TrainingError(Exception):
    """Rasa could not train a model."""


def train(settings: Settings, mark: str | None = None) -> model.Model:
    """Trains a model, whether or not there is one already, and writes it to the models folder.

    Args:
        settings: where things lie.
        mark: fingerprint of the files as the caller saw them; computed if not given.

    Raises:
        KnowledgeError: the knowledge base does not load.
        TrainingError: Rasa refused the data, the domain or the configuration.
    """
    state = knowledge.read(settings.knowledge)
    mark = mark or model.fingerprint(settings)
    target = model.path_for(settings, mark)
    settings.models.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    unfinished = f".unfinished-{os.getpid()}-{mark}"
    try:
        _rasa_train(settings, unfinished)
        (settings.models / f"{unfinished}.tar.gz").replace(target)
    finally:
        (settings.models / f"{unfinished}.tar.gz").unlink(missing_ok=True)
    seconds = round(time.monotonic() - started, 1)
    trained = model.Model(target, mark, state.version, state.names, seconds, model.digest_of(target))
    trained.save()
    model.prune(settings)
    return trained


def _rasa_train(settings: Settings, name: str) -> None:
    import rasa.model_training

    from assistant.server import rasa_patches

    rasa_patches.apply(settings, rasa_patches.TRAINING)
    result = rasa.model_training.train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=[str(ROOT / "data" / "nlu"), str(ROOT / "data" / "rules")],
        output=str(settings.models),
        force_training=True,
        fixed_model_name=name,
    )
    if result.code != 0 or result.model is None:
        raise TrainingError("Rasa trained no model; its messages above say why.")
