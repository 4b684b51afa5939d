"""What the assistant stands on: which of it answers, and which does not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from typing import Any

import aiohttp
from rasa.core.agent import Agent

from assistant.server.event_broker import Events
from assistant.server.locks import RedisLocks
from assistant.server.tracker_store import ConversationStore
from assistant.settings import SettingError, Settings
from assistant.store import trouble

logger = logging.getLogger(__name__)

SECONDS = 2.0
UP = "ok"


class Parts:
    """Asks the database, the action server, Redis, RabbitMQ and the other servers, as far as they are configured.

    Raises:
        SettingError: PEERS cannot be read.
    """

    def __init__(self, settings: Settings) -> None:
        self._status = settings.actions_url.removesuffix("/webhook") + "/status"
        self._peers = peers(settings.peers)
        self.knowledge: dict[str, Any] = {}

    async def ask(self, agent: Agent) -> dict[str, str]:
        """Each part with "ok" or what is wrong with it. Beside it keeps what the action server knows."""
        asked: dict[str, Awaitable[str]] = {"action server": self._actions(), "database": _database(agent)}
        if isinstance(agent.lock_store, RedisLocks):
            asked["redis"] = _redis(agent.lock_store)
        if isinstance(agent.tracker_store.event_broker, Events):
            asked["rabbitmq"] = _events(agent.tracker_store.event_broker)
        asked.update({name: _answers(address) for name, address in self._peers.items()})
        return dict(zip(asked, await asyncio.gather(*asked.values()), strict=True))

    async def _actions(self) -> str:
        try:
            self.knowledge = (await _json(self._status))["knowledge"]
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError, KeyError):
            return "The action server does not answer."
        return UP


def peers(value: str) -> dict[str, str]:
    """The other servers by name, from ``name=address, name=address``.

    Raises:
        SettingError: it is something else.
    """
    found = {}
    for item in filter(None, (part.strip() for part in value.split(","))):
        name, _, address = item.partition("=")
        if not name or not address.startswith(("http://", "https://")):
            raise SettingError(f"PEERS: {item} is no server: write rasa-2=http://10.0.0.2:5005/health/live")
        found[name] = address
    return found


async def _database(agent: Agent) -> str:
    store = agent.tracker_store
    try:
        await store.retrieve("health")
        if isinstance(store, ConversationStore):
            await asyncio.get_running_loop().run_in_executor(None, trouble.write_once, store.engine)
    except Exception as error:
        logger.error("Conversations cannot be read or kept: %s", error)
        return f"{trouble.words(error)}."
    return UP


async def _redis(locks: RedisLocks) -> str:
    try:
        await locks.ping()
    except Exception:
        return "Redis does not answer: each server keeps order and counts rates for itself."
    return UP


async def _events(broker: Events) -> str:
    return UP if broker.is_ready() else "RabbitMQ does not answer: events are held back."


async def _answers(address: str) -> str:
    try:
        await _json(address)
    except (aiohttp.ClientError, asyncio.TimeoutError, ValueError):
        return "It does not answer."
    return UP


async def _json(address: str) -> Any:
    async with (
        aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=SECONDS)) as session,
        session.get(address, raise_for_status=True) as response,
    ):
        return await response.json()
