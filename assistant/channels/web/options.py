"""Settings of the web channel, from its entry in credentials.yml or from variables WEB_... of the environment."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from limits import parse_many

from assistant.settings import SettingError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class WebOptions:
    """How the web channel treats the public. docs/web.md says what each is for."""

    origins: tuple[str, ...] = ()
    proxies: tuple[Network, ...] = ()
    key: str | None = None
    message_limit: int = 500
    session_hours: float = 24.0
    keep_days: float = 30.0
    feedback_days: float = 30.0
    session_rate: str = "30/minute; 300/hour"
    address_rate: str = "1500/minute"
    start_rate: str = "300/minute"
    rate_storage: str = "async+memory://"


def read(values: Mapping[str, Any] | None, environ: Mapping[str, str] | None = None) -> WebOptions:
    """Reads the options; the environment comes first.

    Raises:
        SettingError: an option is unknown or has a value that cannot be used.
    """
    env = os.environ if environ is None else environ
    given: dict[str, Any] = dict(values or {})
    unknown = sorted(set(given) - set(WebOptions.__dataclass_fields__))
    if unknown:
        raise SettingError(f"credentials.yml: the web channel has no option {', '.join(unknown)}")
    given.update(
        {name: env[f"WEB_{name.upper()}"] for name in WebOptions.__dataclass_fields__ if env.get(f"WEB_{name.upper()}")}
    )
    defaults = WebOptions()
    return WebOptions(
        origins=tuple(_origin(item) for item in _items(given.get("origins"))),
        proxies=tuple(_network(item) for item in _items(given.get("proxies"))),
        key=str(given["key"]) if given.get("key") else None,
        message_limit=int(_number(given, "message_limit", defaults.message_limit)),
        session_hours=_number(given, "session_hours", defaults.session_hours),
        keep_days=_number(given, "keep_days", defaults.keep_days),
        feedback_days=_number(given, "feedback_days", defaults.feedback_days),
        session_rate=_rate(given, "session_rate", defaults.session_rate),
        address_rate=_rate(given, "address_rate", defaults.address_rate),
        start_rate=_rate(given, "start_rate", defaults.start_rate),
        rate_storage=str(given.get("rate_storage") or defaults.rate_storage),
    )


def _items(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(item).strip() for item in (value.split(",") if isinstance(value, str) else value) if str(item).strip()]


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise SettingError(f"WEB_ORIGINS: {value} is no origin: write https://www.example.govt.nz")
    return f"{parts.scheme}://{parts.netloc}".lower()


def _network(value: str) -> Network:
    try:
        return ipaddress.ip_network(value, strict=False)
    except ValueError:
        raise SettingError(f"WEB_PROXIES: {value} is no address or network: write 10.0.0.0/8") from None


def _number(given: Mapping[str, Any], name: str, default: float) -> float:
    value = given.get(name)
    if value is None:
        return default
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise SettingError(f"WEB_{name.upper()}={value} is no number") from None
    if number <= 0:
        raise SettingError(f"WEB_{name.upper()}={value} must be more than nothing")
    return number


def _rate(given: Mapping[str, Any], name: str, default: str) -> str:
    value = str(given.get(name) or default)
    try:
        parse_many(value)
    except ValueError:
        raise SettingError(f"WEB_{name.upper()}={value} is no rate: write 30/minute; 300/hour") from None
    return value
