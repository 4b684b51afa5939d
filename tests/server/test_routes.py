"""What the server serves is what docs/security.md says, and no more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sanic import Sanic

from assistant.server import rasa_app
from assistant.server.model import Model
from assistant.settings import Settings, from_environment
from tests.docs import reading

TRAINED = Model(Path("models/none.tar.gz"), "none", "none", "none", 0.0)


def routes(settings: Settings) -> set[str]:
    app = rasa_app.build(settings, TRAINED)
    found = {"/" + "/".join(route.parts) for route in app.router.routes_all.values()}
    Sanic._app_registry.pop(app.name, None)
    return found


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("TRACKER_DB", str(tmp_path / "conversations.db"))
    monkeypatch.setenv("WEB_KEY", "key of the tests, long enough to be one")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-test")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "secret-test")
    settings = from_environment()
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    return settings


def documented() -> set[str]:
    section = reading.text("docs/security.md").partition("## Who reaches what")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`.+?) \|", section, re.MULTILINE)
    return {path for cell in cells for path in re.findall(r"`(/[^`]*)`", cell)}


def under(path: str, top: str) -> bool:
    return path == top if top == "/" else path == top or path.startswith(f"{top}/")


def test_only_documented_addresses_are_served(configured: Settings) -> None:
    served = routes(configured)
    assert {path for path in served if not any(under(path, top) for top in documented())} == set()
    assert {top for top in documented() if not any(under(path, top) for path in served)} == set()
