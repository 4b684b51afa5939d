"""Settings of the Slack channel, from the environment only. Secrets are never shown."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.settings import SettingError

API_URL = "https://slack.com/api/"


@dataclass(frozen=True)
class SlackSettings:
    """How the assistant is connected to Slack. docs/slack.md says what each is for."""

    bot_token: str = field(default="", repr=False)
    signing_secret: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    teams: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    api_url: str = API_URL
    redis_url: str = field(default="", repr=False)
    waiting: int = 200
    parses: int = 4
    keep_days: float = 30.0

    @property
    def off(self) -> str | None:
        """Why Slack is off; none if it is on."""
        if not self.bot_token:
            return "SLACK_BOT_TOKEN is not set"
        if not self.signing_secret and not self.app_token:
            return "neither SLACK_SIGNING_SECRET nor SLACK_APP_TOKEN is set"
        return None

    @property
    def half_set(self) -> bool:
        """Off although something is set: an oversight."""
        return self.off is not None and bool(self.bot_token or self.signing_secret or self.app_token)


def read(environ: Mapping[str, str] | None = None) -> SlackSettings:
    """Reads the settings.

    Raises:
        SettingError: a number is none.
    """
    env = os.environ if environ is None else environ
    defaults = SlackSettings()
    return SlackSettings(
        bot_token=env.get("SLACK_BOT_TOKEN", "").strip(),
        signing_secret=env.get("SLACK_SIGNING_SECRET", "").strip(),
        app_token=env.get("SLACK_APP_TOKEN", "").strip(),
        teams=_ids(env.get("SLACK_TEAM_IDS", "")),
        channels=_ids(env.get("SLACK_CHANNEL_IDS", "")),
        api_url=_address(env.get("SLACK_API_URL") or API_URL),
        redis_url=env.get("SLACK_REDIS_URL", "").strip(),
        waiting=int(_number(env, "SLACK_WAITING", defaults.waiting)),
        parses=int(_number(env, "SLACK_PARSES", defaults.parses)),
        keep_days=_number(env, "SLACK_KEEP_DAYS", defaults.keep_days),
    )


def _ids(value: str) -> frozenset[str]:
    return frozenset(item.strip() for item in value.split(",") if item.strip())


def _address(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        raise SettingError(f"SLACK_API_URL={value} is no web address")
    return value if value.endswith("/") else f"{value}/"


def _number(env: Mapping[str, str], name: str, default: float) -> float:
    value = env.get(name)
    if not value:
        return default
    try:
        number = float(value)
    except ValueError:
        raise SettingError(f"{name}={value} is no number") from None
    if number < 1:
        raise SettingError(f"{name}={value} is too small: at least 1")
    return number
