"""The database, Redis and RabbitMQ of a cluster, on loopback and in the cluster's folder."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
from pathlib import Path

from assistant.cluster.plan import LOOPBACK, PRODUCTION, Plan
from assistant.cluster.programs import Programs
from assistant.server.processes import Process


class ServiceFailed(Exception):
    """Something a cluster stands on does not start; the message says what and where it says why."""


def postgres(plan: Plan, programs: Programs, user: str | None) -> Process:
    """An empty PostgreSQL server; its files are made now."""
    place = plan.folder / "postgres"
    place.mkdir(mode=0o700)
    password = plan.folder / "postgres-password"
    password.write_text(plan.secret)
    for path in (place, password):
        path.chmod(0o700 if path.is_dir() else 0o600)
        if user:
            shutil.chown(path, user)
    command = [programs.initdb, "-D", place, "-A", "scram-sha-256", "-U", "assistant", "--pwfile", password]
    made = subprocess.run(
        [*map(str, command), "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        user=user,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    password.unlink()
    if made.returncode:
        raise ServiceFailed(f"PostgreSQL cannot make its files: {made.stderr.strip()}")
    options = {
        "listen_addresses": LOOPBACK,
        "port": plan.postgres,
        "unix_socket_directories": "",
        "max_connections": 200,
    }
    settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
    # SIGINT: an end at once that leaves nothing to mend, also while somebody is connected
    return Process(
        "postgres",
        [programs.postgres, "-D", str(place), *settings],
        {"LC_ALL": "C.UTF-8"},
        user=user,
        log=plan.log("postgres"),
        stop_signal=signal.SIGINT,
    )


def redis(plan: Plan, programs: Programs) -> Process:
    """Redis, configured as for production."""
    place = plan.folder / "redis"
    place.mkdir(mode=0o700)
    file = place / "redis.conf"
    own = {"bind": LOOPBACK, "port": plan.redis, "dir": place, "requirepass": plan.secret}
    lines = [f"include {PRODUCTION}/redis.conf", *(f"{name} {value}" for name, value in own.items())]
    file.write_text("\n".join(lines) + "\n")
    file.chmod(0o600)
    return Process("redis", [programs.redis, str(file)], {}, log=plan.log("redis"))


def rabbitmq(plan: Plan, programs: Programs) -> list[Process]:
    """RabbitMQ, and the small program by which Erlang's programs find each other, which listens on loopback only."""
    place = plan.folder / "rabbitmq"
    place.mkdir(mode=0o700)
    files = {
        "rabbitmq.conf": f"listeners.tcp.1 = {LOOPBACK}:{plan.rabbitmq}\n"
        f"default_user = assistant\ndefault_pass = {plan.secret}\n"
        "log.console = true\nlog.console.level = warning\nlog.file = false\n",
        "advanced.config": "[{kernel,[{inet_dist_use_interface,{127,0,0,1}}]}].\n",
        "plugins": "[].\n",
    }
    for name, content in files.items():
        (place / name).write_text(content)
        (place / name).chmod(0o600)
    erlang = {"ERL_EPMD_PORT": str(plan.epmd), "ERL_EPMD_ADDRESS": LOOPBACK, "HOME": str(place)}
    environment = {
        **erlang,
        "RABBITMQ_NODENAME": f"assistant-{plan.rabbitmq}@localhost",
        "RABBITMQ_DIST_PORT": str(plan.rabbitmq_nodes),
        "RABBITMQ_CONFIG_FILE": str(place / "rabbitmq.conf"),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(place / "advanced.config"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(place / "plugins"),
        "RABBITMQ_MNESIA_BASE": str(place / "data"),
        "RABBITMQ_LOG_BASE": str(place / "log"),
        "RABBITMQ_PID_FILE": str(place / "pid"),
        # It shares the machine with the servers: one thread, and no waiting by spinning.
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none",
    }
    return [
        Process("epmd", [programs.epmd, "-port", str(plan.epmd)], erlang, log=plan.log("epmd")),
        Process("rabbitmq", [programs.rabbitmq], environment, log=plan.log("rabbitmq")),
    ]


async def listening(port: int, seconds: float, what: str, log: Path) -> None:
    """Waits until somebody listens.

    Raises:
        ServiceFailed: nobody does.
    """
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        try:
            _, writer = await asyncio.open_connection(LOOPBACK, port)
        except OSError:
            await asyncio.sleep(0.1)
            continue
        writer.close()
        return
    raise ServiceFailed(f"{what} does not listen after {seconds:.0f} s; it says why in {log}")
