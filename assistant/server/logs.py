"""Logging of the server processes: one line an event, as JSON for machines or as text for a terminal.

What people wrote is in none of them unless LOG_TEXT is true. Our own lines never hold it, lines of libraries below
INFO are left out, of Rasa's structured events only names and numbers are kept, and of errors the kind and the place,
with the first line of the message where it cannot hold anybody's words (databases quote rows in the second).
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import MutableMapping
from datetime import datetime, timezone
from pathlib import Path
from types import TracebackType
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from assistant.settings import Settings

_OURS = ("assistant", "actions")
_NOISY = ("apscheduler", "asyncio", "matplotlib", "sanic.access")
# Of Rasa's structured events; everything else in them may be what somebody wrote.
_HARMLESS = frozenset({"event", "level", "timestamp", "action_name", "host", "topic", "rabbitmq_exchange"})
_LONGEST = 300
# Errors whose message speaks of machines; that of any other may hold somebody's words. Parameters of SQL are hidden.
_TOLD = (OSError, ImportError, SQLAlchemyError)
_Error = tuple[type[BaseException], BaseException, TracebackType | None]


def configure(settings: Settings) -> None:
    """Sets up Python's logging and structlog, which Rasa uses beside it."""
    number = logging.getLevelName(settings.log_level)
    number = number if isinstance(number, int) else logging.WARNING
    as_json = (settings.log_format or ("text" if sys.stderr.isatty() else "json")) == "json"
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(as_json, settings.log_text))
    logging.basicConfig(level=_of_others(number, settings.log_text), handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(number)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(number, logging.WARNING))
    # Deprecations inside the libraries are no news here. Some libraries reset the filters, so they are logged instead.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.DEBUG if number <= logging.DEBUG else logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            *([] if settings.log_text else [only_harmless]),
            structlog.processors.JSONRenderer()
            if as_json
            else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_of_others(number, settings.log_text)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


def _of_others(number: int, with_text: bool) -> int:
    return number if with_text else max(number, logging.INFO)


class Lines(logging.Formatter):
    """One line an event, also where there is an error with a traceback.

    Args:
        as_json: fields as JSON; else as text for a person.
        with_text: the whole message of an error, not its first line.
    """

    def __init__(self, as_json: bool, with_text: bool) -> None:
        super().__init__()
        self._as_json = as_json
        self._with_text = with_text

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said: dict[str, Any] = {
            "timestamp": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0] is not None:
            said |= self._error(record.exc_info)
        if self._as_json:
            return json.dumps(said, ensure_ascii=False)
        line = "{timestamp} {level} {logger}: {event}".format(**said)
        return f"{line} [{said['error']} at {said['at']}]" if "error" in said else line

    def _error(self, error: _Error) -> dict[str, Any]:
        kind, raised, trace = error
        frames = [
            f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-6:]
        ]
        message = str(raised) if self._with_text else next(iter(str(raised).splitlines()), "")[:_LONGEST]
        if not self._with_text and not isinstance(raised, _TOLD):
            message = ""
        return {"error": f"{kind.__name__}: {message}" if message else kind.__name__, "at": " < ".join(frames[::-1])}


def only_harmless(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Leaves out of a structured event what may hold somebody's words."""
    return {
        name: value
        for name, value in event.items()
        if name in _HARMLESS or value is None or isinstance(value, (bool, int, float))
    }
