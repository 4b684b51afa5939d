"""The Rasa server: own entry point, with Rasa's HTTP API off and our channels and health on."""

from __future__ import annotations

import asyncio
import gc
import logging

from rasa.core.agent import Agent
from rasa.core.brokers.broker import EventBroker
from rasa.core.channels.channel import InputChannel, register
from rasa.core.lock_store import LockStore
from rasa.core.utils import AvailableEndpoints
from rasa.shared.utils.common import class_from_module_path
from rasa.shared.utils.io import read_config_file
from sanic import Sanic
from sanic.exceptions import ServiceUnavailable
from sanic.request import Request
from sanic.response import HTTPResponse, json

from assistant.channels import guard
from assistant.server import connections, errors, metrics_page, rasa_patches, tracker_store, upkeep
from assistant.server.action_endpoint import KeptOpenEndpoint
from assistant.server.health import Health
from assistant.server.locks import RedisLocks
from assistant.server.model import Model
from assistant.settings import Settings
from assistant.store import trouble

logger = logging.getLogger(__name__)

LOAD_AGAIN_SECONDS = 5.0


def build(settings: Settings, trained: Model) -> Sanic:
    """The server's application. The model is loaded after the port is open, so that /health can say so meanwhile."""
    rasa_patches.apply(settings)
    trouble.Watch().install()
    app = Sanic("peace_support_assistant", configure_logging=False)
    app.config.REQUEST_MAX_SIZE = guard.BODY_BYTES
    app.config.FALLBACK_ERROR_FORMAT = "json"
    app.ctx.agent = None
    app.ctx.settings = settings
    health = Health(app, settings, trained)
    errors.install(app)
    upkeep.install(app, settings)
    metrics_page.install(app, settings, health)
    register(channels(settings), app, route="/webhooks/")

    @app.on_request
    async def wait_for_the_model(request: Request) -> None:
        # a proxy passes it on to another server; alone, the caller hears that it is too early and not that it failed
        if app.ctx.agent is None and request.method not in ("GET", "HEAD", "OPTIONS"):
            raise ServiceUnavailable("the model is being loaded")

    @app.route("/health/live", methods=["GET", "HEAD"])
    async def live(_: Request) -> HTTPResponse:
        loaded = app.ctx.agent is not None
        return json({"status": "ok" if loaded else "loading", "model": trained.id}, status=200 if loaded else 503)

    @app.route("/health", methods=["GET", "HEAD"])
    async def report(_: Request) -> HTTPResponse:
        status, body = await health.report()
        return json(body, status=status)

    async def start(running: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        running.add_task(_load(running, settings, trained, health))

    async def stop(running: Sanic, loop: asyncio.AbstractEventLoop) -> None:
        await _close(running.ctx.agent)

    app.register_listener(start, "after_server_start")
    app.register_listener(stop, "after_server_stop")
    return app


def channels(settings: Settings) -> list[InputChannel]:
    """The channels of credentials.yml; those made for callers on this machine only while nobody else can reach us."""
    credentials = read_config_file(str(settings.credentials))
    made = []
    for name, values in credentials.items():
        kind = class_from_module_path(name)
        if getattr(kind, "loopback_only", False) and not settings.on_loopback:
            logger.warning("Channel %s is left out: it is only served on 127.0.0.1, not on %s", name, settings.host)
            continue
        made.append(kind.from_credentials(values))
    return made


def serve(settings: Settings, trained: Model) -> None:
    """Runs the server until it is told to stop."""
    connections.serve(build(settings, trained), settings)


async def _load(app: Sanic, settings: Settings, trained: Model, health: Health) -> None:
    """Loads the model in a thread of its own and only then lets messages in. What fails is tried again."""
    while not await _loaded(app, settings, trained, health):
        await asyncio.sleep(LOAD_AGAIN_SECONDS)


async def _loaded(app: Sanic, settings: Settings, trained: Model, health: Health) -> bool:
    loop = asyncio.get_running_loop()
    try:
        endpoints = AvailableEndpoints.read_endpoints(str(settings.endpoints))
        broker = await EventBroker.create(endpoints.event_broker, loop=loop)
        agent = Agent(
            generator=endpoints.nlg,
            tracker_store=tracker_store.create(endpoints.tracker_store, broker),
            lock_store=LockStore.create(endpoints.lock_store),
            action_endpoint=KeptOpenEndpoint.like(endpoints.action),
        )
        await loop.run_in_executor(None, agent.load_model, str(trained.path))
        # What is loaded stays: the garbage collector need not go through half a million objects again and again.
        gc.collect()
        gc.freeze()
        app.ctx.agent, health.failed = agent, None
    except Exception as error:
        logger.exception("The model cannot be loaded; it is tried again in %.0f s", LOAD_AGAIN_SECONDS)
        health.failed = f"The model cannot be loaded: {type(error).__name__}: {error}"
    return health.failed is None


async def _close(agent: Agent | None) -> None:
    if agent is None:
        return
    if agent.tracker_store.event_broker:
        await agent.tracker_store.event_broker.close()
    if isinstance(agent.lock_store, RedisLocks):
        await agent.lock_store.close()
    if isinstance(agent.action_endpoint, KeptOpenEndpoint):
        await agent.action_endpoint.close()
