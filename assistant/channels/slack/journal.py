"""Questions taken on and not yet answered, kept in Redis, so that a worker that dies does not take them with it.

A question that Slack has been told is taken on is lost with the process, for Slack does not send it again. Where Redis
is configured, messages and mentions are kept there until they are answered, and another worker, or the same one when it
is back, takes them over. Commands and buttons are not kept: their answers go to one person, whose id would have to be
kept with them, and who can press again.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from redis.exceptions import RedisError

from assistant.channels.slack.targets import Thread
from assistant.privacy import masker
from assistant.store.redis import client

logger = logging.getLogger(__name__)

# A worker that has not shown itself for so long, in seconds, is dead.
ALIVE_SECONDS = 15
SHOWN_EVERY = 4.0
# After so long nobody waits for an answer any more.
KEPT_SECONDS = 3600
_WAITING, _ALIVE = "psa:waiting", "psa:alive"


@dataclass(frozen=True)
class Waiting:
    """A question that waits for its answer; the text without personal details."""

    text: str
    thread: Thread
    ids: tuple[str, ...]
    order: str

    def as_json(self) -> str:
        """For keeping."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, kept: str | bytes) -> Waiting:
        """The same again."""
        data: dict[str, Any] = json.loads(kept)
        return cls(data["text"], Thread(**data["thread"]), tuple(data["ids"]), data["order"])


class Journal:
    """What this worker has taken on. Redis failing, it goes on without."""

    def __init__(self, url: str) -> None:
        self._redis: Any = client(url)
        self.owner = uuid.uuid4().hex

    async def keep(self, text: str, thread: Thread, ids: Sequence[str], order: str) -> str:
        """Keeps a question and returns the name it is kept under."""
        name = f"{_WAITING}:{self.owner}:{uuid.uuid4().hex}"
        waiting = Waiting(masker().mask(text).text, thread, tuple(ids), order)
        await self._try(self._redis.set(name, waiting.as_json(), ex=KEPT_SECONDS))
        return name

    async def done(self, name: str) -> None:
        """Forgets it."""
        await self._try(self._redis.delete(name))

    async def show(self) -> None:
        """Shows that this worker lives; to be called every few seconds."""
        await self._try(self._redis.set(f"{_ALIVE}:{self.owner}", 1, ex=ALIVE_SECONDS))

    async def take_over(self) -> list[Waiting]:
        """Questions of dead workers; each is given to one worker, which has to keep it anew."""
        try:
            return [waiting async for waiting in self._orphans()]
        except (RedisError, OSError) as error:
            logger.error("Questions of other workers cannot be looked for: %s", type(error).__name__)
            return []

    async def close(self) -> None:
        """Closes the connections."""
        await self._redis.aclose()

    async def _orphans(self) -> Any:
        dead: dict[str, bool] = {self.owner: False}
        async for key in self._redis.scan_iter(f"{_WAITING}:*"):
            name = key.decode()
            owner = name.split(":")[2]
            if owner not in dead:
                dead[owner] = not await self._redis.exists(f"{_ALIVE}:{owner}")
            # of two workers that look at the same time one gets the text
            if dead[owner] and (kept := await self._redis.getdel(name)) is not None:
                yield Waiting.from_json(kept)

    async def _try(self, command: Any) -> None:
        try:
            await command
        except (RedisError, OSError) as error:
            logger.error("Questions from Slack cannot be kept in Redis: %s", type(error).__name__)
