"""Can a question be answered, end to end? And from which model and knowledge?"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic

from assistant.channels import emergency
from assistant.clock import CLOCK
from assistant.server import knowledge
from assistant.server.model import Model
from assistant.server.parts import UP, Parts
from assistant.settings import Settings

logger = logging.getLogger(__name__)

PROBE = "hello"
FRESH_SECONDS = 1.0
FILES_FRESH_SECONDS = 30.0


class NotReady(Exception):
    """Why no question can be answered."""


class Health:
    """Answers GET /health. A result is used for a second, so that asking often costs nothing."""

    def __init__(self, app: Sanic, settings: Settings, trained: Model) -> None:
        self.app = app
        self.settings = settings
        self.trained = trained
        self.failed: str | None = None
        self.parts: dict[str, str] = {}
        self._parts = Parts(settings)
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
            body = {"status": "unavailable", "reason": str(reason), "model": self.trained.id, "parts": self.parts}
            status = 503
        self._probed = (now, status, body)
        return status, body

    async def _body(self) -> dict[str, Any]:
        if self.failed:
            raise NotReady(self.failed)
        if self.app.ctx.agent is None:
            raise NotReady("The model is being loaded.")
        self.parts = await self._parts.ask(self.app.ctx.agent)
        for needed in ("action server", "database"):
            if self.parts[needed] != UP:
                raise NotReady(self.parts[needed])
        await self._probe()
        state = self._parts.knowledge
        return {
            "status": "ok",
            "model": self.trained.id,
            "knowledge": {"version": state["version"], "counts": state["counts"]},
            "channels": {"slack": slack.as_data()} if (slack := getattr(self.app.ctx, "slack", None)) else {},
            "parts": self.parts,
            "warnings": await self._warnings(state),
        }

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
        warnings = [f"{name}: {state}" for name, state in self.parts.items() if state != UP]
        if running["names"] != self.trained.names:
            warnings.append("The names the model finds are not those of the knowledge base that answers: restart.")
        on_disk = await self._files_version()
        if on_disk != running["version"]:
            warnings.append("The knowledge files have changed since the start: restart to use them.")
        if (clock := CLOCK.trouble()) is not None:
            warnings.append(clock)
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
