"""The two that are compared, and how each is trained and started. What differs between them stands here."""

from __future__ import annotations

import socket
import sys
from dataclasses import dataclass
from pathlib import Path

from assistant.settings import QUIET, ROOT
from evaluation.bench.environment import FOLDER, STOCK, stock_python
from evaluation.bench.processes import Command

STOCK_MODEL = FOLDER / "stock" / "model.tar.gz"


@dataclass(frozen=True)
class Side:
    """One of the two: how it is trained and started, and which of its processes is the Rasa server."""

    name: str
    address: str
    train: Command
    serve: tuple[Command, ...]
    server_mark: str


def ours(folder: Path) -> Side:
    """This assistant as ``make run`` starts it, trained without vectors kept from earlier."""
    port, actions_port = free_port(), free_port()
    environment = {
        **QUIET,
        "PORT": str(port),
        "ACTIONS_PORT": str(actions_port),
        "ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
        "MODELS_DIR": str(folder / "models"),
        "TRACKER_DB": str(folder / "conversations.db"),
        "SLACK_BOT_TOKEN": "",
    }
    train = (sys.executable, "-m", "evaluation.bench.train_ours")
    run = (sys.executable, "-m", "assistant.server", "run")
    return Side(
        "ours",
        f"http://127.0.0.1:{port}",
        Command(train, environment, ROOT, folder / "train.log"),
        (Command(run, environment, ROOT, folder / "serve.log"),),
        "assistant.server rasa",
    )


def stock(folder: Path) -> Side:
    """Rasa as it comes, with our action server."""
    port, actions_port = free_port(), free_port()
    environment = {
        **QUIET,
        "ACTIONS_PORT": str(actions_port),
        "ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
        "PYTHONPATH": str(ROOT),
    }
    rasa = (str(stock_python()), "-m", "rasa")
    train = (
        *(*rasa, "train", "--force", "--config", str(STOCK / "config.yml"), "--domain", str(ROOT / "domain.yml")),
        *("--data", str(ROOT / "data" / "nlu"), str(ROOT / "data" / "rules")),
        *("--out", str(STOCK_MODEL.parent), "--fixed-model-name", STOCK_MODEL.name.removesuffix(".tar.gz")),
    )
    run = (
        *(*rasa, "run", "--model", str(STOCK_MODEL), "--interface", "127.0.0.1", "--port", str(port)),
        *("--endpoints", str(STOCK / "endpoints.yml"), "--credentials", str(STOCK / "credentials.yml")),
    )
    actions = (sys.executable, "-m", "assistant.server", "actions")
    return Side(
        "stock",
        f"http://127.0.0.1:{port}",
        Command(train, environment, folder, folder / "train.log"),
        (
            Command(actions, environment, ROOT, folder / "actions.log"),
            Command(run, environment, folder, folder / "serve.log"),
        ),
        "rasa run",
    )


def free_port() -> int:
    """A port of this machine that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
