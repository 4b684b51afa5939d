"""Where everything of a cluster is: folders, ports, secrets, and what each server gets to know of them."""

from __future__ import annotations

import os
import secrets
import socket
import stat
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from assistant.settings import ROOT

PRODUCTION = ROOT / "deploy" / "production"
LOOPBACK = "127.0.0.1"


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class LanePlan:
    """A Rasa server, the action server that has the same knowledge, and where nginx listens for its actions."""

    number: int
    rasa: int = field(default_factory=free_port)
    actions: int = field(default_factory=free_port)
    to_actions: int = field(default_factory=free_port)


@dataclass(frozen=True)
class Plan:
    """A cluster on loopback. Every port but the public one is whatever is free; secrets are made for this run."""

    folder: Path
    logs: Path
    port: int
    lanes: tuple[LanePlan, ...]
    postgres: int = field(default_factory=free_port)
    redis: int = field(default_factory=free_port)
    rabbitmq: int = field(default_factory=free_port)
    rabbitmq_nodes: int = field(default_factory=free_port)
    epmd: int = field(default_factory=free_port)
    secret: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)

    @property
    def address(self) -> str:
        """Where people reach it."""
        return f"http://{LOOPBACK}:{self.port}"

    @property
    def database_url(self) -> str:
        """The database of the conversations."""
        return f"postgresql://assistant:{self.secret}@{LOOPBACK}:{self.postgres}/conversations"

    @property
    def redis_url(self) -> str:
        """Redis."""
        return f"redis://:{self.secret}@{LOOPBACK}:{self.redis}/0"

    @property
    def rabbitmq_url(self) -> str:
        """RabbitMQ."""
        return f"amqp://assistant:{self.secret}@{LOOPBACK}:{self.rabbitmq}"

    def log(self, name: str) -> Path:
        """Where what a process says is kept."""
        return self.logs / f"{name}.log"

    def shared(self) -> dict[str, str]:
        """What all servers get to know, as deploy/production/assistant.env.example lists it."""
        redis = self.redis_url
        settings = {
            "ENDPOINTS": str(PRODUCTION / "endpoints.yml"),
            "CREDENTIALS": str(PRODUCTION / "credentials.yml"),
            "DATABASE_URL": self.database_url,
            "REDIS_URL": redis,
            "RABBITMQ_URL": self.rabbitmq_url,
            "WEB_RATE_STORAGE": f"async+{redis}",
            "SLACK_REDIS_URL": redis,
            "WEB_PROXIES": f"{LOOPBACK}/32",
            "HOST": LOOPBACK,
            "ACTIONS_HOST": LOOPBACK,
        }
        return settings if os.environ.get("WEB_KEY") else {**settings, "WEB_KEY": secrets_of(self)}

    def lane(self, lane: LanePlan) -> dict[str, str]:
        """What the servers of one lane get to know beside that."""
        return {
            "PORT": str(lane.rasa),
            "ACTIONS_PORT": str(lane.actions),
            "ACTIONS_URL": f"http://{LOOPBACK}:{lane.to_actions}/webhook",
            "PEERS": ",".join(f"{name}={address}" for name, address in self.servers().items()),
        }

    def servers(self) -> dict[str, str]:
        """Every server with the address that tells whether it lives."""
        rasa = {f"rasa-{lane.number}": f"http://{LOOPBACK}:{lane.rasa}/health/live" for lane in self.lanes}
        actions = {f"actions-{lane.number}": f"http://{LOOPBACK}:{lane.actions}/status" for lane in self.lanes}
        return {**rasa, **actions}


def secrets_of(plan: Plan) -> str:
    """The key that signs sessions."""
    return plan.secret * 2


def make_folder(wished: Path) -> Path:
    """The folder if other users can get into it, as PostgreSQL and nginx must when root starts them; else another."""
    wished.mkdir(parents=True, exist_ok=True)
    if os.getuid() != 0 or all(folder.stat().st_mode & stat.S_IXOTH for folder in (wished, *wished.parents)):
        folder = wished
    else:
        folder = Path(tempfile.mkdtemp(prefix="cluster-"))
        folder.chmod(0o711)
    return folder
