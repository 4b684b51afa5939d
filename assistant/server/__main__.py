"""Command line of the server: ``python -m assistant.server run|train|actions|rasa``."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import subprocess
import sys
import time

from assistant.settings import ROOT, SettingError, Settings, from_environment


def main() -> int:
    """Runs one command and returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m assistant.server", description=__doc__)
    parser.add_argument("command", choices=("run", "train", "train-if-needed", "actions", "rasa"))
    command = parser.parse_args().command
    try:
        settings = from_environment()
    except SettingError as error:
        return _fail(str(error))
    os.environ.update(settings.environment())
    if command in ("actions", "rasa", "train"):
        from assistant.server import logs

        logs.configure(settings)
    commands = {"run": _run, "train": _train, "train-if-needed": _train_if_needed, "actions": _actions, "rasa": _rasa}
    return commands[command](settings)


def _run(settings: Settings) -> int:
    from assistant.server import model, supervisor

    try:
        supervisor.check_ports(settings)
    except supervisor.PortTaken as error:
        return _fail(str(error))
    code = _train_if_needed(settings)
    if code:
        return code
    mark = model.fingerprint(settings)
    trained = model.find(settings, mark)
    if trained is None:
        return _fail(f"Training left no model {mark}.")
    if _shares_a_database(settings):
        # In a process of its own, for it imports what only the servers need.
        code = subprocess.run([sys.executable, "-m", "assistant.store.schema"], cwd=ROOT, check=False).returncode
        if code:
            return code
    _say("Starting the action server and the Rasa server ...")
    try:
        asyncio.run(supervisor.run(settings, trained, _say))
    except supervisor.Unstable as error:
        return _fail(str(error))
    return 0


def _store_trouble(settings: Settings) -> str | None:
    from assistant.store import database, trouble

    return trouble.of_file(database.url_of(settings.endpoints) or f"sqlite:///{settings.tracker_db}")


def _shares_a_database(settings: Settings) -> bool:
    """Whether the conversations are in a database whose tables the servers do not make by themselves."""
    from ruamel.yaml import YAML

    store = (YAML(typ="safe").load(settings.endpoints.read_text(encoding="utf-8")) or {}).get("tracker_store") or {}
    return str(store.get("type")).lower() == "sql" and store.get("dialect", "sqlite") != "sqlite"


def _train_if_needed(settings: Settings) -> int:
    from assistant.knowledge import notice
    from assistant.knowledge.problem import KnowledgeError
    from assistant.server import knowledge, model

    _say("Checking the knowledge base ...")
    try:
        state = knowledge.read(settings.knowledge)
        notice.read(settings.notice)
    except KnowledgeError as error:
        return _fail(f"The knowledge base has faults:\n{error}")
    counts = state.counts
    _say(
        f"Knowledge {state.version}: {counts['operations']} operations, {counts['topics']} topics, "
        f"{counts['terms']} terms."
    )
    mark = model.fingerprint(settings)
    trained = model.find(settings, mark)
    if trained is not None:
        _say(f"Model {trained.id} fits: no training needed.")
        return 0
    _say("Training a model for these questions and this knowledge (a minute or two) ...")
    started = time.monotonic()
    # In a process of its own: what training needs in memory is given back before the servers start.
    command = [sys.executable, "-m", "assistant.server", "train"]
    code = subprocess.run(command, cwd=ROOT, check=False, env={**os.environ, "MODEL": mark}).returncode
    if code == 0:
        _say(f"Trained in {time.monotonic() - started:.0f} s.")
    return code


def _train(settings: Settings) -> int:
    from assistant.knowledge.problem import KnowledgeError
    from assistant.server import training

    try:
        trained = training.train(settings, os.environ.get("MODEL"))
    except KnowledgeError as error:
        return _fail(f"The knowledge base has faults:\n{error}")
    except Exception as error:
        logging.getLogger(__name__).debug("Training failed", exc_info=True)
        causes: list[BaseException] = [error]
        while causes[-1].__cause__ is not None:
            causes.append(causes[-1].__cause__)
        return _fail("Training failed: " + " <- ".join(f"{type(cause).__name__}: {cause}" for cause in causes))
    _say(f"Model {trained.id} trained in {trained.seconds:.0f} s.")
    return 0


def _actions(settings: Settings) -> int:
    from assistant.knowledge.problem import KnowledgeError
    from assistant.server import action_app

    try:
        action_app.serve(settings)
    except KnowledgeError as error:
        return _fail(f"The knowledge base has faults:\n{error}")
    return 0


def _rasa(settings: Settings) -> int:
    # Its matrices are small: a second thread would only wait for the first, at the cost of another question's time.
    for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
    from assistant.knowledge.problem import KnowledgeError
    from assistant.server import model, out_of_order, rasa_app, supervisor

    # What could be started once is started again by itself: whoever asks meanwhile hears why there is no answer.
    wrong = _store_trouble(settings)
    if wrong:
        out_of_order.serve(settings, wrong, lambda: _store_trouble(settings) is None)
        return 0
    try:
        trained = model.find(settings, os.environ.get("MODEL", "")) or model.find(settings, model.fingerprint(settings))
    except KnowledgeError as error:
        wrong = f"The knowledge base has faults: {str(error).splitlines()[0]}"
        out_of_order.serve(settings, wrong, lambda: _train_if_needed(settings) == 0)
        return 0
    if trained is None:
        wrong = "There is no sound model for the files as they are; one is being trained"
        out_of_order.serve(settings, wrong, lambda: _train_if_needed(settings) == 0)
        return 0
    try:
        rasa_app.serve(settings, trained)
    except SettingError as error:
        return _fail(str(error), supervisor.SETTING_ERROR)
    return 0


def _say(text: str) -> None:
    print(text, flush=True)


def _fail(text: str, code: int = 1) -> int:
    print(f"error: {text}", file=sys.stderr, flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
