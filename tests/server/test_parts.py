"""/health tells which part is down; wrong settings end the start with one line."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.brokers.broker import EventBroker
from rasa.utils.endpoints import EndpointConfig

from assistant.server import event_broker, supervisor, tracker_store
from assistant.server.event_broker import Events
from assistant.server.locks import RedisLocks
from assistant.server.parts import UP, Parts, peers
from assistant.server.processes import Process
from assistant.settings import ROOT, SettingError, Settings
from tests.e2e.running import free_port


def nowhere(scheme: str) -> str:
    return f"{scheme}://127.0.0.1:{free_port()}"


async def made(url: str) -> Events:
    config = EndpointConfig(url, type="assistant.server.event_broker.Events", queues=["events"])
    broker = await EventBroker.create(config, loop=asyncio.get_running_loop())
    assert isinstance(broker, Events)
    return broker


def agent(folder: Path, **more: Any) -> Any:
    store = tracker_store.create(EndpointConfig(type="SQL", dialect="sqlite", db=str(folder / "x.db")), None)
    store.event_broker = more.get("broker")
    return SimpleNamespace(tracker_store=store, lock_store=more.get("locks"))


async def test_each_part_that_is_down_is_named(tmp_path: Path) -> None:
    locks, broker = RedisLocks(EndpointConfig(nowhere("redis"))), await made(nowhere("amqp"))
    settings = Settings(actions_url=f"{nowhere('http')}/webhook", peers=f"rasa-2={nowhere('http')}/health/live")
    states = await Parts(settings).ask(agent(tmp_path, locks=locks, broker=broker))
    await broker.close()
    assert [name for name, state in states.items() if state != UP] == [
        "action server",
        "database",
        "redis",
        "rabbitmq",
        "rasa-2",
    ]
    assert states["redis"] == "Redis does not answer: each server keeps order and counts rates for itself."


async def test_what_is_not_configured_is_not_asked(tmp_path: Path) -> None:
    assert set(await Parts(Settings()).ask(agent(tmp_path))) == {"action server", "database"}


def test_peers() -> None:
    assert peers(" a=http://x/health/live, b=http://y/status,") == {
        "a": "http://x/health/live",
        "b": "http://y/status",
    }
    for wrong in ("http://x", "a=x", "=http://x"):
        with pytest.raises(SettingError, match="PEERS"):
            peers(wrong)


async def test_rabbitmq_that_is_down_holds_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_broker, "HELD", 5)
    broker = await asyncio.wait_for(made(nowhere("amqp")), 1)
    for number in range(20):
        broker.publish({"event": "user", "number": number})
    await asyncio.sleep(0.1)
    assert not broker.is_ready()
    assert [event["number"] for event in broker._unpublished_events] == [15, 16, 17, 18, 19]
    await broker.close()


async def test_without_an_address_there_are_no_events() -> None:
    config = EndpointConfig("", type="assistant.server.event_broker.Events", queues=["events"])
    assert await EventBroker.create(config, loop=asyncio.get_running_loop()) is None


async def test_a_server_that_cannot_run_as_configured_is_not_started_again() -> None:
    said: list[str] = []
    code = f"raise SystemExit({supervisor.SETTING_ERROR})"
    process = Process("test server", [sys.executable, "-c", code], {})
    await process.start()
    with pytest.raises(supervisor.Unstable, match="cannot run as it is configured"):
        await asyncio.wait_for(supervisor._watch(process, asyncio.Event(), asyncio.Event(), said.append), 20)
    assert said == []


def test_a_wrong_setting_of_a_channel_ends_the_server_with_one_line(tmp_path: Path) -> None:
    """As far as there is a model: without one the server trains first."""
    env = {**os.environ, "TRACKER_DB": str(tmp_path / "x.db"), "WEB_RATE_STORAGE": "redis://:hush@127.0.0.1"}
    code = (
        "import sys\nfrom pathlib import Path\nfrom assistant.server import model, __main__ as command\n"
        "model.find = lambda *_: model.Model(Path('none.tar.gz'), 'x', 'x', 'x', 0.0)\n"
        "sys.argv = ['x', 'rasa']\nsys.exit(command.main())"
    )
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert ended.returncode == supervisor.SETTING_ERROR, ended.stderr
    assert ended.stderr.strip().splitlines()[-1].startswith("error: WEB_RATE_STORAGE is no address")
    assert "hush" not in ended.stderr
    assert "Traceback" not in ended.stderr
