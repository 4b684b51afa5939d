"""The Bolt application: every listener, and the proof that a request comes from Slack."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from assistant.channels.slack import access, buttons, commands, events, feedback, gap_view, home, pane, shortcuts
from assistant.channels.slack.service import Service

# Events that we subscribe to and the scope each needs; deploy/slack/manifest.json lists the same.
EVENTS: Mapping[str, str | None] = {
    "app_mention": "app_mentions:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "message.mpim": "mpim:history",
    "app_home_opened": None,
    "assistant_thread_started": "assistant:write",
    "assistant_thread_context_changed": "assistant:write",
    "app_uninstalled": None,
    "tokens_revoked": None,
}


# What Bolt reads from the environment by itself: it would take us for an app that others install.
_READ_BY_BOLT = ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_VERIFICATION_TOKEN")


def build(service: Service) -> AsyncApp:
    """The application."""
    logger = logging.getLogger("assistant.channels.slack.bolt")
    logger.setLevel(logging.ERROR)  # below that, Bolt writes down requests

    async def authorize(enterprise_id: str | None, team_id: str | None) -> Any:
        # one token for the workspaces that ``access`` lets in: no call to Slack stands before an acknowledgement
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=service.me.user or None,
            bot_id=service.me.bot or None,
            bot_token=service.options.bot_token,
        )

    with _unseen(_READ_BY_BOLT):
        app = AsyncApp(
            name="peace_support_assistant",
            logger=logger,
            signing_secret=service.options.signing_secret,
            authorize=authorize,
        )
    for part in (access, events, commands, shortcuts, buttons, feedback, home, pane, gap_view):
        part.register(app, service)
    return app


@contextmanager
def _unseen(names: tuple[str, ...]) -> Iterator[None]:
    """Hides variables of the environment for a while."""
    hidden = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)
