"""Every setting of the running assistant, read from the environment once."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

# What the libraries below us read. Set before they are imported.
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TOKENIZERS_PARALLELISM": "false",
    "PYTHONWARNINGS": "ignore",
}


class SettingError(Exception):
    """A setting has a value that cannot be used."""


@dataclass(frozen=True)
class Settings:
    """Where the assistant listens and where it keeps its things."""

    host: str = "127.0.0.1"
    port: int = 5005
    actions_host: str = "127.0.0.1"
    actions_port: int = 5055
    actions_url: str = "http://127.0.0.1:5055/webhook"
    message_limit: int = 1000
    answer_seconds: float = 4.5
    action_seconds: float = 3.5
    session_turns: int = 5
    connections: int = 1000
    log_level: str = "WARNING"
    log_format: str = ""
    log_text: bool = False
    metrics_token: str = field(default="", repr=False)
    peers: str = ""
    knowledge: Path = ROOT / "data" / "knowledge"
    notice: Path = ROOT / "data" / "notice.yml"
    models: Path = ROOT / "models"
    tracker_db: Path = ROOT / "conversations.db"
    endpoints: Path = ROOT / "endpoints.yml"
    credentials: Path = ROOT / "credentials.yml"

    @property
    def address(self) -> str:
        """The address a person on this machine can open."""
        return f"http://{_for_url(self.host)}:{self.port}"

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def environment(self) -> dict[str, str]:
        """The variables that endpoints.yml and the child processes read, settings included."""
        return {
            **QUIET,
            "HOST": self.host,
            "PORT": str(self.port),
            "ACTIONS_HOST": self.actions_host,
            "ACTIONS_PORT": str(self.actions_port),
            "ACTIONS_URL": self.actions_url,
            "MESSAGE_LIMIT": str(self.message_limit),
            "ANSWER_SECONDS": str(self.answer_seconds),
            "ACTION_SECONDS": str(self.action_seconds),
            "SESSION_TURNS": str(self.session_turns),
            "CONNECTIONS": str(self.connections),
            "LOG_LEVEL": self.log_level,
            "LOG_FORMAT": self.log_format,
            "LOG_TEXT": str(self.log_text).lower(),
            "METRICS_TOKEN": self.metrics_token,
            "PEERS": self.peers,
            "KNOWLEDGE_DIR": str(self.knowledge),
            "NOTICE_FILE": str(self.notice),
            "MODELS_DIR": str(self.models),
            "TRACKER_DB": str(self.tracker_db),
            "ENDPOINTS": str(self.endpoints),
            "CREDENTIALS": str(self.credentials),
        }


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Reads the settings.

    Raises:
        SettingError: a number is none, or out of range.
    """
    env = os.environ if environ is None else environ
    defaults = Settings()
    actions_port = _port(env, "ACTIONS_PORT", defaults.actions_port)
    return Settings(
        host=env.get("HOST") or defaults.host,
        port=_port(env, "PORT", defaults.port),
        actions_host=env.get("ACTIONS_HOST") or defaults.actions_host,
        actions_port=actions_port,
        actions_url=env.get("ACTIONS_URL") or f"http://127.0.0.1:{actions_port}/webhook",
        message_limit=int(_number(env, "MESSAGE_LIMIT", defaults.message_limit, at_least=1)),
        answer_seconds=_number(env, "ANSWER_SECONDS", defaults.answer_seconds, at_least=0.1),
        action_seconds=_number(env, "ACTION_SECONDS", defaults.action_seconds, at_least=0.1),
        session_turns=int(_number(env, "SESSION_TURNS", defaults.session_turns, at_least=1)),
        connections=int(_number(env, "CONNECTIONS", defaults.connections, at_least=10)),
        log_level=(env.get("LOG_LEVEL") or defaults.log_level).upper(),
        log_format=_choice(env, "LOG_FORMAT", ("json", "text")),
        log_text=_choice(env, "LOG_TEXT", ("true", "false")) == "true",
        metrics_token=env.get("METRICS_TOKEN", "").strip(),
        peers=env.get("PEERS", "").strip(),
        knowledge=_path(env, "KNOWLEDGE_DIR", defaults.knowledge),
        notice=_path(env, "NOTICE_FILE", defaults.notice),
        models=_path(env, "MODELS_DIR", defaults.models),
        tracker_db=_path(env, "TRACKER_DB", defaults.tracker_db),
        endpoints=_path(env, "ENDPOINTS", defaults.endpoints),
        credentials=_path(env, "CREDENTIALS", defaults.credentials),
    )


def _for_url(host: str) -> str:
    if host in ("0.0.0.0", "::"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _path(env: Mapping[str, str], name: str, default: Path) -> Path:
    value = env.get(name)
    return (ROOT / value) if value else default


def _choice(env: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = env.get(name, "").lower()
    if value and value not in choices:
        raise SettingError(f"{name}={env[name]} is not known: {' or '.join(choices)}")
    return value


def _number(env: Mapping[str, str], name: str, default: float, at_least: float) -> float:
    value = env.get(name)
    if not value:
        return default
    try:
        number = float(value)
    except ValueError:
        raise SettingError(f"{name}={value} is no number") from None
    if number < at_least:
        raise SettingError(f"{name}={value} is too small: at least {at_least:g}")
    return number


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name)
    if not value:
        return default
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise SettingError(f"{name}={value} is no port: give a number from 1 to 65535")
    return int(value)
