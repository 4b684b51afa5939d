"""GET /health tells what answers, and from what."""

from __future__ import annotations

import pytest
import requests

from assistant.server import knowledge
from assistant.settings import from_environment
from tests.e2e.running import Assistant

pytestmark = pytest.mark.e2e


def test_health_names_model_and_knowledge(assistant: Assistant) -> None:
    status, body = assistant.health()
    state = knowledge.read(from_environment().knowledge)
    assert status == 200
    assert body["status"] == "ok"
    assert body["model"].startswith("assistant-")
    assert body["knowledge"] == {"version": state.version, "counts": state.counts}
    assert body["warnings"] == []


def test_head_works(assistant: Assistant) -> None:
    response = requests.head(f"{assistant.address}/health", timeout=10)
    assert (response.status_code, response.content) == (200, b"")


def test_asking_for_health_leaves_no_trace(assistant: Assistant) -> None:
    assistant.health()
    assert "ready" not in assistant.ask("and when did it end?", "health").text.lower()
    assert assistant.ask("and when did it end?", "health-2").outcome == "clarify"
