"""Events of conversations to RabbitMQ, for whoever wants to read along; never in the way of an answer."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import Any
from urllib.parse import unquote, urlsplit

from rasa.core.brokers.pika import PikaEventBroker
from rasa.utils.endpoints import EndpointConfig

logger = logging.getLogger(__name__)

CONNECT_AGAIN_SECONDS = 2.0
# What waits for RabbitMQ to come back, and in RabbitMQ for a reader. More than that is dropped, the oldest first.
HELD = 10_000
QUEUE_LENGTH = 100_000
QUEUE_SECONDS = 24 * 3600


class Events(PikaEventBroker):
    """The event broker for production: ``type: assistant.server.event_broker.Events`` in endpoints.yml.

    Rasa's own holds up the start for 100 s while RabbitMQ is down, forgets events that come before the connection, and
    leaves a queue that nobody reads to grow for ever.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, connection_attempts=1, retry_delay_in_seconds=0, **kwargs)
        self._unpublished_events: deque[dict[str, Any]] = deque(maxlen=HELD)
        self._connecting: asyncio.Task[None] | None = None

    @classmethod
    async def from_endpoint_config(
        cls, broker_config: EndpointConfig | None, event_loop: asyncio.AbstractEventLoop | None = None
    ) -> Events | None:
        """Made from ``url`` (amqp://user:password@host:port) and ``queues``; none without an address."""
        if broker_config is None or not broker_config.url:
            return None
        parts = urlsplit(broker_config.url)
        made = cls(
            parts.hostname or "127.0.0.1",
            unquote(parts.username or "guest"),
            unquote(parts.password or "guest"),
            port=parts.port or 5672,
            queues=broker_config.kwargs.get("queues"),
            event_loop=event_loop,
        )
        made._connecting = asyncio.get_running_loop().create_task(made._keep_trying())
        return made

    async def _keep_trying(self) -> None:
        while True:
            try:
                await self.connect()
            except Exception as error:
                logger.error("RabbitMQ is out of reach: %s", type(error).__name__)
                await asyncio.sleep(CONNECT_AGAIN_SECONDS)
            else:
                self._publish_unpublished_messages()
                return

    def is_ready(self) -> bool:
        """Whether there is a connection now."""
        connection: Any = self._connection
        return connection is not None and not connection.is_closed and connection.connected.is_set()

    async def _publish(self, event: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        if self._exchange is None or not self.is_ready():
            self._unpublished_events.append(event)
            return
        await super()._publish(event, headers)

    @staticmethod
    async def _bind_queue(queue_name: str, channel: Any, exchange: Any) -> None:
        bounds = {"x-max-length": QUEUE_LENGTH, "x-message-ttl": QUEUE_SECONDS * 1000}
        queue = await channel.declare_queue(queue_name, durable=True, arguments=bounds)
        await queue.bind(exchange, "")

    async def close(self) -> None:
        """Ends the connection."""
        if self._connecting is not None:
            self._connecting.cancel()
        await super().close()
