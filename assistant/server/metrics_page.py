"""GET /metrics, for callers on this machine, or with METRICS_TOKEN for whoever has it."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
from datetime import date

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, raw

from assistant.channels import emergency
from assistant.channels.guard import Refused
from assistant.knowledge.check import due
from assistant.knowledge.loader import load
from assistant.metrics import CONTENT_TYPE, METRICS
from assistant.server.health import Health
from assistant.settings import Settings

_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


def install(app: Sanic, settings: Settings, health: Health) -> None:
    """Adds the route."""
    knowledge = Freshness(settings)

    @app.get("/metrics")
    async def metrics(request: Request) -> HTTPResponse:
        if not allowed(request, settings.metrics_token):
            raise Refused(404, "http_404", "There is nothing at this address.")
        status, body = await health.report()
        METRICS.ready.set(status == 200)
        METRICS.warnings.set(len(body.get("warnings", ())))
        slack = getattr(app.ctx, "slack", None)
        METRICS.slack_red.set(slack is not None and slack.status == "red")
        standing = emergency.watch()
        METRICS.switched_off.set(standing.now().switched_off)
        METRICS.notice.set(bool(standing.now().notice))
        METRICS.notice_faulty.set(standing.trouble is not None)
        METRICS.facts_due.set(await asyncio.get_running_loop().run_in_executor(None, knowledge.due))
        return raw(METRICS.text(), content_type=CONTENT_TYPE)


def allowed(request: Request, token: str) -> bool:
    """Whether the caller may see the figures.

    With a token it is what counts, wherever the caller is. Without one the caller must be on this machine, and not a
    proxy on it that passes on what somebody else asked.
    """
    if token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    if any(name in request.headers for name in _FORWARDED):
        return False
    return _is_loopback(str(request.ip or "")) and _is_loopback(_host(request.headers.get("host", "")))


def _host(header: str) -> str:
    host = header.rpartition(":")[0] if header.rpartition(":")[2].isdecimal() else header
    return "127.0.0.1" if host == "localhost" else host.strip("[]")


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


class Freshness:
    """How many facts are past their review day: the knowledge is read once, the day is looked at each time."""

    def __init__(self, settings: Settings) -> None:
        self._folder = settings.knowledge
        self._counted: tuple[date, int] | None = None

    def due(self) -> int:
        """Facts whose review day has come by today. Reads the knowledge base at most once a day."""
        today = date.today()
        if self._counted is None or self._counted[0] != today:
            self._counted = (today, len(due(load(self._folder), today)))
        return self._counted[1]
