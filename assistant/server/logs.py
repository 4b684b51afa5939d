"""Logging of the server processes: one line an event, warnings and worse unless asked for more."""

from __future__ import annotations

import logging
import sys

import structlog


def configure(level: str) -> None:
    """Sets up Python's logging and structlog, which Rasa uses beside it."""
    number = logging.getLevelName(level)
    number = number if isinstance(number, int) else logging.WARNING
    logging.basicConfig(
        level=number, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr, force=True
    )
    for noisy in ("apscheduler", "asyncio", "matplotlib", "sanic.access"):
        logging.getLogger(noisy).setLevel(max(number, logging.WARNING))
    # Deprecations inside the libraries are no news here. Some libraries reset the filters, so they are logged instead.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.DEBUG if number <= logging.DEBUG else logging.ERROR)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
