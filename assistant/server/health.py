"""Can a question be answered, end to end? And from which model and knowledge?"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

import aiohttp
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from assistant.channels import emergency
from assistant.server import knowledge
from assistant.server.model import Model
from assistant.server.tracker_store import ConversationStore
from assistant.settings import Settings
from assistant.store import trouble

logger = logging.getLogger(__name__)

PROBE = "hello"
FRESH_SECONDS = 2.0
FILES_FRESH_SECONDS = 30.0


class NotReady(Exception):
    """Why no question can be answered."""


class Health:
    """Answers GET /health. A result is used for two seconds, so that asking often costs nothing."""

    def __init__(self, app: Sanic, settings: Settings, trained: Model) -> None:
        self.app = app
        self.settings = settings
        self.trained = trained
        self.failed: str | None = None
        self._probed: tuple[float, int, dict[str, Any]] | None = None
        self._files: tuple[float, str] | None = None

    async def report(self) -> tuple[int, dict[str, Any]]:
        """HTTP status and body."""
        now = time.monotonic()
        if self._probed and self._probed[1] == 200 and now - self._probed[0] < FRESH_SECONDS:
            return self._probed[1:]
        try:
            body = await self._body()
            status = 200
        except NotReady as reason:
            body = {"status": "unavailable", "reason": str(reason), "model": self.trained.id}
            status = 503
        self._probed = (now, status, body)
        return status, body

    async def _body(self) -> dict[str, Any]:
        if self.failed:
            raise NotReady(self.failed)
        if self.app.ctx.agent is None:
            raise NotReady("The model is being loaded.")
        state = await self._action_server()
        await self._store()
        await self._probe()
        return {
            "status": "ok",
            "model": self.trained.id,
            "knowledge": {"version": state["version"], "counts": state["counts"]},
            "channels": {"slack": slack.as_data()} if (slack := getattr(self.app.ctx, "slack", None)) else {},
            "warnings": await self._warnings(state),
        }

    async def _action_server(self) -> dict[str, Any]:
        address = self.settings.actions_url.removesuffix("/webhook") + "/status"
        try:
            async with (
                aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as session,
                session.get(address) as response,
            ):
                state: dict[str, Any] = (await response.json())["knowledge"]
                return state
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, KeyError):
            raise NotReady("The action server does not answer.") from None

    async def _store(self) -> None:
        try:
            store = self.app.ctx.agent.tracker_store
            await store.retrieve("health")
            if isinstance(store, ConversationStore):
                await asyncio.get_running_loop().run_in_executor(None, trouble.write_once, store.engine)
        except Exception as error:
            logger.error("Conversations cannot be read or kept: %s", error)
            raise NotReady(f"{trouble.words(error)}.") from None

    async def _probe(self) -> None:
        """Takes a greeting through model, rule and action, without a trace in the tracker store."""
        processor = self.app.ctx.agent.processor
        try:
            parsed = await processor.parse_message(UserMessage(PROBE, sender_id="health"))
            heard = UserUttered(PROBE, parsed["intent"], parsed["entities"], parsed)
            tracker = DialogueStateTracker.from_events(
                "health",
                [SessionStarted(), ActionExecuted(ACTION_LISTEN_NAME), heard],
                slots=processor.domain.slots,
                domain=processor.domain,
            )
            action, _ = processor.predict_next_with_tracker_if_should(tracker)
            events = await action.run(CollectingOutputChannel(), processor.nlg, tracker, processor.domain)
        except Exception as error:
            logger.exception("The question asked by /health failed")
            raise NotReady(f"A question cannot be answered: {type(error).__name__}.") from None
        said = [event for event in events if isinstance(event, BotUttered)]
        if not said or (said[-1].data.get("custom") or {}).get("outcome") == "error":
            raise NotReady("The actions give no answer.")

    async def _warnings(self, running: dict[str, Any]) -> list[str]:
        warnings = []
        if running["names"] != self.trained.names:
            warnings.append("The names the model finds are not those of the knowledge base that answers: restart.")
        on_disk = await self._files_version()
        if on_disk != running["version"]:
            warnings.append("The knowledge files have changed since the start: restart to use them.")
        if emergency.watch().now().switched_off:
            warnings.append("The assistant is switched off by data/notice.yml.")
        if emergency.watch().trouble:
            warnings.append("data/notice.yml has a fault; the last good one is in force: make knowledge.")
        return warnings

    async def _files_version(self) -> str:
        now = time.monotonic()
        if self._files is None or now - self._files[0] > FILES_FRESH_SECONDS:
            loop = asyncio.get_running_loop()
            version = await loop.run_in_executor(None, knowledge.version, self.settings.knowledge)
            self._files = (now, version)
        return self._files[1]
