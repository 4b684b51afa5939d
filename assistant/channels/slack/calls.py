"""Calls to Slack's Web API: retried as Slack asks, never a crash, and the only place that names its methods."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from assistant.channels.slack.settings import SlackSettings
from assistant.channels.slack.state import DEAD_TOKEN, State

logger = logging.getLogger(__name__)

# Every method in use and the scope it needs; deploy/slack/manifest.json asks for these and no more.
METHODS: Mapping[str, str | None] = {
    "auth.test": None,
    "chat.postMessage": "chat:write",
    "views.publish": None,
    "views.open": None,
    "assistant.threads.setStatus": "assistant:write",
    "assistant.threads.setSuggestedPrompts": "assistant:write",
}
TIMEOUT_SECONDS = 10
_OUT_OF_REACH = ("unreachable", "http_", "ratelimited", "internal_error", "service_unavailable")
LONGEST_WAIT = 300.0


class CallFailed(Exception):
    """Slack did not do what it was asked to. ``error`` is its word for why."""

    def __init__(self, method: str, error: str) -> None:
        super().__init__(f"{method}: {error}")
        self.error = error

    @property
    def passing(self) -> bool:
        """Whether it may go well later."""
        return self.error in DEAD_TOKEN or self.error.startswith(_OUT_OF_REACH)


class Patience(AsyncRetryHandler):
    """Tries again after 429 and 5xx, as long as Slack's Retry-After says, and when no connection could be made."""

    def __init__(self, attempts: int = 4, first_wait: float = 0.5) -> None:
        super().__init__(max_retry_count=attempts)
        self._first_wait = first_wait

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is not None:
            busy = response.status_code == 429 or response.status_code >= 500
            return busy and _retry_after(response) <= LONGEST_WAIT
        # not after a timeout: the message may have been posted
        return isinstance(error, (aiohttp.ClientConnectorError, aiohttp.ServerDisconnectedError))

    async def prepare_for_next_attempt_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> None:
        """Waits as long as Slack asks, else longer each time."""
        state.next_attempt_requested = True
        asked = _retry_after(response) if response is not None else 0.0
        wait = asked or self._first_wait * 2**state.current_attempt
        await asyncio.sleep(wait + random.uniform(0, 0.1 * wait))  # noqa: S311 - spreads retries
        state.increment_current_attempt()


def _retry_after(response: HttpResponse) -> float:
    for name, values in response.headers.items():
        if name.lower() == "retry-after":
            try:
                return max(float(values[0] if isinstance(values, list) else values), 0.0)
            except ValueError:
                return 0.0
    return 0.0


class Calls:
    """The Web API, and the addresses that Slack gives us to respond to."""

    def __init__(self, settings: SlackSettings, state: State, patience: Patience | None = None) -> None:
        self._settings = settings
        self._state = state
        self._patience = patience or Patience()
        self._quiet = logging.getLogger("assistant.channels.slack.sdk")
        self._quiet.setLevel(logging.ERROR)
        self.client = AsyncWebClient(
            token=settings.bot_token,
            base_url=settings.api_url,
            timeout=TIMEOUT_SECONDS,
            retry_handlers=[self._patience],
            logger=self._quiet,
        )

    async def open(self) -> None:
        """Opens the connections that all calls share."""
        self.client.session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=TIMEOUT_SECONDS), trust_env=True
        )

    async def close(self) -> None:
        """Closes them."""
        if self.client.session is not None:
            await self.client.session.close()

    async def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Calls a method of the Web API.

        Raises:
            CallFailed: Slack refused, or cannot be reached after several tries.
        """
        assert method in METHODS, method  # noqa: S101 - a slip of ours, found by the first test
        try:
            answer = await self.client.api_call(method, json=arguments)
        except SlackApiError as error:
            raise self._failed(method, _error_of(error)) from None
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise self._failed(method, f"unreachable: {type(error).__name__}") from None
        self._state.well()
        return dict(answer.data) if isinstance(answer.data, dict) else {}

    async def respond(self, address: str, **arguments: Any) -> None:
        """Answers to a response_url.

        Raises:
            CallFailed: Slack refused, or cannot be reached after several tries.
        """
        # the SDK's own client for these addresses tries again after 429 only
        state = RetryState()
        while True:
            try:
                answer = await self._respond_once(address, arguments)
                error = None
            except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as failure:
                answer, error = None, failure
            request = HttpRequest(method="POST", url=address, headers={})
            if not await self._patience.can_retry_async(state=state, request=request, response=answer, error=error):
                break
            await self._patience.prepare_for_next_attempt_async(
                state=state, request=request, response=answer, error=error
            )
        if answer is None:
            raise self._failed("response_url", f"unreachable: {type(error).__name__}")
        if answer.status_code != 200:
            busy = answer.status_code == 429 or answer.status_code >= 500
            raise self._failed("response_url", f"http_{answer.status_code}" if busy else f"status {answer.status_code}")

    async def _respond_once(self, address: str, arguments: Mapping[str, Any]) -> HttpResponse:
        assert self.client.session is not None  # noqa: S101 - opened at the start
        async with self.client.session.post(address, json=arguments) as answer:
            await answer.read()
            return HttpResponse(status_code=answer.status, headers=dict(answer.headers))

    def _failed(self, method: str, error: str) -> CallFailed:
        if error in DEAD_TOKEN:
            self._state.refused(error)
        elif error.startswith(_OUT_OF_REACH):
            self._state.red(f"Slack cannot be reached ({error})")
        return CallFailed(method, error)


def _error_of(error: SlackApiError) -> str:
    """Slack's word for what went wrong; nothing of what was sent."""
    response = error.response
    if isinstance(response, str) or response is None:
        return "http_error"
    data = getattr(response, "data", response)
    if isinstance(data, dict) and data.get("error"):
        return str(data["error"])
    return f"http_{getattr(response, 'status_code', 'error')}"
