"""Settings from the environment; off without them."""

from __future__ import annotations

from pathlib import Path

import pytest
from sanic import Sanic

from assistant.channels.slack import SlackChannel
from assistant.channels.slack.settings import SlackSettings, read
from assistant.server.supervisor import _channels
from assistant.settings import ROOT, SettingError, Settings
from tests.slack.served import ScriptedAssistant

FULL = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_SIGNING_SECRET": "s",
    "SLACK_APP_TOKEN": "xapp-1",
    "SLACK_TEAM_IDS": "T1, T2",
    "SLACK_CHANNEL_IDS": "C1",
    "SLACK_API_URL": "http://127.0.0.1:9/api",
    "SLACK_REDIS_URL": "redis://127.0.0.1/0",
    "SLACK_WAITING": "50",
    "SLACK_PARSES": "2",
    "SLACK_KEEP_DAYS": "7",
}


def test_all_settings() -> None:
    found = read(FULL)
    assert found == SlackSettings(
        bot_token="xoxb-1",
        signing_secret="s",
        app_token="xapp-1",
        teams=frozenset({"T1", "T2"}),
        channels=frozenset({"C1"}),
        api_url="http://127.0.0.1:9/api/",
        redis_url="redis://127.0.0.1/0",
        waiting=50,
        parses=2,
        keep_days=7.0,
    )
    assert found.off is None
    for secret in ("xoxb-1", "xapp-1", "redis://"):
        assert secret not in repr(found)


@pytest.mark.parametrize("wrong", [{"SLACK_WAITING": "many"}, {"SLACK_PARSES": "0"}, {"SLACK_API_URL": "slack.com"}])
def test_values_that_cannot_be_used(wrong: dict[str, str]) -> None:
    with pytest.raises(SettingError, match=next(iter(wrong))):
        read(wrong)


@pytest.mark.parametrize(
    ("env", "status", "reason"),
    [
        ({}, "off", "SLACK_BOT_TOKEN is not set"),
        ({"SLACK_BOT_TOKEN": "x"}, "red", "neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN"),
        ({"SLACK_SIGNING_SECRET": "x"}, "red", "SLACK_BOT_TOKEN is not set"),
    ],
)
async def test_off_says_so_and_serves_nothing(env: dict[str, str], status: str, reason: str, tmp_path: Path) -> None:
    channel = SlackChannel(read(env), Settings(tracker_db=tmp_path / "c.db"))
    app = Sanic(f"off_{id(channel)}", configure_logging=False)
    app.blueprint(channel.blueprint(ScriptedAssistant()), url_prefix="/webhooks/slack")
    assert channel.state.status == status
    assert reason in channel.state.detail
    assert not [route for route in app.router.routes_all if "events" in str(route)]
    assert _channels({"channels": {"slack": channel.state.as_data()}}) == [channel.state.detail]
    assert not list(tmp_path.iterdir())


def test_every_setting_is_documented() -> None:
    documented = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
    assert [name for name in FULL if f"`{name}`" not in documented] == []
