"""``make cluster`` and ``make roll``: several real servers on this machine, as production has them on several."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import signal
import sys
from pathlib import Path

from assistant.cluster import programs
from assistant.cluster.cluster import Cluster
from assistant.cluster.plan import LanePlan, Plan, make_folder
from assistant.cluster.services import ServiceFailed
from assistant.server import supervisor
from assistant.settings import ROOT, SettingError, from_environment


def main() -> int:
    """Runs one command and returns its exit code."""
    parser = argparse.ArgumentParser(prog="python -m assistant.cluster", description=__doc__)
    parser.add_argument("command", choices=("run", "roll"))
    parser.add_argument("--folder", type=Path, default=ROOT / ".run" / "cluster", help="where it keeps its files")
    parser.add_argument("--lanes", type=int, default=2, help="how many Rasa servers, each with an action server")
    given = parser.parse_args()
    try:
        if given.command == "roll":
            return _roll(given.folder)
        settings = from_environment()
        supervisor.check_port("127.0.0.1", settings.port, "PORT", "make cluster")
        programs.find()
        return asyncio.run(_run(given.folder, settings.port, given.lanes))
    except (SettingError, ServiceFailed, programs.ProgramsMissing, supervisor.PortTaken) as error:
        print(f"error: {error}", file=sys.stderr, flush=True)
        return 1


async def _run(wished: Path, port: int, lanes: int) -> int:
    state = wished / "state.json"
    if _running(state) is not None:
        raise ServiceFailed(f"A cluster is running in {wished} already.")
    shutil.rmtree(wished, ignore_errors=True)
    wished.mkdir(parents=True)
    logs = wished / "log"
    logs.mkdir()
    plan = Plan(make_folder(wished), logs, port, tuple(LanePlan(number + 1) for number in range(lanes)))
    stopping, rolling = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    loop.add_signal_handler(signal.SIGHUP, rolling.set)
    cluster = Cluster(plan, state, _say)
    running = asyncio.create_task(_serve(cluster, plan, rolling))
    stopped = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
    finally:
        running.cancel()
        await cluster.stop()
        if plan.folder != wished:
            shutil.rmtree(plan.folder, ignore_errors=True)
    return 0


async def _serve(cluster: Cluster, plan: Plan, rolling: asyncio.Event) -> None:
    """Starts the cluster and then changes its release whenever told to."""
    await cluster.start()
    cluster.write_state()
    _say(f"The assistant answers at {plan.address} - open it, or see {plan.address}/health")
    _say(f"What each server says is in {plan.logs}. After a change of the knowledge: make roll.")
    _say("Ctrl-C stops everything.")
    while True:
        await rolling.wait()
        rolling.clear()
        try:
            await cluster.roll()
        except ServiceFailed as error:
            _say(f"error: {error}")
        cluster.write_state()


def _roll(folder: Path) -> int:
    pid = _running(folder / "state.json")
    if pid is None:
        raise ServiceFailed("No cluster is running: make cluster")
    os.kill(pid, signal.SIGHUP)
    _say("The running cluster checks the knowledge and changes lane after lane; it says so where it was started.")
    return 0


def _running(state: Path) -> int | None:
    """Process id of the cluster that wrote the file, if it still runs."""
    try:
        pid = int(json.loads(state.read_text())["pid"])
        os.kill(pid, 0)
    except (OSError, ValueError, KeyError):
        return None
    return pid


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
