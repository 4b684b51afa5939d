"""How the connection to Slack stands: shown by /health, told in the log when it changes."""

from __future__ import annotations

import logging
from typing import Any, Literal

logger = logging.getLogger(__name__)

Status = Literal["off", "starting", "ok", "red"]
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
    """The status and, in words, why."""

    def __init__(self, status: Status, detail: str) -> None:
        self.status: Status = status
        self.detail = detail

    def well(self) -> None:
        """Slack took a call."""
        if self.status != "ok":
            logger.info("Slack answers")
            self.status, self.detail = "ok", "connected"

    def red(self, detail: str) -> None:
        """Slack cannot be used until somebody does something, or until it answers again."""
        if (self.status, self.detail) != ("red", detail):
            logger.error("Slack is red: %s", detail)
        self.status, self.detail = "red", detail

    def refused(self, error: str) -> None:
        """Slack refused the token."""
        self.red(
            f"Slack refuses the token ({error}): reinstall the app and set SLACK_BOT_TOKEN and SLACK_APP_TOKEN anew"
        )

    def as_data(self) -> dict[str, Any]:
        """For /health."""
        return {"status": self.status, "detail": self.detail}
