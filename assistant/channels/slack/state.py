"""How the connection to Slack stands: shown by /health, told in the log when it changes."""

from __future__ import annotations

import logging
from typing import Any, Literal

logger = logging.getLogger(__name__)

Status = Literal["off", "starting", "ok", "red"]
Part = Literal["api", "socket"]
# Answers of Slack that no retry can mend: somebody must look at the token.
DEAD_TOKEN = frozenset(
    {
        "account_inactive",
        "app_uninstalled",
        "invalid_auth",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
        "tokens_revoked",
    }
)


class State:
    """The status and, in words, why. Web API and Socket Mode may each be in trouble; one that is well does not hide
    the other.

    Args:
        off: why Slack is off; none if it is on.
        oversight: it is off although something was set, which somebody should look at.
    """

    def __init__(self, off: str | None = None, oversight: bool = False) -> None:
        self._off = f"Slack is off: {off}" if off else None
        self._trouble: dict[Part, str] = {}
        self._started = False
        if self._off and oversight:
            self.red(self._off)

    @property
    def status(self) -> Status:
        """In one word."""
        if self._trouble:
            return "red"
        if self._off:
            return "off"
        return "ok" if self._started else "starting"

    @property
    def detail(self) -> str:
        """Why, in words."""
        return "; ".join(self._trouble.values()) or self._off or ("connected" if self._started else "connecting")

    def well(self, part: Part = "api") -> None:
        """Slack took a call, or the socket is open."""
        if self._trouble.pop(part, None) is not None:
            logger.warning("Slack is well again (%s)", part)
        self._started = self._started or part == "api"

    def red(self, detail: str, part: Part = "api") -> None:
        """Slack cannot be used until somebody does something, or until it answers again."""
        if self._trouble.get(part) != detail:
            logger.error("Slack is red: %s", detail)
        self._trouble[part] = detail

    def refused(self, error: str, part: Part = "api") -> None:
        """Slack refused a token."""
        name = "SLACK_BOT_TOKEN" if part == "api" else "SLACK_APP_TOKEN"
        self.red(f"Slack refuses the token ({error}): reinstall the app and set {name} anew", part)

    def as_data(self) -> dict[str, Any]:
        """For /health."""
        return {"status": self.status, "detail": self.detail}
