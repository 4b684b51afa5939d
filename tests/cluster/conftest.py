"""One real cluster for these tests. Without its programs the tests are skipped, and say what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.cluster import programs
from assistant.server import model
from assistant.settings import QUIET, ROOT, from_environment
from tests.cluster.running import Running, running
from tests.store.conftest import server  # noqa: F401 - PostgreSQL alone, where a cluster is not needed


@pytest.fixture(scope="session")
def installed() -> programs.Programs:
    """PostgreSQL, Redis, nginx and RabbitMQ. CI installs them; there a skipped test is a failed one."""
    try:
        return programs.find()
    except programs.ProgramsMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def say(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Tells about long work, past pytest's capturing."""
    capture = request.config.pluginmanager.getplugin("capturemanager")
    reporter = request.config.pluginmanager.getplugin("terminalreporter")

    def write(text: str) -> None:
        if capture is not None and reporter is not None:
            with capture.global_and_fixture_disabled():
                reporter.write_line(text)

    return write


@pytest.fixture(scope="package")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge that tests may change."""
    folder = tmp_path_factory.mktemp("knowledge") / "knowledge"
    shutil.copytree(ROOT / "data" / "knowledge", folder)
    return folder


# Ended with the last test here: the others need the machine.
@pytest.fixture(scope="package")
def cluster(
    installed: programs.Programs,
    knowledge: Path,
    tmp_path_factory: pytest.TempPathFactory,
    say: Callable[[str], None],
) -> Iterator[Running]:
    """Two Rasa servers, two action servers and all they stand on."""
    say("\nstarting a cluster (trains first if its files changed) ...")
    # Trained where the other tests look, then copied: a cluster of tests trains further models of its own.
    command = [sys.executable, "-m", "assistant.server", "train-if-needed"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **QUIET}, capture_output=True, check=True)
    folder = tmp_path_factory.mktemp("cluster")
    settings = from_environment()
    mark = model.fingerprint(settings)
    (folder / "models").mkdir()
    for file in settings.models.glob(f"assistant-{mark}.*"):
        shutil.copy2(file, folder / "models")
    own = {
        "KNOWLEDGE_DIR": str(knowledge),
        "MODELS_DIR": str(folder / "models"),
        "WEB_SESSION_RATE": "100000/minute",
    }
    with running(folder, settings=own) as started:
        say("  the cluster answers")
        yield started
