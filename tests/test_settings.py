"""Settings: defaults, overrides, and clear words about values that cannot be used."""

from __future__ import annotations

import re

import pytest

from assistant.settings import ROOT, SettingError, Settings, from_environment


def test_defaults_are_for_one_machine() -> None:
    settings = from_environment({})
    assert (settings.host, settings.port, settings.actions_port) == ("127.0.0.1", 5005, 5055)
    assert settings.address == "http://127.0.0.1:5005"
    assert settings.on_loopback


def test_overrides() -> None:
    settings = from_environment({"HOST": "0.0.0.0", "PORT": "6005", "ACTIONS_PORT": "6055", "TRACKER_DB": "x/y.db"})
    assert settings.address == "http://127.0.0.1:6005"
    assert settings.actions_url == "http://127.0.0.1:6055/webhook"
    assert settings.tracker_db == ROOT / "x" / "y.db"
    assert not settings.on_loopback


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True),
        ("127.8.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("example.org", False),
    ],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert Settings(host=host).on_loopback is loopback


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "x"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("ACTIONS_PORT", "-1"),
        ("MESSAGE_LIMIT", "0"),
        ("ANSWER_SECONDS", "soon"),
    ],
)
def test_unusable_values(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=re.escape(f"{name}={value}")):
        from_environment({name: value})


def test_children_read_the_same_settings() -> None:
    settings = Settings(port=6005, actions_port=6055, actions_url="http://127.0.0.1:6055/webhook", session_turns=7)
    assert from_environment(settings.environment()) == settings
