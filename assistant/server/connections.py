"""Open connections: how many there may be, and for how long one may stay without a request, or with half of one."""

from __future__ import annotations

import logging
import resource
import time
from operator import attrgetter
from typing import Any

from sanic import Sanic
from sanic.http import Stage
from sanic.server.protocols.http_protocol import HttpProtocol

from assistant.settings import Settings

logger = logging.getLogger(__name__)

# Files that the process needs beside its connections: database, model, log, action server.
RESERVED = 200
# New connections that may wait to be taken in, after a restart or in a rush.
BACKLOG = 1024
# Seconds. A request must be there whole by then, however slowly it trickles in, and an answer is given long before.
REQUEST_SECONDS = 15
ANSWER_SECONDS = 30
# A proxy keeps its connections for 60 s, and must be the one to close them.
IDLE_SECONDS = 75
# Of those without a request this part goes at once when there are too many, so that not each new one has to look.
_PART = 10
_TOLD_EVERY = 60.0


class Connection(HttpProtocol):
    """One connection. When there are too many, those that have been longest without a request make room."""

    most = 1000
    _time: float
    _told = -_TOLD_EVERY

    def connection_made(self, transport: Any) -> None:
        """Takes the connection in, if there is room or can be made."""
        super().connection_made(transport)
        if len(self.connections) > self.most and not self._make_room():
            self.abort()

    def data_received(self, data: bytes) -> None:
        """Sanic counts the seconds of a request from its last byte, so that it may trickle for ever; here its first."""
        begun = self._time
        super().data_received(data)
        if self._stage in (Stage.REQUEST, Stage.HANDLER):
            self._time = begun

    def _make_room(self) -> int:
        waiting = [each for each in self.connections if each is not self and each.waits]
        waiting.sort(key=attrgetter("_time"))
        closed = waiting[: max(1, self.most // _PART)]
        for each in closed:
            self.connections.discard(each)
            each.abort()
        now = time.monotonic()
        if now - Connection._told > _TOLD_EVERY:
            Connection._told = now
            logger.warning(
                "%d connections are open, the most there may be: %s",
                len(self.connections) + len(closed),
                "those longest without a request are closed" if closed else "new ones are turned away",
            )
        return len(closed)

    @property
    def waits(self) -> bool:
        """Whether there is no whole request in it."""
        return self._stage in (Stage.IDLE, Stage.REQUEST)

    @property
    def _stage(self) -> Any:
        """How far its request is; the attribute is not there before Sanic's task has begun."""
        http = getattr(self, "_http", None)
        return Stage.IDLE if http is None else http.stage


def serve(app: Sanic, settings: Settings) -> None:
    """Runs an application, with these limits, until it is told to stop."""
    app.config.KEEP_ALIVE_TIMEOUT = IDLE_SECONDS
    app.config.REQUEST_TIMEOUT = REQUEST_SECONDS
    app.config.RESPONSE_TIMEOUT = ANSWER_SECONDS
    Connection.most = room(settings.connections)
    app.run(
        host=settings.host,
        port=settings.port,
        protocol=Connection,
        backlog=BACKLOG,
        workers=1,
        access_log=False,
        debug=False,
    )


def room(wanted: int) -> int:
    """Raises how many files this process may open, as far as that is allowed, and says how many connections fit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + RESERVED
    if soft != resource.RLIM_INFINITY and soft < needed:
        soft = needed if hard == resource.RLIM_INFINITY else min(needed, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    fits = wanted if soft == resource.RLIM_INFINITY else min(wanted, max(1, soft - RESERVED))
    if fits < wanted:
        logger.warning("Only %d connections fit, not %d: raise the limit of open files (LimitNOFILE)", fits, wanted)
    return fits
