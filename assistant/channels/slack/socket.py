"""Socket Mode: Slack's requests over a connection that we open, so that no public address is needed."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from assistant.channels.slack.settings import SlackSettings
from assistant.channels.slack.state import DEAD_TOKEN, State

logger = logging.getLogger(__name__)

LONGEST_WAIT = 30.0
PING_SECONDS = 5.0


class Socket:
    """The connection. It is opened again whenever it breaks."""

    def __init__(self, app: AsyncApp, options: SlackSettings, state: State) -> None:
        self._app = app
        self._options = options
        self._state = state
        self._handler: AsyncSocketModeHandler | None = None

    async def stay_open(self) -> None:
        """Connects, and connects again, until cancelled."""
        quiet = logging.getLogger("assistant.channels.slack.socket.sdk")
        quiet.setLevel(logging.CRITICAL)  # it writes addresses with tickets, and failures that are told here
        web = AsyncWebClient(base_url=self._options.api_url, logger=quiet)
        self._handler = AsyncSocketModeHandler(
            self._app, self._options.app_token, logger=quiet, web_client=web, ping_interval=PING_SECONDS
        )
        wait = 1.0
        try:
            while True:
                if await self._handler.client.is_connected():
                    self._state.well("socket")
                    wait = 1.0
                    await asyncio.sleep(1.0)
                    continue
                if not await self._open():
                    await asyncio.sleep(wait)
                    wait = min(wait * 2, LONGEST_WAIT)
        finally:
            await self._handler.close_async()
            await self._handler.client.aiohttp_client_session.close()

    async def _open(self) -> bool:
        assert self._handler is not None  # noqa: S101 - made by stay_open
        try:
            await self._handler.client.connect_to_new_endpoint()
        except SlackApiError as error:
            word = str(error.response.get("error")) if error.response else "no answer"
            if word in DEAD_TOKEN:
                self._state.refused(word, "socket")
            else:
                self._state.red(f"Slack's Socket Mode refuses the connection ({word})", "socket")
            return False
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            self._state.red(f"Slack's Socket Mode cannot be reached ({type(error).__name__})", "socket")
            return False
        return bool(await self._handler.client.is_connected())
