"""Debian's Chromium, the built widget, a real assistant and a scripted one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from assistant.settings import ROOT
from tests.browser.window import Window, opened
from tests.channels.web_server import Web, serving
from tests.e2e.conftest import say
from tests.e2e.running import Assistant, running

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
WIDTHS = [1280, 320]
PICTURES = ROOT / ".run" / "screenshots"

__all__ = ["say"]


@pytest.fixture(scope="session")
def widget() -> None:
    """Builds the widget if it is missing or has changed."""
    subprocess.run([ROOT / "scripts" / "widget.sh"], check=True)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A browser for these tests. Its loop ends with them: other tests run loops of their own."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def real(widget: None, tmp_path_factory: pytest.TempPathFactory, say: Callable[[str], None]) -> Iterator[Assistant]:
    """A real assistant that these tests may maltreat."""
    with running(tmp_path_factory.mktemp("browser"), say) as started:
        yield started


@pytest.fixture(scope="package")
def scripted(widget: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """The web channel with a scripted assistant, for what the real one never says."""
    with serving(tmp_path_factory.mktemp("scripted"), WEB_SESSION_RATE="8/minute") as started:
        yield started


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    """Width of the window in CSS pixels."""
    return int(request.param)


@pytest.fixture
def window(browser: Browser, real: Assistant, width: int) -> Iterator[Window]:
    """The demonstration page of the real assistant."""
    with opened(browser, real.address, width) as window:
        yield window


@pytest.fixture
def scripted_window(browser: Browser, scripted: Web, width: int) -> Iterator[Window]:
    """The demonstration page of the scripted assistant."""
    with opened(browser, scripted.address, width) as window:
        yield window


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where screenshots go, to be looked at."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES
