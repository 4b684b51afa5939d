"""One real assistant for all end-to-end tests of a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.e2e.running import Assistant, running


@pytest.fixture(scope="session")
def say(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Tells about long work, past pytest's capturing."""
    capture = request.config.pluginmanager.getplugin("capturemanager")
    reporter = request.config.pluginmanager.getplugin("terminalreporter")

    def write(text: str) -> None:
        if capture is None or reporter is None:
            return
        with capture.global_and_fixture_disabled():
            reporter.write_line(text)

    return write


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory, say: Callable[[str], None]) -> Iterator[Assistant]:
    """The running assistant: ``assistant.ask("When did RAMSI start?").facts``. Trained once, kept in models/."""
    say("\nstarting the assistant (trains first if its files changed) ...")
    with running(tmp_path_factory.mktemp("assistant"), say) as started:
        yield started
