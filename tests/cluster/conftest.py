"""One real cluster for the tests of a session. Without its programs the tests are skipped, and say what to install."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from assistant.cluster import programs
from tests.cluster.running import Running, running


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


@pytest.fixture(scope="session")
def cluster(
    installed: programs.Programs, tmp_path_factory: pytest.TempPathFactory, say: Callable[[str], None]
) -> Iterator[Running]:
    """Two Rasa servers, two action servers and all they stand on."""
    say("\nstarting a cluster (trains first if its files changed) ...")
    # Other users must get into its folder, which pytest's own does not allow.
    folder = tmp_path_factory.mktemp("cluster")
    with running(folder, WEB_SESSION_RATE="100000/minute") as started:
        say("  the cluster answers")
        yield started
